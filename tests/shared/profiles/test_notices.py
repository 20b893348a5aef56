"""Who is turned away reads why, and where to go."""

import pytest

from shared.contracts.intake import ExclusionReason
from shared.profiles import load_profile
from tests.rules import rule

PROFILE = load_profile("phu-xuyen")


@pytest.mark.parametrize("unit", ["phu-xuyen", "lang", "pvhcc-ha-noi"])
@pytest.mark.parametrize("reason", list(ExclusionReason))
def test_every_reason_has_an_explanation_and_a_way(unit, reason):
    notice = load_profile(unit).notice(reason)
    assert notice.explanation
    assert notice.guidance


@rule("C-09")
def test_a_complainant_learns_of_the_ninety_days():
    text = " ".join(PROFILE.notice("complaint").guidance)
    assert "90 ngày" in text
    assert "không thay cho đơn khiếu nại" in text


@rule("C-27")
def test_a_denouncer_is_told_the_name_is_hidden():
    notice = PROFILE.notice("denunciation")
    assert notice.restricted
    assert "giữ kín" in notice.explanation


def test_a_late_sender_is_told_of_the_written_answer():
    assert "nhận câu trả lời bằng văn bản" in PROFILE.late_notice.text


def test_an_unknown_reason_is_refused():
    with pytest.raises(KeyError):
        PROFILE.notice("dislike")
