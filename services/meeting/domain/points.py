"""The points of a session: the hall, and branches that join it by picture and sound."""

from dataclasses import dataclass

from shared.profiles import Profile


@dataclass(frozen=True, slots=True)
class Point:
    """`short_name` stands beside a speaker. Rule: R-024, R-186, R-209"""

    key: str
    name: str
    short_name: str
    is_hall: bool = False


HALL = Point("hall", "Hội trường", "Hội trường", is_hall=True)
FROM_HOME = Point("from_home", "Phát biểu từ xa", "Từ xa")  # no profile can have this key


def points_of(profile: Profile) -> tuple[Point, ...]:
    """The points frozen into the conference, the hall first."""
    return tuple(Point(p.key, p.name, p.short_name, p.is_hall) for p in profile.points_in_use())
