"""Films that are to be cut, in the database."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, exists, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.recording import Film, mark
from services.meeting.store.conference_tables import Conference
from services.meeting.store.recording_tables import FilmOrder, FilmState, RecordingMark, RecordingRow


async def place(session: AsyncSession, conference: Conference, films: Iterable[Film]) -> None:
    """Order what was not ordered yet; a newer turn of a question is a new order in the old one's place."""
    known = await session.scalars(select(FilmOrder).where(FilmOrder.conference_id == conference.conference_id))
    turns = {order.name: order.turn_id for order in known}
    for film in films:
        if turns.get(film.name) != film.turn_id:
            await session.execute(_put(conference, film))


def _put(conference: Conference, film: Film) -> Insert:
    row = {
        "conference_id": conference.conference_id,
        "unit_id": conference.unit_id,
        "name": film.name,
        "question_id": film.question_id,
        "turn_id": film.turn_id,
        "point": film.point,
        "state": FilmState.WAITING,
    }
    fresh = {name: row[name] for name in ("turn_id", "point", "state")}
    return insert(FilmOrder).values(row).on_conflict_do_update(index_elements=["conference_id", "name"], set_=fresh)


async def waiting(session: AsyncSession) -> Sequence[FilmOrder]:
    """Orders that can be cut: the recorder knows both ends of the turn, and nobody is deleting the recording."""
    kept = exists().where(RecordingRow.conference_id == FilmOrder.conference_id, RecordingRow.doomed_at.is_(None))
    asked = select(FilmOrder).where(FilmOrder.state == FilmState.WAITING, kept)
    orders = (await session.scalars(asked.order_by(FilmOrder.conference_id, FilmOrder.turn_id))).all()
    marks = {(m.conference_id, m.name) for m in await session.scalars(_marks_of({o.conference_id for o in orders}))}
    return [o for o in orders if {(o.conference_id, mark(o.turn_id, edge)) for edge in ("start", "end")} <= marks]


async def states_of(session: AsyncSession, conference_id: UUID) -> dict[str, FilmState]:
    """How far each ordered film is, by its name."""
    orders = await session.scalars(select(FilmOrder).where(FilmOrder.conference_id == conference_id))
    return {order.name: order.state for order in orders}


def _marks_of(conferences: set[UUID]) -> Select[RecordingMark]:
    return select(RecordingMark).where(RecordingMark.conference_id.in_(conferences))


async def settle(session: AsyncSession, order: FilmOrder, state: FilmState) -> None:
    """The film is there, or there is none; an order of a newer turn goes on waiting."""
    same = (FilmOrder.conference_id == order.conference_id, FilmOrder.name == order.name)
    await session.execute(update(FilmOrder).where(*same, FilmOrder.turn_id == order.turn_id).values(state=state))
