"""The closing mark "./." of the text: exactly once, after the last words."""

import re
from dataclasses import replace

from shared.documents.blocks import Block, Bullets, KeyValue, PageBreak, Paragraph, Run, Runs, paragraph

CLOSING_MARK = "./."
_ENDING = re.compile(r"(?:\s|\./\.|[.;])+$")


def closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the mark in place of the final stop; after a table or a quotation it stands alone.

    Marks already typed at the end are not doubled. Trailing page breaks go.
    """
    kept = list(blocks)
    while kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    if not kept:
        return ()
    marked = _marked(kept[-1])
    return (*kept[:-1], marked) if marked is not None else (*kept, paragraph(CLOSING_MARK))


def _marked(block: Block) -> Block | None:
    match block:
        case Paragraph(runs=runs) if runs:
            return replace(block, runs=_mark_runs(runs))
        case Bullets(items=items) if items and items[-1]:
            return replace(block, items=(*items[:-1], _mark_runs(items[-1])))
        case KeyValue(items=items) if items:
            label, value = items[-1]
            return replace(block, items=(*items[:-1], (label, _ENDING.sub("", value) + CLOSING_MARK)))
    return None


def _mark_runs(runs: Runs) -> Runs:
    kept = list(runs)
    while len(kept) > 1 and not _ENDING.sub("", kept[-1].text):
        kept.pop()
    last: Run = kept[-1]
    return (*kept[:-1], replace(last, text=_ENDING.sub("", last.text) + CLOSING_MARK))
