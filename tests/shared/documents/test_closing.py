from typing import cast

import pytest

from shared.documents.blocks import Block, Bullets, KeyValue, PageBreak, Paragraph, Table, bold, bullets, paragraph
from shared.documents.closing import closed


def text_of(block: Block) -> str:
    return "".join(run.text for run in cast(Paragraph, block).runs)


@pytest.mark.parametrize("ending", ["", ".", "./.", "./../.", " ./. ", ";", ".\n", "./. ."])
def test_the_mark_stands_once_whatever_was_typed(ending: str) -> None:
    assert (
        text_of(closed((paragraph("một"), paragraph(f"xem xét, quyết định{ending}")))[-1]) == "xem xét, quyết định./."
    )


def test_a_mark_in_a_run_of_its_own_is_not_doubled() -> None:
    assert text_of(closed((paragraph("Trân trọng", bold("./.")),))[-1]) == "Trân trọng./."


def test_bullets_and_labelled_lines_carry_the_mark_on_their_last_line() -> None:
    last = cast(Bullets, closed((bullets("một", "hai;"),))[-1])
    assert [item[0].text for item in last.items] == ["một", "hai./."]
    pairs = cast(KeyValue, closed((KeyValue((("Hạn", "hôm nay."),)),))[-1])
    assert pairs.items == (("Hạn", "hôm nay./."),)


def test_after_a_table_the_mark_stands_alone_and_trailing_page_breaks_go() -> None:
    table = Table(("a",), (("b",),), (1,))
    kept = closed((table, PageBreak()))
    assert kept[0] == table
    assert [text_of(block) for block in kept[1:]] == ["./."]


def test_nothing_to_close_stays_nothing() -> None:
    assert closed(()) == ()


def test_a_mark_inside_the_text_is_left_to_its_author() -> None:
    assert text_of(closed((paragraph("ghi ./. ở đây"),))[0]) == "ghi ./. ở đây./."
