"""Registrants and registrations: written once, found by code, by id, by person."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import State
from services.intake.store.tables import Attachment, Question, Registrant, Registration
from shared.refusals import NotFound
from shared.vietnamese import fold, search_form, sort_key

MOST_CONTACTS = 500


def search_columns(full_name: str, org_name: str, phone: str, code: str = "") -> dict[str, str]:
    """The stored columns people are sorted and searched by."""
    return {"sort_key": sort_key(full_name), "folded": search_form(f"{full_name} {org_name} {phone} {fold(code)}")}


async def get_registration(
    session: AsyncSession, unit_id: str, registration_id: UUID
) -> tuple[Registration, Registrant]:
    """A form and its sender. Refuses those of another unit."""
    statement = (
        select(Registration, Registrant)
        .join(Registrant, Registrant.person_id == Registration.person_id)
        .where(Registration.id == registration_id, Registration.unit_id == unit_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound()
    return row[0], row[1]


async def find_by_code(session: AsyncSession, code: str) -> Registration | None:
    """The form a receipt code stands for."""
    return (await session.execute(select(Registration).where(Registration.code == code))).scalar_one_or_none()


async def attachments_of(session: AsyncSession, registration_id: UUID) -> Sequence[Attachment]:
    statement = select(Attachment).where(Attachment.registration_id == registration_id).order_by(Attachment.id)
    return (await session.execute(statement)).scalars().all()


async def roll_of(
    session: AsyncSession, unit_id: str, conference_id: UUID
) -> Sequence[tuple[Registration, Registrant, list[UUID]]]:
    """Everybody who may come: with an accepted question, or one that repeats another's; in the order of names.

    The ids are those of the accepted questions.
    """
    statement = (
        select(Registration, Registrant, Question.id, Question.state)
        .join(Registrant, Registrant.person_id == Registration.person_id)
        .join(Question, Question.registration_id == Registration.id)
        .where(
            Registration.unit_id == unit_id,
            Registration.conference_id == conference_id,
            Question.state.in_((State.ACCEPTED, State.DUPLICATE)),
            Registrant.erased_at.is_(None),
        )
        .order_by(Registrant.sort_key.collate("C"), Registration.id, Question.number)
    )
    rows: dict[UUID, tuple[Registration, Registrant, list[UUID]]] = {}
    for registration, registrant, question_id, state in await session.execute(statement):
        _, _, accepted = rows.setdefault(registration.id, (registration, registrant, []))
        if state is State.ACCEPTED:
            accepted.append(question_id)
    return list(rows.values())


async def contacts_of(
    session: AsyncSession, unit_id: str, person_ids: Collection[UUID]
) -> Sequence[tuple[Registration, Registrant]]:
    """How these persons are reached; unknown and erased ones are left out."""
    statement = (
        select(Registration, Registrant)
        .join(Registrant, Registrant.person_id == Registration.person_id)
        .where(
            Registrant.unit_id == unit_id,
            Registrant.person_id.in_(list(person_ids)[:MOST_CONTACTS]),
            Registrant.erased_at.is_(None),
        )
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]
