"""What a player's range means."""

import pytest

from shared.web.ranges import read_range

CASES = {
    "from a place on": ("bytes=10-", range(10, 100)),
    "from and to": ("bytes=10-19", range(10, 20)),
    "beyond the end": ("bytes=90-999", range(90, 100)),
    "the last ones": ("bytes=-10", range(90, 100)),
    "more than there is": ("bytes=-999", range(100)),
    "outside": ("bytes=100-", range(100, 100)),
    "none": ("", None),
    "several": ("bytes=0-1,5-6", None),
    "another unit": ("lines=0-1", None),
    "a number of any length": (f"bytes={'9' * 5000}-", None),
    "nothing said": ("bytes=-", None),
}


@pytest.mark.parametrize(("header", "expected"), CASES.values(), ids=CASES)
def test_one_range_is_read_and_everything_else_means_the_whole(header, expected):
    found = read_range(header, 100)
    assert (found is None) == (expected is None)
    assert list(found or ()) == list(expected or ())
