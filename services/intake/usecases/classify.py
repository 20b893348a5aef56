"""Say which content group of the plan a question belongs to."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.intake.domain.question import Act, check
from services.intake.store.questions import lock_question, note
from services.intake.store.tables import Question
from services.intake.store.units import get_profile
from shared.identity.actor import Actor
from shared.refusals import Refusal


class UnknownGroup(Refusal):
    """The plan has no such content group."""

    code: ClassVar[str] = "unknown_group"
    status: ClassVar[int] = 422


async def check_group(session: AsyncSession, unit_id: str, group: str) -> str:
    """The group, or empty. Refuses one the plan does not name. Rule: R-070"""
    profile = await get_profile(session, unit_id)
    if group and group not in {content.code for content in profile.plan.contents}:
        raise UnknownGroup(group=group)
    return group


async def classify(
    session: AsyncSession, unit_id: str, question_id: UUID, group: str, actor: Actor, now: datetime
) -> Question:
    """Set or clear the content group of an open question. Rule: R-070, R-071, R-072, R-073"""
    question = await lock_question(session, unit_id, question_id)
    check(Act.CLASSIFY, question.state, question.code)
    question.content_group = await check_group(session, unit_id, group)
    await note(session, question, "classified", f"nhóm nội dung {group}" if group else "bỏ nhóm nội dung", actor, now)
    return question
