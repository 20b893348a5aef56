"""Points of a conference: the hall and the branches that join it by picture and sound."""

from shared.profiles.part import Sourced


class Point(Sourced):
    """A place where people of a conference sit (điểm cầu). Exactly one of a unit's points is the hall.

    `short_name` stands beside a speaker; `operator` is the sign-in name proposed for who runs the point, or empty.
    Rule: R-024, R-186, R-209
    """

    key: str
    name: str
    short_name: str
    address: str
    operator: str = ""
    is_hall: bool = False
