"""Correct how a person is reached, or what they wished for."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.names import find_area
from services.intake.store.people import get_registration, search_columns
from services.intake.store.questions import entry
from services.intake.store.tables import HistoryEntry, Registrant
from services.intake.store.units import get_profile
from shared.contracts.intake import RollChanged
from shared.identity.actor import Actor
from shared.messaging import outbox
from shared.refusals import Refusal
from shared.vietnamese import normalise_phone

FIELD_WORDS = {
    "full_name": "họ tên", "org_name": "tên tổ chức", "phone": "điện thoại", "email": "email", "address": "địa chỉ",
    "attends": "việc dự hội nghị", "publish_name": "cách công khai họ tên",
}  # fmt: skip


class NameNeeded(Refusal):
    """A person without a name cannot be called or written to."""

    code: ClassVar[str] = "name_needed"
    status: ClassVar[int] = 422


class Erased(Refusal):
    """The person's data was erased on request."""

    code: ClassVar[str] = "erased"


@dataclass(frozen=True, slots=True)
class ContactChange:
    """The contact page as it was sent: every field, changed or not."""

    full_name: str
    org_name: str
    phone: str
    email: str
    address: str
    attends: bool
    publish_name: bool


async def change_contact(
    session: AsyncSession, unit_id: str, registration_id: UUID, change: ContactChange, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Save what differs and say so on the bus; returns what was changed, in words. The raw form stays as it was.

    Rule: R-095
    """
    registration, person = await get_registration(session, unit_id, registration_id, lock=True)
    if person.erased_at:
        raise Erased()
    if not change.full_name:
        raise NameNeeded()
    phone = normalise_phone(change.phone)
    wanted = {name: getattr(change, name) for name in FIELD_WORDS} | {"phone": phone.number if phone else change.phone}
    changed = [name for name in FIELD_WORDS if wanted[name] != getattr(_holder(name, registration, person), name)]
    for name in changed:
        setattr(_holder(name, registration, person), name, wanted[name])
    if not changed:
        return ()
    await _find_again(session, unit_id, person, registration.code)
    words = tuple(FIELD_WORDS[name] for name in changed)
    line = entry(unit_id, registration.id, None, "contact_changed", ", ".join(words), actor, now)
    await session.execute(insert(HistoryEntry.core()), line)
    fact = RollChanged(unit_id=unit_id, occurred_at=now, actor=actor.id, conference_id=registration.conference_id)
    outbox.put(session, fact)
    return words


def _holder(name: str, registration: object, person: object) -> object:
    return registration if name in ("attends", "publish_name") else person


async def _find_again(session: AsyncSession, unit_id: str, person: Registrant, code: str) -> None:
    area = find_area(person.address, (await get_profile(session, unit_id)).unit.areas)
    person.area, person.email_key = area.key if area else "", person.email.lower()
    columns = search_columns(person.full_name, person.org_name, person.phone, code)
    person.sort_key, person.folded = columns["sort_key"], columns["folded"]
