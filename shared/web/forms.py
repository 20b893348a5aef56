"""Form fields as cleaned text, and the limits of what a request may carry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from shared.refusals import Refusal
from shared.vietnamese import clean

MAX_FIELDS = 400
MAX_FILES = 10
MAX_PART_BYTES = 1024 * 1024


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


async def _read(request: Request) -> Form:
    try:
        data = await request.form(max_fields=MAX_FIELDS, max_files=MAX_FILES, max_part_size=MAX_PART_BYTES)
    except (MultiPartException, UnicodeDecodeError, ValueError) as error:
        raise UnreadableForm() from error
    form = Form()
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            form.files.setdefault(name, []).append(value)
        else:
            form.fields.setdefault(name, []).append(clean(value))
    return form
