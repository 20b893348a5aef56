"""The fact the bench sends: real contract, about 400 bytes."""

from datetime import UTC, datetime
from uuid import UUID

from shared.contracts.intake import AnswerPath, Channel, QuestionAccepted, Section
from shared.ids import new_id

AT = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
CONFERENCE = UUID("01936f00-0000-7000-8000-000000000001")


def fact() -> QuestionAccepted:
    """One accepted question."""
    return QuestionAccepted(
        unit_id="phu-xuyen",
        occurred_at=AT,
        question_id=new_id(),
        registration_id=new_id(),
        conference_id=CONFERENCE,
        person_id=CONFERENCE,
        code="7KQM-2DXA/1",
        channel=Channel.WEB,
        section=Section.SETTLEMENT,
        text="Vì sao hồ sơ bị trả lại?",
        area="Thao Chính",
        path=AnswerPath.AT_CONFERENCE,
        received_at=AT,
    )
