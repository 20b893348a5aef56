"""The notice uses the profile's words, for every reason and every unit."""

import pytest

from services.intake.domain.notice import REASON_WORDS, compose
from shared.contracts.intake import ExclusionReason
from shared.profiles import load_profile
from tests.rules import rule


@rule("R-032", "R-074", "C-09", "C-11")
@pytest.mark.parametrize("reason", ExclusionReason)
@pytest.mark.parametrize("unit", ["phu-xuyen", "lang"])
def test_every_reason_says_why_and_where_to_go(unit: str, reason: ExclusionReason) -> None:
    notice = load_profile(unit).notice(reason)
    text = compose(notice, "Giờ tiếp công dân: thứ Năm.")
    assert notice.explanation in text
    assert all(line in text for line in notice.guidance)
    assert text.endswith("Giờ tiếp công dân: thứ Năm.")
    assert REASON_WORDS[reason]
