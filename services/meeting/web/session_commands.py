"""The edge of every session command: form → decision → one transaction → screens woken."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid5

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.session_log import locked_seq
from services.meeting.usecases.act import By, Decide, act
from services.meeting.web.live_session import live_of
from shared.refusals import NotFound
from shared.web.commands import Done, read_command_id, run_command
from shared.web.forms import Form
from shared.web.guard import officer_of
from shared.web.room import room_of

Make = Callable[[Form, UUID], Decide]
PAGES = ("attendance", "console")
Work = Callable[[AsyncSession, Form, By], Awaitable[str]]


async def command(request: Request, conference_id: UUID, make: Make, said: str) -> Response:
    """Run one decision of the domain. `make(form, command_id)` reads the form; its `note` is kept beside the event."""
    now = room_of(request).clock.now()

    async def work(session: AsyncSession, form: Form, by: By) -> str:
        decide = make(form, by.command_id or conference_id)
        about = optional_id(form, "person")
        await act(session, conference_id, by, now, decide, note=form["note"], note_about=about)
        return said

    return await run(request, conference_id, work)


async def run(request: Request, conference_id: UUID, work: Work, location: str | None = None) -> Response:
    """Run a use case as a command of the signed-in officer and wake this process's screens at once."""
    officer = officer_of(request)
    reached: list[int | None] = []

    async def inside(session: AsyncSession, form: Form) -> Done:
        by = By(officer.unit_id, officer.id, officer.name, read_command_id(request, form))
        said = await work(session, form, by)
        reached.append(locked_seq(session, conference_id))
        return Done(said, location or _back(form, conference_id))

    response = await run_command(request, inside)
    for seq in filter(None, reached):
        live_of(request).changed(conference_id, seq)
    return response


def _back(form: Form, conference_id: UUID) -> str | None:
    """Where a page's own form goes afterwards; the console's forms stay where they are."""
    return f"/meeting/c/{conference_id}/{form['back']}" if form["back"] in PAGES else None


def id_in(form: Form, name: str) -> UUID:
    """An id the page put into the form. Refuses: `NotFound` for anything else."""
    try:
        return UUID(form[name])
    except ValueError:
        raise NotFound() from None


def optional_id(form: Form, name: str) -> UUID | None:
    return id_in(form, name) if form[name] else None


def made_by(command_id: UUID, what: str) -> UUID:
    """An id for something new in a command: the same again when the command is sent again."""
    return uuid5(command_id, what)
