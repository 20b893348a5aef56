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
    session: AsyncSession, unit_id: str, registration_id: UUID, *, lock: bool = False
) -> tuple[Registration, Registrant]:
    """A form and its sender; locked before their questions when they are to change. Refuses those of another unit."""
    statement = (
        select(Registration, Registrant)
        .join(Registrant, Registrant.person_id == Registration.person_id)
        .where(Registration.id == registration_id, Registration.unit_id == unit_id)
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound()
    return row[0], row[1]


async def lock_form_of(session: AsyncSession, question_id: UUID) -> None:
    """The question's form, locked before the question itself: nobody else numbers its parts or erases it."""
    form = select(Registration.id).join(Question, Question.registration_id == Registration.id)
    await session.execute(form.where(Question.id == question_id).with_for_update(of=Registration))


async def is_erased(session: AsyncSession, question_id: UUID) -> bool:
    """Whether the question's sender was erased. Until the commit an erasure waits for us."""
    erased_at = select(Registrant.erased_at).join(Question, Question.person_id == Registrant.person_id)
    erased_at = erased_at.where(Question.id == question_id).with_for_update(read=True, of=Registrant)
    return await session.scalar(erased_at) is not None


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
