"""What the room asks of a media engine, shaped like WHIP and WHEP, so that another engine can stand behind it.

A *point* is a place that publishes (the hall, a branch). A *viewer* is whoever watches; a viewer named like a point is
that point's own screen and never gets its own picture or voice back. No session is ever renegotiated.
"""

import hashlib
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.refusals import Refusal

VOICES = 3  # at most so many microphones are heard at once


class Quality(StrEnum):
    """How a point's link holds: `lost` is silence, `weak` is loss one hears and sees."""

    GOOD = "good"
    WEAK = "weak"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Session:
    """One peer connection. `answer` is SDP."""

    id: str
    answer: str

    @property
    def mark(self) -> str:
        return mark_of(self.id)


def mark_of(session_id: str) -> str:
    """What everybody may know of a session; the id itself can end it."""
    return hashlib.sha256(session_id.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Joined:
    """A point's packets can flow. `video` is false for a device without H.264.

    By `mark` a page sees that another one took its place.
    """

    point: str
    video: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The point's session ended and no newer one took its place."""

    point: str


@dataclass(frozen=True, slots=True)
class Level:
    """Who is speaking now, by RFC 6464 levels; nobody after a silence."""

    speaker: str | None


@dataclass(frozen=True, slots=True)
class QualityChanged:
    """`has_video`: pictures arrived within the last seconds. A line on a lower rung is weak at best.

    `sends`: hd, thumbnail, voice, none – no more is forwarded, and the point's page sends no more. `receives`: hd,
    thumbnail, voice, text.
    """

    point: str
    quality: Quality
    has_video: bool
    sends: str = "hd"
    receives: str = "hd"


@dataclass(frozen=True, slots=True)
class Slots:
    """Which point stands behind each m-line of a viewer's session, in its offer's order; `None` is an empty slot."""

    viewer: str
    session: str
    stage: str | None
    grid: tuple[str | None, ...]
    voices: tuple[str | None, ...]
    rung: str = "hd"  # what the viewer's line carries: hd, thumbnail, voice, text


@dataclass(frozen=True, slots=True)
class Shown:
    """What `show` said last: a point's page opens its own microphone by this, and only by this."""

    stage: str | None
    open_microphones: tuple[str, ...]


MediaEvent = Joined | Left | Level | QualityChanged | Slots | Shown


class BadOffer(Refusal):
    """The offer is not SDP, or has nothing we can carry."""

    code = "bad_offer"
    status = 400


class RoomAway(Refusal):
    """The room's process does not answer; the same act succeeds later."""

    code = "room_away"
    status = 503


class TrialsBusy(RoomAway):
    """As many points try their lines as the machine is to bear beside the conferences; in a minute fewer do."""

    code = "trial_busy"


class MediaPort(Protocol):
    """A media engine. A room comes into being when somebody sends, watches or listens."""

    async def publish(self, room: str, point: str, offer: str) -> Session:
        """Take a point's HD, thumbnail and voice, in this order. A second publish of a point replaces the first."""
        ...

    async def watch(self, room: str, viewer: str, offer: str) -> Session:
        """Send to a viewer: video[0] is the stage, further video the grid, audio the voices."""
        ...

    async def leave(self, room: str, session_id: str) -> None:
        """End a session; nothing happens when it has ended."""
        ...

    async def show(self, room: str, stage: str | None, open_microphones: Sequence[str]) -> None:
        """Put a point on stage and open microphones: the line's current turn or the operator's choice."""
        ...

    async def request_keyframe(self, room: str, point: str) -> None:
        """Ask the point's cameras for a picture that needs no earlier one."""
        ...

    def events(self, room: str, viewer: str) -> AsyncGenerator[MediaEvent, None]:
        """What happens from now on, after what holds now (shown, joined, quality); of slots, the viewer's own."""
        ...
