"""Facts meeting reads, each handed to its use case. One line a fact."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.usecases import forget_person, read_roll, take_accepted, take_progress, take_removed, take_unit
from shared.clock import OffsetClock
from shared.contracts import intake, notify, routing
from shared.messaging.handlers import Handlers


def handlers(clock: OffsetClock) -> Handlers:
    """Meeting's handlers."""
    facts = Handlers("meeting")
    _from_intake(facts, clock)
    _from_routing(facts, clock)

    @facts.on(notify.MessageDelivered)
    async def delivered(session: AsyncSession, fact: notify.MessageDelivered) -> None:
        await take_progress.take_delivered(session, fact)

    return facts


def _from_intake(facts: Handlers, clock: OffsetClock) -> None:
    @facts.on(intake.QuestionAccepted)
    async def accepted(session: AsyncSession, fact: intake.QuestionAccepted) -> None:
        await take_accepted.take_accepted(session, fact, clock.now())

    @facts.on(intake.QuestionWithdrawn)
    async def withdrawn(session: AsyncSession, fact: intake.QuestionWithdrawn) -> None:
        await take_removed.take_withdrawn(session, fact, clock.now())

    @facts.on(intake.QuestionMarkedDuplicate)
    async def duplicate(session: AsyncSession, fact: intake.QuestionMarkedDuplicate) -> None:
        await take_removed.take_duplicate(session, fact, clock.now())

    facts.on(intake.RollChanged)(read_roll.want_roll)
    facts.on(intake.PersonErased)(forget_person.forget_person)


def _from_routing(facts: Handlers, clock: OffsetClock) -> None:
    facts.on(routing.UnitChanged)(take_unit.take_unit)

    async def progress(session: AsyncSession, fact: take_progress.Progress) -> None:
        await take_progress.take_progress(session, fact, clock.now())

    facts.on(routing.QuestionAssigned)(progress)
    facts.on(routing.QuestionRedirected)(progress)
    facts.on(routing.QuestionEscalated)(progress)
    facts.on(routing.AnswerSubmitted)(progress)
    facts.on(routing.AnswerReturned)(progress)
    facts.on(routing.AnswerApproved)(progress)
    facts.on(routing.QuestionClosed)(progress)
