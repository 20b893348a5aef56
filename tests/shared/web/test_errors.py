"""Whatever goes wrong, the person reads a Vietnamese sentence and the answer carries every header."""

import pytest
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from shared.refusals import Forbidden, NotFound, Unavailable
from shared.web.forms import UnreadableForm
from shared.web.guard import SignInNeeded, public
from shared.web.limits import TooLarge
from shared.web.middleware import HEADERS
from tests.shared.web.house import browser, open_doors

FAULTS = {
    "not-found": (NotFound(), 404, "Không tìm thấy"),
    "forbidden": (Forbidden(), 403, "không có quyền"),
    "unreadable": (UnreadableForm(), 422, "Không đọc được nội dung"),
    "large": (TooLarge(limit_mb=25), 413, "quá lớn (tối đa 25 MB)"),
    "away": (Unavailable("database", retry_after_s=7), 503, "Việc của ông/bà chưa mất"),
    "ours": (RuntimeError("secret detail"), 500, "Phần mềm gặp lỗi"),
}


@pytest.fixture
def app(room):
    router = APIRouter(dependencies=[public()])

    @router.get("/fails/{how}")
    async def fails(how: str) -> PlainTextResponse:
        raise FAULTS[how][0]

    @router.get("/counts/{number}")
    async def counts(number: int) -> PlainTextResponse:
        return PlainTextResponse(str(number))

    @router.get("/session")
    async def session(_request: Request) -> PlainTextResponse:
        raise SignInNeeded()

    return open_doors(room, router)


def carries_everything(answer) -> None:
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert len(answer.headers["x-trace-id"]) == 32


@pytest.mark.parametrize("how", FAULTS)
async def test_people_read_a_page_and_scripts_the_same_sentence(app, how):
    _, status, words = FAULTS[how]
    async with browser(app) as client:
        page = await client.get(f"/fails/{how}")
        scripted = await client.get(f"/fails/{how}", headers={"accept": "application/json"})
    assert (page.status_code, scripted.status_code) == (status, status)
    assert words in page.text and words in scripted.json()["message"]
    assert "Làm gì tiếp theo" in page.text and '<html lang="vi"' in page.text
    assert scripted.json()["status"] == ("failed" if status >= 500 else "refused")
    assert "secret detail" not in page.text + scripted.text
    for answer in (page, scripted):
        carries_everything(answer)


async def test_an_outage_says_when_to_come_back(app):
    async with browser(app) as client:
        assert (await client.get("/fails/away")).headers["retry-after"] == "7"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/counts/x", 404),
        ("POST", "/counts/1", 405),
        ("GET", "/static/dev/x.css", 404),
    ],
)
async def test_wrong_addresses_are_answered_in_words(app, method, path, status):
    async with browser(app) as client:
        answer = await client.request(method, path)
    assert answer.status_code == status
    assert "Làm gì tiếp theo" in answer.text
    carries_everything(answer)


@pytest.mark.parametrize("path", ["/counts/1", "/static/dev/tokens.css", "/healthz", "/metrics", "/session"])
async def test_every_ordinary_answer_carries_the_headers_too(app, path):
    async with browser(app) as client:
        answer = await client.get(path)
    assert answer.status_code in (200, 303)
    carries_everything(answer)


async def test_the_policy_lets_nothing_foreign_or_inline_run(app):
    policy = dict(rule.split(" ", 1) for rule in HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy["script-src"], policy["style-src"], policy["form-action"]} == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in HEADERS["content-security-policy"] and "*" not in HEADERS["content-security-policy"]


async def test_an_answer_continues_the_callers_trace(app):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    async with browser(app) as client:
        for path in ("/counts/1", "/fails/ours"):
            answer = await client.get(path, headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
            assert answer.headers["x-trace-id"] == trace


async def test_a_malformed_trace_is_replaced(app):
    async with browser(app) as client:
        answer = await client.get("/counts/1", headers={"traceparent": "00-evil\t-x"})
    carries_everything(answer)


async def test_every_refusal_has_its_sentence():
    """A refusal of `shared` without a sentence would answer with our own fault."""
    from shared.web.errors import Messages

    messages = Messages()
    for refusal in (NotFound(), Forbidden(), SignInNeeded(), UnreadableForm(), TooLarge(limit_mb=1)):
        assert messages.say(refusal).endswith(".")
