"""What was recorded: a conference's one timeline, its init segments, its segments, its marks and clips.

Times are µs since `origin_us`, which is UTC µs of the first start. Gaps are computed from the segments.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.meeting.store.base import Base


class RecordingRow(Base):
    """`is_on` is what a person or the session wants; a recorder that starts goes on where it is set.

    The stage's recording has the conference's id. A `point`'s own track is a recording of its own, with an id made of
    both (`domain/tracks.py`), `of` the conference.
    """

    __tablename__ = "recordings"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    of: Mapped[UUID | None] = mapped_column(index=True)
    point: Mapped[str] = mapped_column(default="")
    origin_us: Mapped[int] = mapped_column(BigInteger)
    is_on: Mapped[bool]
    started_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    delete_at: Mapped[datetime | None]  # business time; set by the room's timer
    held_because: Mapped[str] = mapped_column(default="")  # kept beyond its term
    doomed_at: Mapped[datetime | None]  # shown to nobody any more; the recorder deletes it


class RecordingInit(Base):
    """One init segment: a camera at a size."""

    __tablename__ = "recording_inits"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[str]
    key: Mapped[str]
    sha256: Mapped[str]
    codecs: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]


class RecordingSegment(Base):
    """One object in the store, read back and compared. `point` is who is seen first, "" the dark picture."""

    __tablename__ = "recording_segments"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[str]
    init: Mapped[int]
    start_us: Mapped[int] = mapped_column(BigInteger)
    duration_us: Mapped[int] = mapped_column(BigInteger)
    point: Mapped[str]
    frames: Mapped[int]
    key: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]


class RecordingMark(Base):
    """A moment with a name, such as `turn:<id>:start`. The first time it is said counts."""

    __tablename__ = "recording_marks"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    at_us: Mapped[int] = mapped_column(BigInteger)


class FilmState(StrEnum):
    """How far a question's film is."""

    WAITING = "waiting"
    READY = "ready"
    NONE = "none"  # its turn was not recorded


class FilmOrder(Base):
    """A film the room wants cut, one a question that was heard: of its last turn, first showing `point`.

    `name` is that of the clip, `question:<id>` (`domain/clips.py`). `ready` stays when the clip is deleted afterwards:
    nothing is cut again by itself. A question called once more waits for a film of its newer turn.
    """

    __tablename__ = "film_orders"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    question_id: Mapped[UUID]
    turn_id: Mapped[UUID]
    point: Mapped[str]
    state: Mapped[FilmState]
    __table_args__ = (Index("ix_film_orders_waiting", "conference_id", postgresql_where=text("state = 'waiting'")),)


class RecordingClip(Base):
    """One film cut out of the recording, as an MP4 object. `name` is the caller's, such as `question:<id>`.

    From `start_us` to `end_us` on the timeline it lasts `duration_us`; `gap_us` of what was wanted was not recorded.
    """

    __tablename__ = "recording_clips"
    conference_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[str]
    start_us: Mapped[int] = mapped_column(BigInteger)
    end_us: Mapped[int] = mapped_column(BigInteger)
    duration_us: Mapped[int] = mapped_column(BigInteger)
    gap_us: Mapped[int] = mapped_column(BigInteger)
    point: Mapped[str]
    key: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    told: Mapped[bool] = mapped_column(default=False)  # the other rooms know it as it is
    doomed_at: Mapped[datetime | None]
