"""What pages and logs must not show."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese import mask_contacts, mask_ids, mask_json, mask_mail, mask_phone

HIDDEN = [
    ("CCCD 001085001234 cấp năm 2021", "CCCD •••••••••234 cấp năm 2021"),
    ("CCCD: 001 085 001 234", "CCCD: ••• ••• ••• 234"),
    ("001.085.001234", "•••.•••.•••234"),
    ("cccd001085001234", "cccd•••••••••234"),
    ("số CMND 012345678.", "số CMND ••••••678."),
    ("Chứng minh nhân dân số 012 345 678", "Chứng minh nhân dân số ••• ••• 678"),
    ("tôi là 012345678", "tôi là ••••••678"),
]
KEPT = [
    "gọi 0912345678 hoặc 02433791827",
    "nợ 250.000.000 đồng, tổng 250.000.000.000 đồng",
    "phạt 250000000 đồng",
    "hồ sơ H26.12-240115-0005",
    "mã PX-123456789",
    "ngày 26/11/2026, thửa 123, tờ 45",
    "quyết định 1234567890123",
]


@pytest.mark.parametrize(("text", "expected"), HIDDEN)
def test_identity_numbers_are_hidden(text, expected):
    assert mask_ids(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_other_numbers_stay(text):
    assert mask_ids(text) == text


@given(st.text("ab ,.\n", max_size=10), st.from_regex(r"0[0-9]{11}", fullmatch=True), st.text(" ,\nab", max_size=10))
def test_no_twelve_digits_survive(before, number, after):
    assert not re.search(r"\d{4}", mask_ids(f"{before} {number}{after}"))


@given(st.text(max_size=80))
def test_masking_twice_changes_nothing(text):
    once = mask_contacts(text)
    assert mask_contacts(once) == once


def test_a_phone_and_a_mail_address_are_recognisable_only_to_their_owner():
    assert mask_phone("0912345678") == "•••••••678"
    assert mask_mail("an.nguyen@gmail.com") == "a•••@gmail.com"
    text = "gọi 0912 345 678 hay +84912345678, thư an@x.vn, CCCD 001085001234"
    assert mask_contacts(text) == "gọi •••• ••• 678 hay +••••••••678, thư a•••@x.vn, CCCD •••••••••234"


BODY = {
    "event_id": "0192f7c4-1111-7abc-8def-0123456789ab",
    "occurred_at": "2026-11-23T17:00:00Z",
    "code": "PX-26-0042",
    "full_name": "Cường",
    "phone": 912345678,
    "contact": "0912345678",
    "remark": "nhà tôi bị ngập",
    "rows": [{"address": "thôn Thao Chính", "email": "an@x.vn"}],
    "late": False,
    "answer": None,
    "count": 3,
}


def test_an_operator_reads_ids_and_times_but_nothing_a_person_wrote():
    shown = json.loads(mask_json(json.dumps(BODY)))
    kept = ("event_id", "occurred_at", "code", "late", "answer", "count")
    assert {key: shown[key] for key in kept} == {key: BODY[key] for key in kept}
    text = json.dumps(shown, ensure_ascii=False)
    assert not any(secret in text for secret in ("Cường", "912345", "ngập", "Thao", "an@x"))


def test_a_body_that_is_not_json_is_hidden_whole():
    assert mask_json("Nguyễn Văn Cường") == "••• (16 ký tự, không phải JSON)"
