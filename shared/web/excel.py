"""A table as an Excel file that cannot run anything."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shared.calendar import to_local

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_000
Cell = str | int | datetime


def excel(title: str, headers: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with fixed head and filter; `headers` are words and widths in characters. Moments as in Viet Nam."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "bg_color": "#DCECEC", "border": 1, "valign": "top"})
        body = {"text_wrap": True, "valign": "top", "border": 1}
        formats = book.add_format(body), book.add_format(body | {"num_format": "hh:mm:ss dd/mm/yyyy"})
        for column, (words, width) in enumerate(headers):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, last, column, cell, *formats)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(headers) - 1)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, body: Format, moment: Format) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, harmless(cell), body)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, to_local(cell).replace(tzinfo=None), moment)
    else:
        sheet.write_number(row, column, cell, body)


def harmless(value: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    value = value[:LONGEST_CELL]
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
