"""Form fields as cleaned text, and the limits of what a request may carry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from shared.refusals import Refusal
from shared.vietnamese import clean

MAX_FIELDS = 2000  # a print run of a whole conference is ticked on one page
MAX_FILES = 10
MAX_PART_BYTES = 1024 * 1024
LIMITS: Any = {"max_fields": MAX_FIELDS, "max_part_size": MAX_PART_BYTES}
REPLACED = "\ufffd"  # what a decoder writes for bytes that are no letter


class UnreadableForm(Refusal):
    """The request is not a form we can read (wrong encoding, too many parts)."""

    code = "unreadable_form"
    status = 422


@dataclass(frozen=True, slots=True)
class Form(Mapping[str, str]):
    """Text fields, NFC and trimmed; a field that was not sent reads as an empty string."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[UploadFile]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, [""])[-1]

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        return self[name] or default

    def all(self, name: str) -> list[str]:
        """Every value of a repeated field, such as ticked rows."""
        return self.fields.get(name, [])

    def file(self, name: str) -> UploadFile | None:
        """An uploaded file, when one was chosen."""
        return next((f for f in self.files.get(name, []) if f.filename), None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


async def read_form(request: Request) -> Form:
    """Read the request's form once; later calls get the same value. Refuses what is not a form."""
    if not hasattr(request.state, "form"):
        request.state.form = await _read(request)
    form: Form = request.state.form
    return form


async def close_files(state: dict[str, Any]) -> None:
    """Let go of what was uploaded, once the request is answered; `state` is the request's."""
    form: Form | None = state.get("form")
    for files in form.files.values() if form else ():
        for file in files:
            await file.close()


async def _read(request: Request) -> Form:
    try:
        items = await _items(request)
    except (MultiPartException, ValueError) as error:
        raise UnreadableForm() from error
    form = Form()
    for name, value in items:
        if isinstance(value, UploadFile):
            form.files.setdefault(name, []).append(value)
        else:
            form.fields.setdefault(name, []).append(clean(value))
    return form


async def _items(request: Request) -> list[tuple[str, str | UploadFile]]:
    """Decoded strictly: left alone, the parsers put other letters in place of broken ones without a word."""
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        headers = Headers({"content-type": f"{content_type}; charset=latin-1"})  # one letter a byte, decoded below
        data = await MultiPartParser(headers, request.stream(), max_files=MAX_FILES, **LIMITS).parse()
        try:
            return [(_utf8(name), _decoded(value)) for name, value in data.multi_items()]
        except ValueError:
            await data.close()
            raise
    if content_type.startswith("application/x-www-form-urlencoded"):
        items = (await FormParser(request.headers, request.stream(), **LIMITS).parse()).multi_items()
        if any(REPLACED in name or REPLACED in str(value) for name, value in items):
            raise UnreadableForm()
        return items
    return []


def _decoded(value: str | UploadFile) -> str | UploadFile:
    if not isinstance(value, UploadFile):
        return _utf8(value)
    value.filename = _utf8(value.filename or "")
    return value


def _utf8(raw: str) -> str:
    return raw.encode("latin-1").decode("utf-8")
