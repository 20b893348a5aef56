"""One room: who publishes, who watches, what is shown. Every change ends in `arrange`, which aims each output anew."""

from collections.abc import Callable, Sequence

from services.meeting.media.ladder import Rung
from services.meeting.media.port import VOICES, Joined, Left, Level, MediaEvent, Quality, QualityChanged, Shown, mark_of
from services.meeting.media.publisher import Publisher
from services.meeting.media.quality import LinkQuality
from services.meeting.media.speaker import Levels, loudest
from services.meeting.media.viewer import Scene, Viewer

Listener = Callable[[MediaEvent], None]
Change = Callable[[], None]


class Room:
    """Publishers by point and viewers by session. Takes the time as an argument's function; waits for nothing."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.points: dict[str, Publisher] = {}
        self.viewers: dict[str, Viewer] = {}
        self.scene = Scene()
        self.levels = Levels()
        self.listeners: list[Listener] = []
        self.changed: list[Change] = []  # told after each arrangement: the tap
        self._now_us = now
        self._open: tuple[str, ...] = ()
        self._quality: dict[str, LinkQuality] = {}
        self._told: dict[str, QualityChanged] = {}
        self._speaker: str | None = None

    @property
    def is_empty(self) -> bool:
        """Nobody sends, watches, listens or records."""
        return not (self.points or self.viewers or self.listeners or self.changed)

    def enter(self, publisher: Publisher) -> None:
        """A point's packets flow; an earlier session of the point is no longer listened to."""
        self.points[publisher.point] = publisher
        self._quality.setdefault(publisher.point, LinkQuality())
        self._tell(_joined(publisher))
        self.arrange()

    def exit(self, publisher: Publisher) -> None:
        """A point's session ended; nothing happens when another took its place."""
        if self.points.get(publisher.point) is not publisher:
            return
        del self.points[publisher.point]
        self._quality.pop(publisher.point, None)
        self._told.pop(publisher.point, None)
        self.levels.forget(publisher.point)
        self._tell(Left(publisher.point))
        self.arrange()

    def admit(self, viewer: Viewer) -> None:
        """A viewer's line stands."""
        self.viewers[viewer.session] = viewer
        viewer.arrange(self.scene, self.points)
        self._tell(viewer.slots)

    def dismiss(self, viewer: Viewer) -> None:
        self.viewers.pop(viewer.session, None)
        viewer.close()

    def show(self, stage: str | None, open_microphones: Sequence[str]) -> None:
        """Another stage, other microphones. A point that is not here yet comes on when it joins."""
        before = next((point for point in (self.scene.stage, self.scene.before) if point not in (None, stage)), None)
        told, self._open = self._shown(), tuple(open_microphones)
        self.scene = Scene(stage, before, self.scene.voices)
        if self._shown() != told:
            self._tell(self._shown())
        self.arrange()

    def has_open_microphone(self, point: str) -> bool:
        """Whether the session lets the point be heard, and it has a voice."""
        return point in self._open and point in self.points and self.points[point].voice is not None

    def arrange(self) -> None:
        """Aim every output at what should be there now. What is right already is not touched."""
        speaking = [point for point in self._open if self.has_open_microphone(point)]
        voices = loudest(speaking, self.scene.voices, self.levels, VOICES)
        self.scene = Scene(self.scene.stage, self.scene.before, voices)
        for viewer in self.viewers.values():
            if viewer.arrange(self.scene, self.points):
                self._tell(viewer.slots)
        for change in self.changed:
            change()
        for publisher in self.points.values():
            publisher.tick()

    def tick(self) -> None:
        """Ten times a second: repeat what was asked in vain, notice who speaks."""
        for publisher in self.points.values():
            publisher.tick()
        speaker = self.levels.choose(self.scene.voices, self._now_us() // 1000)
        if speaker != self._speaker:
            self._speaker = speaker
            self._tell(Level(speaker))

    def second(self) -> None:
        """Once a second: reports to all, quality of each point, and what fell silent or came back."""
        for publisher in self.points.values():
            publisher.second()
        for viewer in self.viewers.values():
            viewer.second()
        for point in self.points:
            self._judge(point)
        self.arrange()

    def present(self) -> list[MediaEvent]:
        """What holds now, for a new listener."""
        joined = [_joined(publisher) for publisher in self.points.values()]
        slots = [viewer.slots for viewer in self.viewers.values()]
        return [self._shown(), *joined, *self._told.values(), Level(self._speaker), *slots]

    def _shown(self) -> Shown:
        return Shown(self.scene.stage, self._open)

    def _judge(self, point: str) -> None:
        publisher = self.points[point]
        screen = next(
            (viewer for viewer in reversed(self.viewers.values()) if viewer.name == point), None
        )  # the newest
        loss = max(publisher.loss, screen.loss if screen else 0.0)
        quality = self._quality[point].second(loss, publisher.came())
        receives = screen.rung if screen else Rung.HD
        if quality is Quality.GOOD and max(publisher.rung, receives) is not Rung.HD:
            quality = Quality.WEAK
        pictures = quality is not Quality.LOST and publisher.came(pictures=True)
        told = QualityChanged(point, quality, pictures, _sends(publisher, quality), receives.name.lower())
        if self._told.get(point) != told:
            self._told[point] = told
            self._tell(told)

    def _tell(self, event: MediaEvent) -> None:
        for listener in tuple(self.listeners):
            listener(event)


def _joined(publisher: Publisher) -> Joined:
    return Joined(publisher.point, publisher.has_video, mark_of(publisher.session))


def _sends(publisher: Publisher, quality: Quality) -> str:
    if quality is Quality.LOST:
        return "none"
    return publisher.rung.name.lower() if publisher.has_video else "voice"
