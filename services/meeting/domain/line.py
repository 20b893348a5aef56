"""The one line: the written fairness rule, and the operator's hand on top of it."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.meeting.domain.entries import Entry, Placement, Source, Standing
from services.meeting.domain.session import Session
from services.meeting.domain.turn import Turn

Rank = tuple[int, datetime, UUID]
Lane = list[tuple[Rank, Entry]]  # a heap: the waiting entries of one area


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry in its place, and why it stands there. `placed_by` is set when an operator put it there."""

    entry: Entry
    area_turns: int
    person_turns: int
    placed_by: str = ""


class Heard:
    """How often each area and person spoke. Turns that were put back do not count."""

    def __init__(self, turns: Iterable[Turn], same: Mapping[UUID, UUID]) -> None:
        counted = [turn for turn in turns if not turn.put_back]
        self._same = same
        self.areas = Counter(turn.area for turn in counted)
        self._people = Counter(self._one(turn.person_id) for turn in counted)

    def _one(self, person_id: UUID) -> UUID:
        return self._same.get(person_id, person_id)

    def turns_of(self, entry: Entry) -> int:
        """How often the person spoke, whichever form brought them."""
        return self._people[self._one(entry.person_id)]

    def rank(self, entry: Entry) -> Rank:
        """Among entries of one area: people not yet heard first, then the earliest."""
        return self.turns_of(entry), entry.arrived_at, entry.question_id

    def count(self, entry: Entry) -> None:
        self.areas[entry.area] += 1
        self._people[self._one(entry.person_id)] += 1


def waiting(session: Session) -> list[Entry]:
    """Entries that may be called now: not yet heard, answered in the hall, the person present."""
    return [
        entry
        for entry in session.entries.values()
        if entry.standing is Standing.WAITING and entry.speaks and session.is_present(entry.person_id)
    ]


def by_rule(entries: Iterable[Entry], heard: Heard) -> Iterator[Proposal]:
    """The order the rule gives, each next one as if those before had spoken.

    Registered in time before walk-ins; then the area heard least; then people not yet heard; then the earliest.
    Rule: R-010, R-031, R-094; walk-ins after those who registered is C-13's default.
    """
    known = list(entries)
    for source in (Source.REGISTERED, Source.WALK_IN):
        lanes: dict[str, Lane] = {}
        for entry in known:
            if entry.source is source:
                lanes.setdefault(entry.area, []).append((heard.rank(entry), entry))
        yield from _area_by_area(lanes, heard)


def _area_by_area(lanes: dict[str, Lane], heard: Heard) -> Iterator[Proposal]:
    for lane in lanes.values():
        heapq.heapify(lane)
    while lanes:
        area = min(lanes, key=lambda area: (heard.areas[area], _first(lanes[area], heard)))
        _, entry = heapq.heappop(lanes[area])
        yield Proposal(entry, heard.areas[area], heard.turns_of(entry))
        heard.count(entry)
        if not lanes[area]:
            del lanes[area]


def _first(lane: Lane, heard: Heard) -> Rank:
    """The first rank of a lane; entries of people who spoke meanwhile sink first."""
    while lane[0][0] != (now := heard.rank(lane[0][1])):
        heapq.heapreplace(lane, (now, lane[0][1]))
    return lane[0][0]


def in_order(session: Session) -> list[Proposal]:
    """The line as it stands: the rule's order, then the operator's placements in the order they were made.

    Rule: C-13
    """
    line = list(by_rule(waiting(session), Heard(session.turns, session.same)))
    for placement in session.placements:
        _place(line, placement, session)
    return line


def propose_next(session: Session) -> Proposal | None:
    """Whom the chair calls next, and why; none when nobody waits. The chair may override; the override is logged.

    Rule: R-010, R-031, C-13
    """
    return next(iter(in_order(session)), None)


def _place(line: list[Proposal], placement: Placement, session: Session) -> None:
    at = _index(line, placement.question_id)
    anchor = placement.after and session.entries.get(placement.after)
    if at is None or (anchor and anchor.standing is Standing.REMOVED):
        return
    moved = line.pop(at)
    after = _index(line, placement.after) if placement.after else None
    # An anchor that was called meanwhile stood before everybody who still waits.
    line.insert(0 if after is None else after + 1, _by_hand(moved, placement.by))


def _by_hand(moved: Proposal, by: str) -> Proposal:
    return Proposal(moved.entry, moved.area_turns, moved.person_turns, by or "người điều hành")


def _index(line: list[Proposal], question_id: UUID) -> int | None:
    return next((i for i, p in enumerate(line) if p.entry.question_id == question_id), None)
