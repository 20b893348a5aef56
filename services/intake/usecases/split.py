"""Split a mixed text: the part about procedures goes on, the rest is judged on its own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain import parts
from services.intake.domain.question import Act, check
from services.intake.store.people import lock_form_of
from services.intake.store.questions import lock_question, note
from services.intake.store.tables import Question
from services.intake.usecases.judge import question_row
from shared.identity.actor import Actor

INHERITED = (
    "unit_id", "conference_id", "registration_id", "person_id", "channel", "section", "received_at", "is_late",
    "plan_version", "traceparent",
)  # fmt: skip


async def split(
    session: AsyncSession, unit_id: str, question_id: UUID, marked: str, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Cut at the marks; the first part keeps the number, the others get the next ones. Returns all numbers.

    Refuses a question already decided and parts that are not the sender's words. Rule: R-016, C-10
    """
    await lock_form_of(session, question_id)
    question = await lock_question(session, unit_id, question_id)
    check(Act.SPLIT, question.state, question.code)
    first, *others = parts.split(question.text, marked)
    used = await session.scalar(
        select(func.max(Question.number)).where(Question.registration_id == question.registration_id)
    )
    rows = [_part(question, text, number) for number, text in enumerate(others, start=(used or 0) + 1)]
    kept = question_row(first)
    for name in ("text", "folded", "restricted", "suggestion"):
        setattr(question, name, kept[name])
    await session.execute(insert(Question.core()), rows)
    codes = (question.code, *(str(row["code"]) for row in rows))
    await note(session, question, "split", f"tách thành {', '.join(codes)}", actor, now)
    return codes


def _part(question: Question, text: str, number: int) -> dict[str, object]:
    code = f"{question.code.partition('/')[0]}/{number}"
    inherited = {name: getattr(question, name) for name in INHERITED}
    return question_row(text, number=number, code=code, split_from=question.id, **inherited)
