"""A film is brought while its person is erased, or while another film of the question is: none stays behind unseen."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.bus import handlers
from services.meeting.recorder.clips import Clips
from services.meeting.store import deletions, recordings
from services.meeting.store.films import clip_of
from shared.clock import OffsetClock
from shared.contracts.intake import PersonErased
from shared.refusals import NotFound
from tests.rules import rule
from tests.services.meeting.films.filmed import SPOKEN, clip_row, filmed
from tests.services.meeting.plan.evenings import Played
from tests.services.meeting.plan.offices import NOW
from tests.two_at_once import second_while_first_is_open

NAME = SPOKEN[0]
COLUMNS = ("conference_id", "unit_id", "name", "start_us", "end_us", "duration_us", "gap_us", "point", "sha256", "size")


def film(played: Played, key: str) -> dict[str, Any]:
    row = clip_row(played, NAME)
    return {name: getattr(row, name) for name in COLUMNS} | {"key": key, "told": False}


async def brought(played: Played, key: str) -> str | None:
    """The key of the film it replaced."""
    nothing: Any = None  # bytes are put before, and the older ones deleted after this
    return await Clips(nothing, played.database, nothing, nothing)._replace(played.id, film(played, key))


@rule("R-055")
async def test_a_film_brought_while_its_person_is_erased_is_not_kept(database):
    played = await filmed(database)
    erased = PersonErased(unit_id=played.office.unit_id, occurred_at=NOW, person_id=played.evening.person_of(NAME))

    async def forget(session: AsyncSession) -> None:
        await handlers(OffsetClock()).handle(session, erased)

    async def bring() -> None:
        with pytest.raises(NotFound):
            await brought(played, "new")

    await second_while_first_is_open(database, forget, bring())
    async with database.reading() as session:
        assert await clip_of(session, played.id, played.evening.id_of(NAME)) is None


async def test_of_two_films_brought_at_once_the_second_takes_the_firsts_place_and_knows_its_bytes(database):
    played, replaced = await filmed(database), list[str | None]()

    async def bring(session: AsyncSession) -> None:
        assert await deletions.lock_for_film(session, played.id)
        await recordings.put_clip(session, film(played, "first"))

    async def bring_another() -> None:
        replaced.append(await brought(played, "second"))

    await second_while_first_is_open(database, bring, bring_another())
    assert replaced == ["first"], "whose bytes are deleted now"
