"""Who handed in several forms: nobody has an account, so a person is known by name and contact."""

from collections.abc import Iterable
from uuid import UUID


def same_people(senders: Iterable[tuple[UUID, str, tuple[str, ...]]]) -> dict[UUID, UUID]:
    """Each sender (id, name key, contacts) → the first sender who is the same person, or itself.

    The same: an equal name and an equal phone or e-mail, both as stored. A name alone is not enough, for neighbours
    share names, nor a phone alone, for families share phones; without contact nobody is taken for another.
    Rule: C-21
    """
    known: dict[tuple[str, str], UUID] = {}
    first: dict[UUID, UUID] = {}
    for id_, name, contacts in senders:
        marks = [(name, contact) for contact in contacts if name and contact]
        first[id_] = next((known[mark] for mark in marks if mark in known), id_)
        for mark in marks:
            known.setdefault(mark, first[id_])
    return first
