"""Doors of notify: letters to denouncers open only to those who may read denunciations. Rule: C-27"""

from uuid import UUID

from fastapi import Depends, Request

from services.notify.domain.sight import Sight
from services.notify.store.letter_reads import letter_of
from services.notify.store.message_reads import message_of
from services.notify.store.print_reads import run_of
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

DESK = needs(Permission.ISSUE_LETTER, Permission.READ_DENUNCIATION)


def sight_of(request: Request) -> Sight:
    """What the officer may read here."""
    officer = officer_of(request)
    return Sight(officer.may(Permission.ISSUE_LETTER), officer.may(Permission.READ_DENUNCIATION))


async def _letter(request: Request, letter_id: UUID) -> None:
    async with room_of(request).database.reading() as session:
        letter = await letter_of(session, officer_of(request).unit_id, letter_id)
    _must_read(request, letter.restricted)


async def _message(request: Request, message_id: UUID) -> None:
    async with room_of(request).database.reading() as session:
        message, _ = await message_of(session, officer_of(request).unit_id, message_id)
    _must_read(request, message.restricted)


async def _run(request: Request, run_id: UUID) -> None:
    async with room_of(request).database.reading() as session:
        run = await run_of(session, officer_of(request).unit_id, run_id)
    _must_read(request, run.row.restricted)


def _must_read(request: Request, restricted: bool) -> None:
    if not sight_of(request).reads(restricted):
        raise NotFound()


# For a router of one thing: no door of it, present or future, opens to who may not read the thing.
OF_LETTER, OF_MESSAGE, OF_RUN = [DESK, Depends(_letter)], [DESK, Depends(_message)], [DESK, Depends(_run)]
