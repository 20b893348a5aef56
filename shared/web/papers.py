"""An official document as the file the reader asked for."""

from fastapi import Response

from shared.documents.docx import render_docx
from shared.documents.model import Document
from shared.documents.pdf import render_pdf
from shared.refusals import NotFound
from shared.web.files import file_response


async def document_response(document: Document, name: str, kind: str) -> Response:
    """The document as pdf, shown in the browser, or as docx, saved. Refuses any other kind."""
    return file_response(await rendered(document, kind), f"{name}.{kind}")


async def rendered(document: Document, kind: str) -> bytes:
    """The bytes of the document. Refuses any kind but pdf and docx."""
    if kind == "pdf":
        return await render_pdf(document)
    if kind == "docx":
        return await render_docx(document)
    raise NotFound()
