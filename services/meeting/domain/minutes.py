"""Biên bản as a value: parts and passages made from the log, each of which the secretary may put into other words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from services.meeting.domain.minutes_figures import Figure
from services.meeting.domain.timeline import Stretch


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` as it is printed; `base` is what the log says. A line that begins with '- ' is an item.

    `quoted` passages are a citizen's own words. `heading` stands above the passage in bold.
    """

    key: str
    label: str
    base: str
    heading: str = ""
    quoted: bool = False
    question_id: UUID | None = None
    edited: str | None = None

    @property
    def text(self) -> str:
        return self.base if self.edited is None else self.edited

    @property
    def is_edited(self) -> bool:
        return self.edited is not None


@dataclass(frozen=True, slots=True)
class Part:
    """One Roman-numbered part."""

    number: str
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """What the chair told a department to put right. Rule: R-110"""

    text: str
    department: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class FilmLine:
    """The film of the opinion with this number: where it stands on the timeline, what of it was not recorded."""

    number: int
    who: str
    point: str
    place: Stretch
    gap_s: float
    question_id: UUID


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that is printed. `began_at` and `ended_at` are none while the session has not got there.

    Rule: R-042, R-110
    """

    subject: str
    began_at: datetime | None
    ended_at: datetime | None
    venue: str
    chair: str
    secretary: str
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]
    directions: tuple[Direction, ...]
    films: tuple[FilmLine, ...] = ()
    holes: tuple[Stretch, ...] = ()

    def passages(self) -> Iterable[Passage]:
        return (passage for part in self.parts for passage in part.passages)

    def passage(self, key: str) -> Passage | None:
        return next((passage for passage in self.passages() if passage.key == key), None)


def with_edits(minutes: Minutes, edits: Mapping[str, str]) -> Minutes:
    """The same minutes in the secretary's words; edits of passages that are gone are left out."""
    parts = tuple(
        replace(part, passages=tuple(replace(p, edited=edits.get(p.key)) for p in part.passages))
        for part in minutes.parts
    )
    return replace(minutes, parts=parts)


def gaps(minutes: Minutes) -> list[str]:
    """What is still missing before the minutes can be signed, in the order of the page."""
    found = [] if minutes.ended_at else ["Hội nghị chưa kết thúc"]
    found += [] if minutes.secretary else ["chưa ghi thư ký"]
    return found + [
        f"chưa ghi {passage.label[:1].lower()}{passage.label[1:]}" for passage in minutes.passages() if not passage.text
    ]
