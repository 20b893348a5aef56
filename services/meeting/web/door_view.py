"""The attendance list, and its counts by area."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from services.meeting.domain.presence import Mark, Presence
from services.meeting.store.people_tables import Person
from services.meeting.store.scene import Scene
from services.meeting.web import words
from shared.vietnamese import search_form


@dataclass(frozen=True, slots=True)
class Guest:
    """One row of the list."""

    person: Person
    name: str
    mark: Mark | None
    badge: tuple[str, str] | None
    reason: str

    @property
    def id(self) -> str:
        return str(self.person.person_id)

    @property
    def is_present(self) -> bool:
        return self.mark is not None and self.mark.presence is Presence.PRESENT


def guests(scene: Scene, query: str = "") -> list[Guest]:
    """Everybody on the list in the order of names; `query` is what the door typed."""
    wanted = search_form(query).split()
    return [guest_of(scene, p) for p in scene.people.values() if all(word in p.folded for word in wanted)]


def guest_of(scene: Scene, person: Person) -> Guest:
    mark = scene.state.marks.get(person.person_id)
    return Guest(
        person=person,
        name=scene.name_of(person.person_id),
        mark=mark,
        badge=words.PRESENCE[mark.presence] if mark else None,
        reason=words.REFUSAL[mark.reason] if mark and mark.reason else "",
    )


def counts(scene: Scene) -> dict[str, Any]:
    """How many came: in all, by kind, and by area."""
    marks = scene.state.marks
    kinds = Counter(mark.presence for mark in marks.values())
    present = [p for p in scene.people.values() if scene.state.is_present(p.person_id)]
    expected = Counter(p.area or "Khác" for p in scene.people.values() if not p.is_guest)
    areas = Counter(p.area or "Khác" for p in present)
    return {
        "expected": sum(expected.values()),
        "present": kinds[Presence.PRESENT],
        "guests": sum(p.is_guest for p in present),
        "excused": kinds[Presence.EXCUSED],
        "absent": kinds[Presence.ABSENT],
        "refused": kinds[Presence.REFUSED],
        "areas": [(area, areas[area], expected[area]) for area in sorted(expected | areas)],
    }


def door(scene: Scene, query: str = "") -> dict[str, Any]:
    """What the template of the door needs."""
    return {
        "conference": scene.conference,
        "state": scene.state,
        "guests": guests(scene, query),
        "counts": counts(scene),
        "query": query,
    }
