"""A file as an answer: its type, its name, and no copy kept on the way."""

from urllib.parse import quote

from fastapi import Response

OFFICE = "application/vnd.openxmlformats-officedocument."
SHOWN = {"pdf": "application/pdf"}
SAVED = {"docx": OFFICE + "wordprocessingml.document", "xlsx": OFFICE + "spreadsheetml.sheet"}


def file_response(body: bytes, name: str, content_type: str = "") -> Response:
    """Shown in the browser unless an office program reads it; the ending of `name` tells the type unless given."""
    content_type = content_type or (SHOWN | SAVED)[name.rpartition(".")[2]]
    how = "attachment" if content_type in SAVED.values() else "inline"
    headers = {"content-disposition": f"{how}; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(body, media_type=content_type, headers=headers)
