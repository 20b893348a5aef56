"""An official document as the file the officer asked for."""

import asyncio

from fastapi import Response

from shared.documents.docx import MEDIA_TYPE as DOCX
from shared.documents.docx import docx_bytes
from shared.documents.model import Document
from shared.documents.pdf import render_pdf
from shared.refusals import NotFound


async def paper_response(document: Document, name: str, form: str) -> Response:
    """`form` is pdf (shown in the browser) or docx (downloaded)."""
    headers = {"cache-control": "no-store"}
    if form == "pdf":
        headers["content-disposition"] = f'inline; filename="{name}.pdf"'
        return Response(await render_pdf(document), media_type="application/pdf", headers=headers)
    if form != "docx":
        raise NotFound()
    headers["content-disposition"] = f'attachment; filename="{name}.docx"'
    return Response(await asyncio.to_thread(docx_bytes, document), media_type=DOCX, headers=headers)
