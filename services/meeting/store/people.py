"""People of a conference: saved with what sorting and the search at the door need."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.store.people_tables import Person
from services.meeting.store.question_tables import ErasedPerson, WalkInRow
from shared.vietnamese import search_form, sort_key

_NAMES = (
    *("registration_id", "code", "display_name", "public_name", "publishes_name", "initial_name"),
    *("area", "attends", "sort_key", "folded"),
)


def searchable(display_name: str, area: str, code: str) -> str:
    """What the door may type: name, area, or code with or without its hyphen."""
    return search_form(f"{display_name} {area} {code} {code.replace('-', '')}")


def person_row(
    unit_id: str,
    conference_id: UUID,
    person_id: UUID,
    *,
    display_name: str,
    public_name: str,
    area: str,
    code: str,
    registration_id: UUID | None = None,
    attends: bool = True,
    is_guest: bool = False,
    publishes_name: bool = False,
    initial_name: str = "",
) -> dict[str, object]:
    """Without the person's consent `public_name` is the initial alone."""
    return {
        "unit_id": unit_id,
        "conference_id": conference_id,
        "person_id": person_id,
        "registration_id": registration_id,
        "code": code,
        "display_name": display_name,
        "public_name": public_name,
        "publishes_name": publishes_name,
        "initial_name": initial_name or ("" if publishes_name else public_name),
        "area": area,
        "attends": attends,
        "is_guest": is_guest,
        "sort_key": sort_key(display_name),
        "folded": searchable(display_name, area, code),
    }


async def save(session: AsyncSession, rows: Iterable[dict[str, object]], *, overwrite: bool = True) -> None:
    """Insert people; known ones get the new names, or stay as they are without `overwrite`."""
    values = list(rows)
    if not values:
        return
    statement = insert(Person).values(values)
    key = [Person.conference_id, Person.person_id]
    if overwrite:
        changed = {name: statement.excluded[name] for name in _NAMES}
        await session.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))
    else:
        await session.execute(statement.on_conflict_do_nothing(index_elements=key))


async def of_conference(
    session: AsyncSession, conference_id: UUID, only: Collection[UUID] | None = None
) -> dict[UUID, Person]:
    """By id, in the order of Vietnamese names; everybody, or only some."""
    statement = select(Person).where(Person.conference_id == conference_id)
    if only is not None:
        statement = statement.where(Person.person_id.in_(only))
    people = (await session.execute(statement)).scalars()
    return {person.person_id: person for person in sorted(people, key=lambda p: (p.sort_key, p.code))}


async def agreed_in_the_hall(session: AsyncSession, conference_id: UUID) -> set[UUID]:
    """People who came without registering and agreed there that their name is shown; only this room knows."""
    statement = (
        select(Person.person_id)
        .join(WalkInRow, WalkInRow.registration_id == Person.registration_id)
        .where(Person.conference_id == conference_id, Person.public_name == Person.display_name)
    )
    return set((await session.execute(statement)).scalars())


async def erased_among(session: AsyncSession, person_ids: Collection[UUID]) -> set[UUID]:
    """Those of the persons whose data must not come back. The conference is locked: an erasure waits for us."""
    statement = select(ErasedPerson.person_id).where(ErasedPerson.person_id.in_(person_ids))
    return set((await session.execute(statement)).scalars())


async def name_of(session: AsyncSession, conference_id: UUID, person_id: UUID) -> str:
    """How officers call the person; the code when the name is not known yet."""
    person = await session.get(Person, (conference_id, person_id))
    return spoken_name(person) if person else "người này"


def spoken_name(person: Person) -> str:
    return person.display_name or f"người gửi phiếu {person.code}"
