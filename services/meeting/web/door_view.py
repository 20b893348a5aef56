"""The attendance list, and its counts by area."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from services.meeting.domain.presence import Mark, Presence
from services.meeting.store.people_tables import Person
from services.meeting.store.scene import Scene
from services.meeting.web import words
from services.meeting.web.seat_view import seat_name, seats
from shared.vietnamese import search_form


@dataclass(frozen=True, slots=True)
class Guest:
    """One row of the list: a person, with all their forms."""

    person: Person
    forms: tuple[Person, ...]
    questions: int
    name: str
    mark: Mark | None
    badge: tuple[str, str] | None
    reason: str
    seat: str = ""  # short name of the point, where there are several

    @property
    def id(self) -> str:
        return str(self.person.person_id)

    @property
    def codes(self) -> str:
        return ", ".join(form.code for form in self.forms if form.code)

    @property
    def folded(self) -> str:
        """What the door may type: the words of every form."""
        return " ".join(form.folded for form in self.forms)

    @property
    def attends(self) -> bool:
        return any(form.attends for form in self.forms)

    @property
    def is_present(self) -> bool:
        return self.mark is not None and self.mark.presence is Presence.PRESENT


def guests(scene: Scene, query: str = "") -> list[Guest]:
    """Everybody on the list in the order of names, each once; `query` is what the door typed."""
    wanted = search_form(query).split()
    asked = Counter(scene.state.one(q.person_id) for q in scene.asked())
    rows = (_guest(scene, forms, asked[forms[0].person_id]) for forms in scene.attendees())
    return [guest for guest in rows if all(word in guest.folded for word in wanted)]


def guest_of(scene: Scene, person: Person) -> Guest:
    """The row of the person, by the id of whichever form."""
    one = scene.state.one(person.person_id)
    forms = next(forms for forms in scene.attendees() if scene.state.one(forms[0].person_id) == one)
    return _guest(scene, forms, len(scene.questions_of(one)))


def _guest(scene: Scene, forms: list[Person], questions: int) -> Guest:
    person = forms[0]
    mark = scene.state.mark_of(person.person_id)
    return Guest(
        person=person,
        forms=tuple(forms),
        questions=questions,
        name=scene.name_of(person.person_id),
        mark=mark,
        badge=words.PRESENCE[mark.presence] if mark else None,
        reason=words.REFUSAL[mark.reason] if mark and mark.reason else "",
        seat=seat_name(scene.state, scene.rules, person.person_id),
    )


def counts(scene: Scene) -> dict[str, Any]:
    """How many came: in all, by kind, and by area. A person counts once, whatever the number of forms."""
    people = [forms[0] for forms in scene.attendees()]
    kinds = Counter(mark.presence for mark in scene.state.marks.values())
    present = [p for p in people if scene.state.is_present(p.person_id)]
    expected = Counter(p.area or "Khác" for p in people if not p.is_guest)
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


def door(scene: Scene, query: str = "", at: str = "") -> dict[str, Any]:
    """What the template of the door needs; `at` is the point where this door stands."""
    return {
        "conference": scene.conference,
        "state": scene.state,
        "guests": guests(scene, query),
        "counts": counts(scene),
        "query": query,
        "seats": seats(scene.rules),
        "at": at,
    }
