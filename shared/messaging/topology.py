"""Who reads which facts. Streams and consumers are provisioned from this table; the apps declare nothing."""

from shared.contracts import intake, meeting, notify, routing
from shared.contracts.event import Event

ROOMS = ("intake", "routing", "meeting", "notify")

READS: dict[str, tuple[type[Event], ...]] = {
    "intake": (
        routing.UnitChanged,
        meeting.CalendarChanged,
        meeting.ConferenceAnnounced,
        meeting.SessionOpened,
        meeting.SessionConcluded,
        meeting.WatchingChosen,
        meeting.QuestionRaised,
        meeting.QuestionConcluded,
        meeting.ResultPublished,
        meeting.ClipChanged,
        routing.QuestionAssigned,
        routing.QuestionRedirected,
        routing.QuestionEscalated,
        routing.AnswerApproved,
        routing.AnswerReleased,
        routing.QuestionClosed,
        notify.LetterIssued,
        notify.MessageDelivered,
    ),
    "routing": (
        meeting.CalendarChanged,
        meeting.ConferenceAnnounced,
        meeting.SessionConcluded,
        meeting.QuestionConcluded,
        meeting.ClipChanged,
        intake.QuestionAccepted,
        intake.QuestionMarkedDuplicate,
        intake.QuestionWithdrawn,
        intake.PersonErased,
        notify.LetterIssued,
        notify.MessageDelivered,
        notify.MessageFailed,
    ),
    "meeting": (
        routing.UnitChanged,
        intake.QuestionAccepted,
        intake.QuestionMarkedDuplicate,
        intake.QuestionWithdrawn,
        intake.RollChanged,
        intake.PersonErased,
        routing.QuestionAssigned,
        routing.QuestionRedirected,
        routing.QuestionEscalated,
        routing.AnswerSubmitted,
        routing.AnswerReturned,
        routing.AnswerApproved,
        routing.QuestionClosed,
        notify.MessageDelivered,
    ),
    "notify": (
        routing.UnitChanged,
        meeting.ConferenceAnnounced,
        intake.RegistrationReceived,
        intake.QuestionAccepted,
        intake.QuestionTurnedAway,
        intake.QuestionWithdrawn,
        intake.PersonErased,
        routing.AnswerReleased,
    ),
}


def stream_of(room: str) -> str:
    """One stream a room: `EVT_INTAKE` on `evt.intake.>`."""
    return f"EVT_{room.upper()}"


def source_of(event: type[Event]) -> str:
    """The room that publishes the fact."""
    return event.SUBJECT.split(".")[1]


def durable_of(room: str, source: str) -> str:
    """One consumer a room and stream, so that facts of one stream stay in order: `routing-from-intake`."""
    return f"{room}-from-{source}"


def consumers_of(room: str) -> dict[str, tuple[str, ...]]:
    """Source room → subjects this room reads from it."""
    sources: dict[str, list[str]] = {}
    for event in READS[room]:
        sources.setdefault(source_of(event), []).append(event.SUBJECT)
    return {source: tuple(subjects) for source, subjects in sources.items()}
