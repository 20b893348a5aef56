"""A trial's private room, in which a point sees itself and nobody else is; nobody records there."""

MIRROR = "mirror"  # who watches: a viewer named like the point would not get its own picture
MOST_AT_ONCE = 12  # each is a process of 36 MB, beside the conferences'
IDLE_S = 10  # a page's two lines come within a moment
_BETWEEN = ".trial."


def trial_room(conference: str, point: str) -> str:
    return f"{conference}{_BETWEEN}{point}"


def is_trial(room: str) -> bool:
    return _BETWEEN in room
