"""Text comes in whole or is refused in words; nothing is quietly turned into other letters."""

import unicodedata
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from shared.web.forms import MAX_FIELDS, MAX_FILES, MAX_PART_BYTES, read_form
from shared.web.guard import public
from shared.web.middleware import MAX_BODY_BYTES
from tests.rules import rule
from tests.shared.web.house import browser, open_doors

JSON = {"accept": "application/json"}
URLENCODED = JSON | {"content-type": "application/x-www-form-urlencoded"}
MULTIPART = JSON | {"content-type": "multipart/form-data; boundary=b"}


@pytest.fixture
def app(room):
    router = APIRouter(dependencies=[public()])

    @router.post("/form")
    async def form(request: Request) -> JSONResponse:
        form = await read_form(request)
        assert await read_form(request) is form
        files = {name: [file.filename for file in files] for name, files in form.files.items()}
        return JSONResponse({"fields": form.fields, "files": files})

    return open_doors(room, router)


def part(name: bytes, body: bytes, more: bytes = b"") -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="' + name + b'"' + more + b"\r\n\r\n" + body + b"\r\n"


async def send(app, content, headers) -> tuple[int, dict[str, Any]]:
    async with browser(app) as client:
        answer = await client.post("/form", content=content, headers=headers)
    return answer.status_code, answer.json()


async def test_text_arrives_composed_and_trimmed_however_it_was_typed(app):
    apart = unicodedata.normalize("NFD", "  Nguyễn Thị Hường \u200b\u202e ")
    async with browser(app) as client:
        answer = await client.post("/form", data={"name": apart, "rows": ["1", "2"]}, headers=JSON)
    assert answer.json()["fields"] == {"name": ["Nguyễn Thị Hường"], "rows": ["1", "2"]}


async def test_multipart_text_and_file_names_keep_their_tones(app):
    async with browser(app) as client:
        files = {"scan": ("Phiếu của bà Cẩm.pdf", b"%PDF")}
        answer = await client.post("/form", data={"name": "Cà Mau é"}, files=files, headers=JSON)
    assert answer.json() == {"fields": {"name": ["Cà Mau é"]}, "files": {"scan": ["Phiếu của bà Cẩm.pdf"]}}


@rule("R-011")
@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"name=Nguy%E1%BB", URLENCODED),
        (b"name=%FF%FE", URLENCODED),
        (part(b"name", b"Nguy\xe1\xbb") + b"--b--\r\n", MULTIPART),
        (part(b"name", "Hường".encode("cp1258", "replace") + b"\xfe") + b"--b--\r\n", MULTIPART),
        (part(b"scan", b"x", b'; filename="\xff.pdf"') + b"--b--\r\n", MULTIPART),
        (part(b"\xff", b"x") + b"--b--\r\n", MULTIPART),
        (part(b"name", b"never ends"), MULTIPART | {"content-type": "multipart/form-data"}),
    ],
)
async def test_broken_letters_and_broken_forms_are_refused_in_words(app, content, headers):
    status, answer = await send(app, content, headers)
    assert status == 422
    assert "bảng mã Unicode" in answer["message"]


async def test_other_kinds_of_bodies_are_an_empty_form(app):
    assert await send(app, b'{"name": "x"}', JSON | {"content-type": "application/json"}) == (
        200,
        {"fields": {}, "files": {}},
    )


async def test_too_many_fields_files_or_too_long_a_field_are_refused(app):
    many = "&".join(f"f{number}=1" for number in range(MAX_FIELDS + 1)).encode()
    files = b"".join(part(b"f%d" % n, b"x", b'; filename="a.pdf"') for n in range(MAX_FILES + 1)) + b"--b--\r\n"
    long = b"text=" + b"a" * (MAX_PART_BYTES + 1)
    for content, headers in ((many, URLENCODED), (files, MULTIPART), (long, URLENCODED)):
        status, answer = await send(app, content, headers)
        assert (status, answer["status"]) == (422, "refused")


async def test_a_body_that_says_it_is_too_large_is_not_even_read(app):
    status, answer = await send(app, b"name=x", URLENCODED | {"content-length": str(MAX_BODY_BYTES + 1)})
    assert status == 413
    assert answer["message"] == "Nội dung gửi lên quá lớn (tối đa 25 MB). Xin giảm dung lượng tệp đính kèm rồi gửi lại."


async def test_a_body_that_grows_too_large_is_cut_off(app):
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield part(b"scan", b"", b'; filename="a.pdf"')[:-2]
        while True:
            sent += 1
            yield b"a" * 1024**2

    status, answer = await send(app, endless(), MULTIPART)
    assert (status, sent) == (413, MAX_BODY_BYTES // 1024**2)
    assert "tối đa 25 MB" in answer["message"]
