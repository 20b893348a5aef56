"""A question passed the door: it waits for a holder, with a suggestion beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import Custody, Life
from services.routing.domain.suggestion import suggest
from services.routing.domain.words import What
from services.routing.store.frozen import profile_of
from services.routing.store.question_tables import ConferenceCopy, EarlyFact, QuestionRow
from services.routing.usecases.settle import close, settle
from services.routing.usecases.telling import INTAKE, tell
from shared.contracts.intake import AnswerPath, QuestionAccepted, QuestionMarkedDuplicate
from shared.contracts.meeting import Outcome
from shared.contracts.routing import AnswerKind
from shared.database.alone import alone
from shared.observability.trace import current_traceparent
from shared.profiles import load_catalogue
from shared.refusals import NotYet
from shared.vietnamese import search_form


async def accept_question(session: AsyncSession, event: QuestionAccepted, now: datetime) -> None:
    """A row in `to_assign`; what came earlier about the question is applied. Rule: R-011, R-037, R-106"""
    await alone(session, event.question_id)  # an outcome from meeting may come at this moment
    known = await session.get(QuestionRow, event.question_id)
    if known:
        _complete(known, event)
        return
    # Shared: the gavel waits for us, or we see it.
    conference = await session.get(ConferenceCopy, event.conference_id, with_for_update={"read": True})
    if conference is None:
        raise NotYet()
    if await session.get(EarlyFact, (event.person_id, What.ERASED)):
        return
    row = new_row(event, **_carried(event))
    await suggest_department(session, row)
    session.add(row)
    await session.flush()
    tell(session, row, What.ACCEPTED, INTAKE, now, "Nhận muộn: trả lời bằng văn bản" if event.is_late else "")
    await _apply_early(session, row, conference, now)


def _complete(row: QuestionRow, event: QuestionAccepted) -> None:
    """A duplicate that was marked before it was accepted came without these."""
    if row.channel is None:
        for name, value in _carried(event).items():
            setattr(row, name, value)


async def suggest_department(session: AsyncSession, row: QuestionRow) -> None:
    """Fill the suggestion and make it the standing proposal; the host office may change it."""
    suggestion = suggest(row.text, load_catalogue(), await profile_of(session, row.unit_id))
    row.suggestion = suggestion.to_row()
    row.proposed_department = suggestion.department
    other_body = suggestion.authority == "other_body" and "hướng dẫn đến" in suggestion.reasons[-1]
    row.kind = AnswerKind.GUIDANCE if other_body else AnswerKind.ANSWER


async def _apply_early(session: AsyncSession, row: QuestionRow, conference: ConferenceCopy, now: datetime) -> None:
    if await session.get(EarlyFact, (row.id, What.WITHDRAWN)):
        close(session, row, "withdrawn", INTAKE, now)
        return
    concluded = await session.get(EarlyFact, (row.id, What.CONCLUDED))
    if concluded:
        row.outcome, row.outcome_note, row.concluded_at = concluded.outcome, concluded.note, concluded.at
    elif conference.session_concluded_at and row.path is AnswerPath.IN_WRITING:
        row.outcome, row.concluded_at = Outcome.TO_WRITE, conference.session_concluded_at
    await settle(session, row, now)


def _carried(event: QuestionAccepted) -> dict[str, Any]:
    return {
        "channel": event.channel,
        "section": event.section,
        "content_group": event.content_group,
        "area": event.area,
        "path": event.path,
        "is_late": event.is_late,
    }


def new_row(event: QuestionAccepted | QuestionMarkedDuplicate, **carried: Any) -> QuestionRow:
    """A question as it enters, before anything was decided."""
    row = QuestionRow(
        id=event.question_id,
        unit_id=event.unit_id,
        conference_id=event.conference_id,
        registration_id=event.registration_id,
        person_id=event.person_id,
        code=event.code,
        text=event.text,
        folded=search_form(f"{event.code} {event.text}"),
        received_at=event.received_at,
        accepted_at=event.occurred_at,
        life=Life.TO_ASSIGN,
        custody=Custody.OWN,
        kind=AnswerKind.ANSWER,
        version=0,
        suggestion={},
        traceparent=current_traceparent(),
        **carried,
    )
    empty = "holder redirect_to proposed_department holder_name responsible note redirect_reason due_words due_note"
    empty += " due_warning calendar_version outcome_note letter_number delivery_problem closed_how"
    for name in empty.split():
        setattr(row, name, "")
    for name in ["approved", "released", "outcome", "escalation", "assigned_at", "term_from", "due_at", "handed_in_at"]:
        setattr(row, name, None)
    row.duplicate_of = row.concluded_at = row.closed_at = None
    return row
