"""An evening that was filmed: a recording, and a film of each question that was put in the hall."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from deploy.local.testing import StackHandle
from services.meeting.domain.clips import clip_name
from services.meeting.store import films
from services.meeting.store.clip_tables import RecordingHistory
from services.meeting.store.people_tables import Person
from services.meeting.store.recording_tables import RecordingClip, RecordingRow
from services.meeting.store.recordings import find
from services.meeting.usecases.decide_clips import Seen, decide_clip
from services.meeting.usecases.tell_clip import film_of
from shared.contracts.meeting import ClipChanged, ClipShown
from shared.database.engine import Database
from shared.settings import Settings
from shared.storage import Store
from tests.services.meeting.plan.evenings import NAMES, Played, concluded
from tests.services.meeting.plan.offices import T

SECOND = 1_000_000
SPOKEN = NAMES[:3]


def body_of(name: str) -> bytes:
    """What stands for a film; long enough for several ranges."""
    return name.encode() * 200_000


def store_of(servers: StackHandle) -> Store:
    values: dict[str, Any] = {key.removeprefix("DT_").lower(): one for key, one in servers.env("meeting").items()}
    return Store(Settings(**values))


async def filmed(database: Database, *named: str) -> Played:
    """All three speakers have a film of three minutes; `named` agreed to be named in public."""
    played = await concluded(database)
    async with database.transaction() as session:
        row = RecordingRow(conference_id=played.id, unit_id=played.office.unit_id, origin_us=0, is_on=False)
        row.started_at, row.stopped_at = T, played.now
        session.add(row)
        for place, name in enumerate(SPOKEN):
            session.add(clip_row(played, name, place))
            if name in named:
                person = await session.get_one(Person, (played.id, played.evening.person_of(name)))
                person.public_name, person.publishes_name = f"{name}, thôn Thao Chính", True
    return played


def clip_row(played: Played, name: str, place: int = 0) -> RecordingClip:
    clip = RecordingClip(conference_id=played.id, name=clip_name(played.evening.id_of(name)))
    clip.unit_id, clip.point, clip.size = played.office.unit_id, "hall", len(body_of(name))
    clip.start_us, clip.duration_us = place * 200 * SECOND, 180 * SECOND
    clip.end_us, clip.gap_us = clip.start_us + clip.duration_us, 0
    clip.sha256 = sha256(body_of(name)).hexdigest()
    clip.key = f"{clip.unit_id}/recordings/{played.id}/clip-{place}.mp4"
    return clip


async def stored(played: Played, servers: StackHandle) -> list[str]:
    """The films' bytes are in the bucket; their keys."""
    keys = []
    for place, name in enumerate(SPOKEN):
        keys.append(clip_row(played, name, place).key)
        await store_of(servers).put(keys[-1], body_of(name), "video/mp4")
    return keys


async def decides(played: Played, name: str, shown: ClipShown, sha: str = "") -> None:
    seen = Seen(played.evening.id_of(name), sha or sha256(body_of(name)).hexdigest())
    async with played.database.transaction() as session:
        await decide_clip(session, played.id, seen, shown, played.office.by, played.now)


async def shown(played: Played, name: str) -> tuple[ClipShown, str] | None:
    """How a film stands now, and the label beside it."""
    async with played.database.transaction() as session:
        film = await film_of(session, played.id, played.evening.id_of(name))
    return (film.shown, film.label) if film else None


async def told(played: Played, name: str) -> ClipChanged:
    """The newest fact about a film."""
    mine = played.evening.id_of(name)
    facts: list[ClipChanged] = await played.office.told(ClipChanged)
    return [fact for fact in facts if fact.question_id == mine][-1]


async def history(played: Played) -> list[RecordingHistory]:
    """Oldest first."""
    async with played.database.transaction() as session:
        return list(await films.history_of(session, played.id))[::-1]


async def recording(database: Database, conference_id: UUID) -> RecordingRow | None:
    async with database.reading() as session:
        return await find(session, conference_id)
