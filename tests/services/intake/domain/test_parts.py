"""Splitting keeps every word, in order, and adds none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.parts import NothingToSplit, PartsDiffer, split
from tests.rules import rule

words = st.lists(
    st.text("abcđêô-.,?", min_size=1, max_size=6).filter(lambda w: set(w) != {"-"}), min_size=2, max_size=12
)


@rule("R-016", "R-011")
@given(words=words, data=st.data())
def test_the_parts_together_are_the_text(words: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(words) - 1))
    marked = f"{' '.join(words[:cut])}\n---\n{' '.join(words[cut:])}"
    parts = split(" ".join(words), marked)
    assert "".join("".join(parts).split()) == "".join(words)
    assert len(parts) == 2


@pytest.mark.parametrize(
    "marked", ["Một hai ba", "---\nMột hai ba", "Một hai ba\n---", "a\n---\nb\n---\nc\n---\nd\n---\ne\n---\nf"]
)
def test_no_cut_empty_parts_and_too_many_are_refused(marked: str) -> None:
    with pytest.raises(NothingToSplit):
        split("Một hai ba", marked)


@pytest.mark.parametrize("marked", ["Một hai\n---\nbốn", "Một hai\n---\nba thêm", "Một\n---\nba"])
def test_a_changed_added_or_lost_word_is_refused(marked: str) -> None:
    with pytest.raises(PartsDiffer):
        split("Một hai ba", marked)


def test_a_line_of_hyphens_the_sender_wrote_is_no_obstacle() -> None:
    assert split("Một\n-----\nhai ba", "Một\n-----\nhai\n---\nba") == ("Một", "hai", "ba")
