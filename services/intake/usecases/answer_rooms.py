"""What other rooms may ask intake: the roll of a conference, and how people are reached."""

from services.intake.domain.names import display_name, public_name
from services.intake.domain.one_person import same_people
from services.intake.store import people
from services.intake.store.units import get_profile
from shared.contracts.intake import Contact, ContactReply, ContactRequest, RollReply, RollRequest, RollRow
from shared.database.engine import Database

ROLL = "rpc.intake.roll.get.v1"
CONTACT = "rpc.intake.contact.get.v1"


async def roll(database: Database, request: RollRequest) -> RollReply:
    """Everybody with an accepted question, in the order of names."""
    async with database.transaction() as session:
        profile = await get_profile(session, request.unit_id)
        areas = {area.key: area.name for area in profile.unit.areas}
        found = await people.roll_of(session, request.unit_id, request.conference_id)
    senders = sorted(found, key=lambda row: (row[0].received_at, row[0].code))
    first = same_people((p.person_id, p.sort_key, (p.phone, p.email_key)) for _, p, _ in senders)
    return RollReply(
        rows=tuple(
            RollRow(
                person_id=person.person_id,
                registration_id=form.id,
                code=form.code,
                display_name=display_name(person.full_name, person.org_name),
                public_name=public_name(
                    person.full_name, person.org_name, areas.get(person.area, ""), publish=form.publish_name
                ),
                area=areas.get(person.area, ""),
                attends=form.attends,
                question_ids=tuple(question_ids),
                same_as=first[person.person_id],
                publishes_name=form.publish_name,
                initial_name=public_name(person.full_name, person.org_name, areas.get(person.area, ""), publish=False),
            )
            for form, person, question_ids in found
        )
    )


async def contacts(database: Database, request: ContactRequest) -> ContactReply:
    """How the persons are reached, at most 500 at once; unknown and erased ones are left out."""
    async with database.transaction() as session:
        found = await people.contacts_of(session, request.unit_id, request.person_ids)
    return ContactReply(
        contacts=tuple(
            Contact(
                person_id=person.person_id,
                registration_id=form.id,
                code=form.code,
                full_name=person.full_name,
                org_name=person.org_name,
                address=person.address,
                phone=person.phone,
                email=person.email,
            )
            for form, person in found
        )
    )
