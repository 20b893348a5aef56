"""Errors become sentences here, once: what happened, and what to do next."""

import tomllib
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from shared.observability.logs import get_logger
from shared.refusals import NotFound, Refusal, Unavailable
from shared.web.commands import wants_json
from shared.web.guard import SignInNeeded
from shared.web.room import room_of
from shared.web.way_back import sign_in_address

SHARED_MESSAGES = Path(__file__).parent / "messages.toml"
log = get_logger()


class Messages:
    """Refusal code → Vietnamese sentence with named facts, from `messages.toml` of the room and of `shared`."""

    def __init__(self, *files: Path) -> None:
        self._texts: dict[str, str] = {}
        for file in (SHARED_MESSAGES, *files):
            if file.exists():
                self._texts |= tomllib.loads(file.read_text("utf-8"))

    def say(self, refusal: Refusal) -> str:
        return self._texts[refusal.code].format_map(refusal.facts)

    def codes(self) -> set[str]:
        return set(self._texts)


def install(app: FastAPI, messages: Messages) -> None:
    """Answer refusals, outages and faults in the language of the screen."""

    @app.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        log.info("command.refused", code=refusal.code, path=request.url.path)
        if isinstance(refusal, SignInNeeded) and not wants_json(request):
            return RedirectResponse(sign_in_address(request), status_code=303)
        return _answer(request, refusal.status, messages.say(refusal))

    @app.exception_handler(Unavailable)
    async def away(request: Request, error: Unavailable) -> Response:
        log.warning("dependency.away", what=error.what, path=request.url.path)
        text = "Hệ thống đang bận trong giây lát. Việc của ông/bà chưa mất: xin thử lại sau ít giây."
        response = _answer(request, 503, text)
        response.headers["retry-after"] = str(error.retry_after_s)
        return response

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(HTTPException)
    async def unknown(request: Request, error: Any) -> Response:
        status = getattr(error, "status_code", 404)
        if status == 405:
            return _answer(request, 405, "Địa chỉ này không nhận cách gửi vừa rồi. Xin quay lại trang trước.")
        return _answer(request, 404 if status == 422 else status, messages.say(NotFound()))


async def answer_fault(request: Request, error: Exception) -> Response:
    """The sentence for a fault of ours."""
    log.error("request.failed", path=request.url.path, exc_info=error)
    return _answer(request, 500, "Phần mềm gặp lỗi ở trang này. Dữ liệu đã gửi trước đó vẫn còn nguyên.")


def _answer(request: Request, status: int, text: str) -> Response:
    if wants_json(request):
        kind = "refused" if status < 500 else "failed"
        return JSONResponse({"status": kind, "message": text, "location": None}, status_code=status)
    return room_of(request).templates.page(request, "error.html", status=status, error_text=text, error_status=status)
