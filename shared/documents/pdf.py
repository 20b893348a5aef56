"""Documents to PDF. The same document gives the same bytes on every machine: own fonts, no clock, no network."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, cast

import typst

from shared.documents.fonts import typst_fonts
from shared.documents.layout import OFFICIAL
from shared.documents.model import Document
from shared.documents.wire import document_wire

_TEMPLATES = Path(__file__).parent / "templates"
_WORKERS = 2
_compilers = threading.local()
render_pool = ThreadPoolExecutor(max_workers=_WORKERS, thread_name_prefix="documents")


def pdf_bytes(document: Document) -> bytes:
    """The document as PDF; blocks the caller for some tens of milliseconds. Rule: R-001."""
    day = document.date
    stamp = None if day is None else datetime.combine(day, time(0), UTC)
    return compile_template("official.typ", document_wire(document), stamp)


async def render_pdf(document: Document) -> bytes:
    """The document as PDF, made in a worker thread."""
    return await asyncio.get_running_loop().run_in_executor(render_pool, pdf_bytes, document)


def compile_template(template: str, data: dict[str, Any], stamp: datetime | None = None) -> bytes:
    """Compile one of our templates with its data. The creation date is the epoch when the document has none."""
    payload = json.dumps(data | {"layout": OFFICIAL.measures()}, ensure_ascii=False)
    made = _compiler(template).compile(
        format="pdf", sys_inputs={"document": payload}, timestamp=int(stamp.timestamp()) if stamp else 0
    )
    return cast(bytes, made)


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler: one may not be shared between threads, and making one costs more than a page."""
    kept: dict[str, typst.Compiler] = _compilers.__dict__.setdefault("by_template", {})
    if template not in kept:
        kept[template] = typst.Compiler(input=_TEMPLATES / template, root=_TEMPLATES, font_paths=typst_fonts())
    return kept[template]
