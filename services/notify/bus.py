"""Facts notify reads, each handed to its use case."""

from services.notify.usecases import acknowledge, compose, copies, forget_person, void
from shared.clock import OffsetClock
from shared.contracts.intake import (
    PersonErased,
    QuestionAccepted,
    QuestionTurnedAway,
    QuestionWithdrawn,
    RegistrationReceived,
)
from shared.contracts.meeting import ConferenceAnnounced
from shared.contracts.routing import AnswerReleased, UnitChanged
from shared.messaging.handlers import Handlers


def handlers(_clock: OffsetClock) -> Handlers:
    """Notify's handlers."""
    facts = Handlers("notify")
    facts.on(UnitChanged)(copies.keep_unit)
    facts.on(ConferenceAnnounced)(copies.keep_conference)
    facts.on(RegistrationReceived)(acknowledge.acknowledge)
    facts.on(QuestionTurnedAway)(compose.compose_turned_away)
    facts.on(QuestionAccepted)(void.void_accepted)
    facts.on(QuestionWithdrawn)(void.void_withdrawn)
    facts.on(AnswerReleased)(compose.compose_answer)
    facts.on(PersonErased)(forget_person.forget_person)
    return facts
