"""What a page needs to reach picture and sound of its conference: addresses, the room's token, the points' names."""

from dataclasses import dataclass

from services.meeting.domain.media_links import room_token
from services.meeting.store import conferences
from services.meeting.store.conference_tables import Conference
from shared.clock import real_now
from shared.web.room import Room


@dataclass(frozen=True, slots=True)
class MediaAccess:
    """`token` opens nothing without a sign-in of the conference's unit."""

    base: str
    token: str
    names: dict[str, str]


def media_access(room: Room, conference: Conference) -> MediaAccess | None:
    """None where there is nobody to be joined, or the house has no picture and sound."""
    rules = conferences.rules_of(conference)
    if not room.settings.media_url or not rules.has_branches:
        return None
    id_, secret = str(conference.conference_id), room.settings.link_secret.get_secret_value()
    names = {point.key: point.short_name for point in rules.seats}
    return MediaAccess(f"/media/c/{id_}", room_token(id_, conference.unit_id, secret, real_now()), names)
