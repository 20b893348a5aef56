"""The red light: what the recorder last said of each conference, and how screens put it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.meeting.domain.agenda import HallRules
from services.meeting.domain.recording import is_wanted
from services.meeting.domain.session import Phase, Recording, Session
from services.meeting.web.recorder_door import Heard
from services.meeting.web.recording_words import UNREACHABLE, Warning, warning


class Light(StrEnum):
    """What screens show. `DARK`: nothing is recorded, and nobody wants it."""

    DARK = "dark"
    BEGINNING = "beginning"
    ON = "on"
    PAUSED = "paused"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class RecordingView:
    """One conference's recording as every screen puts it; warnings are the console's."""

    light: Light = Light.DARK
    wish: Recording = Recording.OFF
    can_record: bool = False
    can_track: bool = False
    tracks: bool = False  # each point is recorded by itself too, or will be
    warnings: list[Warning] = field(default_factory=list)


class RecordingLights:
    """`changed` is called when a screen would look different."""

    def __init__(self, changed: Callable[[UUID], None]) -> None:
        self._changed = changed
        self._heard: dict[UUID, Heard | None] = {}

    def hear(self, conference_id: UUID, heard: Heard | None) -> None:
        """None: the recorder cannot be reached."""
        if conference_id not in self._heard or self._heard[conference_id] != heard:
            self._heard[conference_id] = heard
            self._changed(conference_id)

    def keep_only(self, conferences: set[UUID]) -> None:
        """Of other conferences nothing is known any more."""
        for gone in self._heard.keys() - conferences:
            del self._heard[gone]
            self._changed(gone)

    def is_away(self, conference_id: UUID) -> bool:
        """Whether the recorder did not answer when it was last asked."""
        return conference_id in self._heard and self._heard[conference_id] is None

    def view(self, conference_id: UUID, session: Session, rules: HallRules, now: datetime) -> RecordingView:
        """As it stands now. Without branch points there is nothing to say."""
        if not rules.has_branches:
            return RecordingView()
        heard = self._heard.get(conference_id, Heard(is_running=False))
        forgotten = session.recording is Recording.ON and not is_wanted(session, now)
        wish = Recording.OFF if forgotten else session.recording
        if not session.is_open:  # after the gavel it runs until the recorder says that it does not
            is_running = heard is not None and heard.is_running
            is_ahead = session.phase is Phase.PREPARED and rules.is_recorded
            light = Light.ON if is_running else Light.DARK
            return RecordingView(light, wish, can_track=is_ahead, tracks=session.tracks and is_ahead)
        warnings = _warnings(wish, heard)
        return RecordingView(_light(wish, heard), wish, True, True, session.tracks, warnings)


def _light(wish: Recording, heard: Heard | None) -> Light:
    if heard is None:
        return Light.DARK if wish is Recording.OFF else Light.LOST
    if heard.is_running:
        return Light.LOST if {"media_away", "disk_failed"} & set(heard.reasons) else Light.ON
    return {Recording.ON: Light.BEGINNING, Recording.PAUSED: Light.PAUSED}.get(wish, Light.DARK)


def _warnings(wish: Recording, heard: Heard | None) -> list[Warning]:
    if heard is None:
        return [] if wish is Recording.OFF else [UNREACHABLE]
    return [warning(reason, heard) for reason in heard.reasons]
