"""The page that shows which letter gets which number; confirmed, it is the record of the issuing."""

from collections import Counter
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.numbering import range_words
from services.notify.domain.states import LetterState
from services.notify.store.sight import NUMBER_ORDER, shown_letter
from services.notify.store.tables import Issuing, Letter
from services.notify.usecases.confirm_issue import confirm_issue, ids_of
from services.notify.usecases.issue import capacities
from services.notify.usecases.known import profile_of
from services.notify.web.sight import sight_of
from services.notify.web.views import LetterLine, letter_line
from shared.documents.numbers import number_text
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import actor_of, needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/notify/issue", dependencies=[needs(Permission.ISSUE_LETTER)])


@router.get("/{issuing_id}")
async def look(request: Request, issuing_id: UUID) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        issuing = await session.get(Issuing, issuing_id)
        if issuing is None or issuing.unit_id != unit_id:
            raise NotFound()
        chosen = await _letters(session, issuing)
        labels = {one.key: one.label for one in capacities(await profile_of(session, unit_id))}
    ready = [letter for letter in chosen if letter.state is LetterState.WAITING and letter.recipient is not None]
    lines = [letter_line(shown_letter(letter, sight_of(request))) for letter in chosen]
    return room.templates.page(
        request,
        "issuing.html",
        issuing=issuing,
        rows=_numbered(issuing, lines),
        range=range_words(issuing.first_number, len(chosen)),
        symbols=" và ".join(sorted({letter.symbol for letter in chosen})),
        capacity=labels.get(issuing.signing, issuing.signing),
        ways=Counter(line.channel.text for line in lines),
        changed=len(chosen) - len(ready),
    )


async def _letters(session: AsyncSession, issuing: Issuing) -> list[Letter]:
    statement = select(Letter).where(Letter.id.in_(ids_of(issuing)), Letter.unit_id == issuing.unit_id)
    return list((await session.execute(statement.order_by(*NUMBER_ORDER))).scalars())


def _numbered(issuing: Issuing, lines: list[LetterLine]) -> list[tuple[str, LetterLine]]:
    """Each letter with the number it gets, or has."""
    first = issuing.first_number
    return [(line.reference or f"{number_text(first + at)}{line.row.symbol}", line) for at, line in enumerate(lines)]


@router.post("/{issuing_id}")
async def confirm(request: Request, issuing_id: UUID) -> Response:
    """Number, date and signature: from here on the texts never change. Rule: R-001"""
    room, unit_id = room_of(request), officer_of(request).unit_id

    async def work(session: AsyncSession, _form: Form) -> Done:
        issuing = await confirm_issue(session, unit_id, issuing_id, actor_of(request), room.clock.now())
        words = range_words(issuing.first_number, issuing.done_count)
        return Done(f"Đã ban hành {issuing.done_count} công văn, {words}.", f"/notify/issue/{issuing_id}")

    return await run_command(request, work)
