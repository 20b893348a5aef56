"""Facts intake reads, each handed to its use case."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.store import plans, units
from services.intake.usecases import follow
from services.intake.usecases.take_walk_in import take_walk_in
from shared.clock import OffsetClock
from shared.contracts import meeting, notify, routing
from shared.messaging.handlers import Handlers
from shared.refusals import NotYet, Unavailable

ASK_WALK_IN = "rpc.meeting.walk_in.get.v1"
AskWalkIns = Callable[[meeting.WalkInRequest], Awaitable[meeting.WalkInReply]]


async def nobody_to_ask(_request: meeting.WalkInRequest) -> meeting.WalkInReply:
    """Stands in until the room is wired."""
    raise Unavailable("meeting")


def handlers(clock: OffsetClock, ask: AskWalkIns = nobody_to_ask) -> Handlers:
    """Intake's handlers; `ask` pulls walk-ins from meeting."""
    facts = Handlers("intake")
    facts.on(routing.UnitChanged)(units.keep_unit)
    facts.on(meeting.CalendarChanged)(units.keep_calendar)
    facts.on(meeting.ConferenceAnnounced)(plans.keep_plan)
    facts.on(meeting.ResultPublished)(plans.keep_result)
    facts.on(meeting.WatchingChosen)(plans.keep_watching)
    _follow(facts)

    @facts.on(meeting.SessionOpened)
    async def session_opened(session: AsyncSession, event: meeting.SessionOpened) -> None:
        await plans.mark_session(session, event.conference_id, opened_at=event.occurred_at)

    @facts.on(meeting.SessionConcluded)
    async def session_concluded(session: AsyncSession, event: meeting.SessionConcluded) -> None:
        await plans.mark_session(session, event.conference_id, concluded_at=event.occurred_at)

    @facts.on(meeting.QuestionRaised)
    async def question_raised(session: AsyncSession, event: meeting.QuestionRaised) -> None:
        """Name and text are pulled, never broadcast. While meeting is away the fact simply comes again."""
        reply = await ask(meeting.WalkInRequest(unit_id=event.unit_id, question_ids=(event.question_id,)))
        if not reply.walk_ins:
            raise NotYet("walk_in")
        await take_walk_in(session, event.unit_id, reply.walk_ins[0], clock.now())

    return facts


def _follow(facts: Handlers) -> None:
    facts.on(routing.QuestionAssigned)(follow.assigned)
    facts.on(routing.QuestionRedirected)(follow.redirected)
    facts.on(routing.QuestionEscalated)(follow.escalated)
    facts.on(routing.AnswerApproved)(follow.approved)
    facts.on(routing.AnswerReleased)(follow.released)
    facts.on(routing.QuestionClosed)(follow.closed)
    facts.on(meeting.QuestionConcluded)(follow.concluded)
    facts.on(meeting.ClipChanged)(follow.filmed)
    facts.on(notify.LetterIssued)(follow.issued)
    facts.on(notify.MessageDelivered)(follow.delivered)
