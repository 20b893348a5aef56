"""What a form must have, on the web and on paper."""

from dataclasses import replace

import pytest

from services.intake.domain.submission import LONGEST, Submission, problems, problems_on_paper
from shared.contracts.intake import Section
from tests.rules import rule

FORM = Submission(
    full_name="Nguyễn Văn Cường",
    org_name="",
    phone="+84 912.345.678",
    address="thôn Nam Quất",
    email="Ten@Gmail.com",
    content_tthc="Xin hỏi thủ tục",
    content_settlement="",
    attends=True,
    publish_name=False,
    declared=("accuracy",),
)
MUST = ("accuracy",)


def test_a_complete_form_has_no_problem() -> None:
    assert problems(FORM, MUST) == {}


@rule("R-128", "R-129", "R-054")
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"full_name": ""}, {"full_name": "missing"}),
        ({"address": ""}, {"address": "missing"}),
        ({"content_tthc": ""}, {"content_tthc": "missing"}),
        ({"phone": "không có"}, {"phone": "odd"}),
        ({"phone": ""}, {}),
        ({"email": "tên@gmail.com"}, {"email": "odd"}),
        ({"email": ""}, {}),
        ({"declared": ()}, {"declared-accuracy": "missing"}),
        ({"address": "x" * 301}, {"address": "too_long"}),
        ({"content_settlement": "x" * 8001}, {"content_settlement": "too_long"}),
    ],
)
def test_what_must_be_mended(change: dict[str, object], wrong: dict[str, str]) -> None:
    assert problems(replace(FORM, **change), MUST) == wrong  # type: ignore[arg-type]


@rule("R-132", "R-133")
def test_one_question_for_each_filled_section() -> None:
    assert FORM.texts() == ((Section.PROCEDURE, "Xin hỏi thủ tục"),)
    both = replace(FORM, content_settlement="Chậm trả kết quả")
    assert [section for section, _ in both.texts()] == [Section.PROCEDURE, Section.SETTLEMENT]


@rule("R-011")
def test_paper_is_received_whatever_is_missing() -> None:
    bare = replace(FORM, phone="", address="", email="", declared=(), content_tthc="")
    assert problems_on_paper(bare, has_scan=True) == {}
    assert problems_on_paper(bare, has_scan=False) == {"content_tthc": "missing_or_scan"}
    assert problems_on_paper(replace(FORM, full_name=""), has_scan=True) == {"full_name": "missing"}


def test_every_text_field_has_a_limit() -> None:
    assert set(LONGEST) == {name for name, value in FORM.raw().items() if isinstance(value, str)}
