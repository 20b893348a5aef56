"""New rows of a form, ready to insert through the bare tables."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from services.intake.domain.names import find_area
from services.intake.store.people import search_columns
from shared.ids import new_id
from shared.profiles import Profile
from shared.vietnamese import normalise_phone

PLAIN_FORM: dict[str, Any] = {
    "content_settlement": "",
    "publish_name": False,
    "declarations": {},
    "signed_name": "",
    "has_stamp": False,
}


class Ids(NamedTuple):
    """Whose form it is, in which conference, under which receipt code."""

    unit_id: str
    conference_id: UUID
    registration_id: UUID
    person_id: UUID
    code: str


class Scan(NamedTuple):
    """A scan that is already in the bucket."""

    key: str
    file_name: str
    content_type: str
    size_bytes: int
    sha256: str


def registrant_row(
    ids: Ids, profile: Profile, *, full_name: str, org_name: str, phone: str, email: str, address: str, where: str = ""
) -> dict[str, Any]:
    """A person as typed; the phone as it is dialled; the area read from `where`, else from the address."""
    dialled = normalise_phone(phone)
    number = dialled.number if dialled else phone
    area = find_area(where or address, profile.unit.areas)
    return {
        "person_id": ids.person_id,
        "unit_id": ids.unit_id,
        "full_name": full_name,
        "org_name": org_name,
        "phone": number,
        "email": email,
        "email_key": email.lower(),
        "address": address,
        "area": area.key if area else "",
        **search_columns(full_name, org_name, number, ids.code),
    }


def registration_row(ids: Ids, **known: Any) -> dict[str, Any]:
    """A form; what is not said is empty."""
    own = {
        "id": ids.registration_id,
        "unit_id": ids.unit_id,
        "conference_id": ids.conference_id,
        "person_id": ids.person_id,
        "code": ids.code,
    }
    return own | PLAIN_FORM | known


def attachment_row(ids: Ids, scan: Scan, by: str, at: datetime) -> dict[str, Any]:
    """A scan of the form."""
    own = {"id": new_id(), "unit_id": ids.unit_id, "registration_id": ids.registration_id}
    return own | scan._asdict() | {"added_at": at, "added_by": by}
