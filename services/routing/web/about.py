"""A question as the papers name it."""

from services.routing.domain.papers import About
from services.routing.store.question_tables import ConferenceCopy, QuestionRow
from shared.calendar import local_day


def about_of(row: QuestionRow, conference: ConferenceCopy) -> About:
    return About(
        code=row.code,
        text=row.text,
        area=row.area,
        received_on=local_day(row.received_at),
        conference=conference.title,
        conference_on=local_day(conference.starts_at),
        department=row.holder_name,
    )
