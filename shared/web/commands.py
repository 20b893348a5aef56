"""A click is a command: its id is made in the browser, it is applied once, and it is answered once.

The command's row commits with its effect; a repeat (a retry through an outage, a double click, a page sent
twice) gets the first answer. A refusal changes nothing and leaves no row.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from shared.clock import real_now
from shared.identity import Officer
from shared.ids import new_id
from shared.web import csrf, flash
from shared.web.forms import Form, read_form
from shared.web.guard import SignInNeeded, find_officer
from shared.web.room import room_of


@dataclass(frozen=True, slots=True)
class Done:
    """What the person reads after a command, and where they go."""

    message: str
    location: str | None = None


# Every click passes here twice: the statements are made once and skip the session's own work around each.
# The claim waits for a running twin.
CLAIM = text(
    "insert into commands (command_id, account, answer, at) values (:id, :account, '{}', :at) "
    "on conflict do nothing returning command_id"
)
KEEP = text("update commands set answer = :answer where command_id = :id").bindparams(bindparam("answer", type_=JSONB))
STORED = text("select answer from commands where command_id = :id and account = :account").columns(answer=JSONB)

Work = Callable[[AsyncSession, Form], Awaitable[Done]]


async def run_command(request: Request, work: Work) -> Response:
    """Check the form, apply `work(session, form)` once in one transaction, and answer.

    Scripted callers (`Accept: application/json`) get JSON, others a redirect with a notice. Refusals raised by
    `work` roll everything back and are answered by the error handlers.
    """
    room = room_of(request)
    form = await read_form(request)
    csrf.check(request, form[csrf.FIELD], room.settings.link_secret.get_secret_value())
    command_id = read_command_id(request, form)
    officer = find_officer(request)
    _refuse_another_account(request, officer)
    async with room.database.transaction() as session:
        connection = await session.connection()
        answer = await _first_answer(connection, command_id, officer.id if officer else "")
        if answer is None:
            answer = asdict(await work(session, form))
            await connection.execute(KEEP, {"id": command_id, "answer": answer})
    return answer_with(request, Done(**answer))


def _refuse_another_account(request: Request, officer: Officer | None) -> None:
    """A tab left open by another officer keeps its unsent commands: they are never applied under this account."""
    sender = request.headers.get("x-account")
    if sender and (officer is None or sender != officer.id):
        raise SignInNeeded()


async def _first_answer(connection: AsyncConnection, command_id: UUID, account: str) -> dict[str, Any] | None:
    """Claim the id; when it was claimed before, the stored answer. A running twin is waited for."""
    claimed = await connection.execute(CLAIM, {"id": command_id, "account": account, "at": real_now()})
    if claimed.scalar_one_or_none():
        return None
    stored = await connection.execute(STORED, {"id": command_id, "account": account})
    return stored.scalar_one_or_none() or {"message": "Đã ghi nhận.", "location": None}


def read_command_id(request: Request, form: Form) -> UUID:
    """The id the browser made; a form without one counts as a new command."""
    try:
        return UUID(request.headers.get("x-command-id") or form["command_id"])
    except ValueError:
        return new_id()


def answer_with(request: Request, done: Done) -> Response:
    """JSON for scripts, a redirect with a notice for plain forms."""
    if wants_json(request):
        return JSONResponse({"status": "done", "message": done.message, "location": done.location})
    location = done.location or request.headers.get("referer") or "/"
    response = RedirectResponse(location, status_code=303)
    flash.keep(response, "success", done.message)
    return response


def wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
