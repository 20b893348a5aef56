"""A table as an Excel file that cannot run anything."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from fastapi import Response

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_000


def excel(title: str, headers: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet with fixed head and filter; `headers` are words and widths in characters."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "bg_color": "#DCECEC", "border": 1, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (words, width) in enumerate(headers):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write_string(last, column, harmless(value), body)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(headers) - 1)
    return out.getvalue()


def harmless(value: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    value = value[:LONGEST_CELL]
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def excel_response(name: str, content: bytes) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.xlsx"', "cache-control": "no-store"}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
