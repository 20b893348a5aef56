"""The codes of the post, as people paste them."""

import pytest

from services.notify.domain.refusals import TrackingDiffers
from services.notify.domain.tracking import read_tracking
from tests.rules import rule


@rule("R-023")
@pytest.mark.parametrize(
    "pasted",
    [
        "15 RR123456789VN\n16 RR123456790VN",
        "15\tRR123456789VN\n16\tRR123456790VN",
        "15/UBND-VP; rr123456789vn\n\n 16/UBND-VP, RR123456790VN",
        "Số 15: RR123456789VN\nsố 016 RR123456790VN",
        "RR123456789VN\nRR123456790VN",
    ],
)
def test_pairs_and_plain_lists_are_read(pasted: str):
    assert read_tracking(pasted, [15, 16]) == {15: "RR123456789VN", 16: "RR123456790VN"}


def test_codes_may_come_later_or_for_some():
    assert read_tracking("  \n", [15, 16]) == {}
    assert read_tracking("16 RR123456790VN", [15, 16]) == {16: "RR123456790VN"}


@pytest.mark.parametrize(
    "pasted",
    [
        "RR123456789VN",  # one code for two letters
        "17 RR123456789VN",  # not a letter of this run
        "15 RR123456789VN\n15 RR123456790VN",
        "15 RR123456789VN\n16 RR123456789VN",
        "15 RR123456789VN\nRR123456790VN",
        "15 ???\n16 !!!",
    ],
)
def test_a_list_that_does_not_fit_is_refused_whole(pasted: str):
    with pytest.raises(TrackingDiffers):
        read_tracking(pasted, [15, 16])
