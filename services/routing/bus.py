"""Facts routing reads, each handed to its use case."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.usecases.accept_question import accept_question
from services.routing.usecases.conclude_question import conclude_question, conclude_session
from services.routing.usecases.copy_film import copy_film
from services.routing.usecases.copy_frozen import copy_calendar, copy_conference
from services.routing.usecases.leave_question import erase_person, mark_duplicate, withdraw_question
from services.routing.usecases.note_delivery import note_delivery, note_failure, note_letter
from shared.clock import OffsetClock
from shared.contracts import intake, meeting, notify
from shared.contracts.event import Event
from shared.messaging.handlers import Handlers

UseCase = Callable[[AsyncSession, Any, Any], Awaitable[None]]

TAKES: dict[type[Event], UseCase] = {
    meeting.CalendarChanged: copy_calendar,
    meeting.ConferenceAnnounced: copy_conference,
    meeting.SessionConcluded: conclude_session,
    meeting.QuestionConcluded: conclude_question,
    meeting.ClipChanged: copy_film,
    intake.QuestionAccepted: accept_question,
    intake.QuestionMarkedDuplicate: mark_duplicate,
    intake.QuestionWithdrawn: withdraw_question,
    intake.PersonErased: erase_person,
    notify.LetterIssued: note_letter,
    notify.MessageDelivered: note_delivery,
    notify.MessageFailed: note_failure,
}


def handlers(clock: OffsetClock) -> Handlers:
    """Routing's handlers: every fact to its use case, with the present instant."""
    facts = Handlers("routing")
    for event, use_case in TAKES.items():
        facts.on(event)(_at_present(use_case, clock))
    return facts


def _at_present(use_case: UseCase, clock: OffsetClock) -> Callable[[AsyncSession, Event], Awaitable[None]]:
    async def take(session: AsyncSession, event: Event) -> None:
        await use_case(session, event, clock.now())

    return take
