"""The capabilities of picture and sound: signed by the meeting's web process, read by the media process. Pure."""

from datetime import datetime, timedelta

from shared.identity.links import sign_link

PUBLISH = "media-publish"
WATCH = "media-watch"
DIRECT = "media-direct"
ROOM = "media-room"
TAP = "media-tap"
CALL = "media-call"
RECORD, ROOM_ITSELF = "recorder", "meeting"
LIFETIME = timedelta(hours=12)  # as long as a sign-in
CALL_LIFETIME, CALL_ROUNDED_S = timedelta(hours=2), 1800  # the console shows the same link for half an hour


def publish_token(conference: str, point: str, secret: str, now: datetime) -> str:
    """A point's token to send."""
    return sign_link(PUBLISH, f"{conference}/{point}", secret, now + LIFETIME)


def watch_token(conference: str, viewer: str, secret: str, now: datetime) -> str:
    """A viewer's token."""
    return sign_link(WATCH, f"{conference}/{viewer}", secret, now + LIFETIME)


def direct_token(conference: str, secret: str, now: datetime) -> str:
    """The web process's token."""
    return sign_link(DIRECT, conference, secret, now + LIFETIME)


def room_token(conference: str, unit_id: str, secret: str, now: datetime) -> str:
    """Says whose the conference is; opens nothing without an officer's sign-in of that unit."""
    return sign_link(ROOM, f"{conference}/{unit_id}", secret, now + LIFETIME)


def tap_token(conference: str, secret: str, now: datetime) -> str:
    """The recorder's token: it hears a conference as it is spoken, so not everybody on this machine may."""
    return sign_link(TAP, conference, secret, now + LIFETIME)


def record_token(secret: str, now: datetime) -> str:
    """The web process's token at the recorder's inner doors, for every conference."""
    return sign_link(RECORD, ROOM_ITSELF, secret, now + LIFETIME)


def call_token(conference: str, question: str, secret: str, now: datetime) -> str:
    """A speaker's token to come in from home; both doors also ask whether it is that question's turn."""
    rounded = now - timedelta(seconds=now.timestamp() % CALL_ROUNDED_S)
    return sign_link(CALL, f"{conference}/{question}", secret, rounded + CALL_LIFETIME)
