"""Letters as the screens list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.sight import Sight
from services.notify.domain.states import LetterState
from services.notify.store.sight import NUMBER_ORDER, listed, readable, shown_letter
from services.notify.store.tables import Conference, Letter
from shared.contracts.notify import Purpose
from shared.refusals import NotFound
from shared.vietnamese import search_form

PAGE = 200  # as many as one form may tick

JOINED = select(Letter, Conference.title).join(Conference, Conference.conference_id == Letter.conference_id)
IN_ORDER = (
    Conference.starts_at.desc(),
    ~Letter.restricted & Letter.recipient.is_(None),
    *NUMBER_ORDER,
)


class Waiting(NamedTuple):
    """A letter with the title of its conference."""

    letter: Letter
    conference: str


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """What the list is narrowed to; empty means all."""

    conference: UUID | None = None
    purpose: Purpose | None = None
    text: str = ""
    incomplete: bool = False  # only those without any address


def waiting_where(unit_id: str, wanted: LetterFilter, sight: Sight) -> list[ColumnElement[bool]]:
    """Letters that wait for number and signature, as SQL; always within one unit.

    Whoever asks for more than the conference gets only what they may read: a filter must not tell on anybody.
    """
    found: list[ColumnElement[bool]] = [Letter.unit_id == unit_id, Letter.state == LetterState.WAITING]
    asks_more = wanted.purpose or wanted.incomplete or wanted.text
    found.append(readable(Letter, sight) if asks_more else listed(Letter, sight))
    if wanted.conference:
        found.append(Letter.conference_id == wanted.conference)
    if wanted.purpose:
        found.append(Letter.purpose == wanted.purpose)
    if wanted.incomplete:
        found.append(lacks_address())
    found.extend(Letter.folded.contains(word, autoescape=True) for word in search_form(wanted.text).split())
    return found


def lacks_address() -> ColumnElement[bool]:
    """Neither e-mail nor postal address, or not even known yet."""
    no_way = (Letter.recipient["email"].astext == "") & (Letter.recipient["address"].astext == "")
    return or_(Letter.recipient.is_(None), no_way)


async def count_letters(session: AsyncSession, *where: ColumnElement[bool]) -> int:
    return (await session.execute(select(func.count()).select_from(Letter).where(*where))).scalar_one()


async def waiting(
    session: AsyncSession, *where: ColumnElement[bool], sight: Sight, offset: int = 0
) -> Sequence[Waiting]:
    """Newest conference first, inside it by name: the order in which numbers are given."""
    statement = JOINED.where(*where).order_by(*IN_ORDER)
    rows = await session.execute(statement.limit(PAGE).offset(offset))
    return [Waiting(shown_letter(letter, sight), title) for letter, title in rows]


async def waiting_ids(session: AsyncSession, *where: ColumnElement[bool]) -> list[UUID]:
    """All of them, beyond the page."""
    return list((await session.execute(select(Letter.id).where(*where))).scalars())


async def letter_of(session: AsyncSession, unit_id: str, letter_id: UUID) -> Letter:
    """A letter of the unit. Refuses those of other units as not found."""
    letter = await session.get(Letter, letter_id)
    if letter is None or letter.unit_id != unit_id:
        raise NotFound()
    return letter


async def last_signer(session: AsyncSession, unit_id: str) -> tuple[str, str]:
    """Capacity and name of the newest issued letter, to propose them again; empty before the first."""
    statement = (
        select(Letter.signing, Letter.signer)
        .where(Letter.unit_id == unit_id, Letter.state == LetterState.ISSUED)
        .order_by(Letter.issued_at.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).first()
    return (row[0], row[1]) if row else ("", "")


async def conferences(session: AsyncSession, unit_id: str) -> Sequence[Conference]:
    """The unit's announced conferences, newest first."""
    statement = select(Conference).where(Conference.unit_id == unit_id).order_by(Conference.starts_at.desc())
    return (await session.execute(statement)).scalars().all()
