"""What the public may read of each question, once a person has read it first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from services.meeting.domain.minutes_figures import Figure
from shared.contracts.meeting import Outcome, ResultItem
from shared.vietnamese import mask_contacts

OWED = {
    Outcome.TO_WRITE: "Nội dung này được trả lời bằng văn bản gửi đến người hỏi.",
    Outcome.ABSENT: "Người hỏi vắng mặt; kết quả trả lời được gửi theo địa chỉ đã ghi.",
    Outcome.NOT_REACHED: "Chưa đến lượt tại Hội nghị; nội dung được trả lời bằng văn bản.",
    Outcome.OVER_AUTHORITY: "Nội dung vượt thẩm quyền, đã được tổng hợp báo cáo cấp trên xem xét, giải quyết.",
    Outcome.GUIDED: "Người hỏi đã được hướng dẫn đến cơ quan có thẩm quyền giải quyết.",
}
# How the portal names the figures of a session.
PUBLISHED_FIGURES = {"questions": "questions", "people_present": "attended", "turns": "asked", "walk_ins": "walk_ins"}


@dataclass(frozen=True, slots=True)
class Source:
    """A concluded question as this room knows it. `asked_by` is the name the person agreed to show."""

    question_id: UUID
    code: str
    asked_by: str
    field: str
    question: str
    answer: str
    outcome: Outcome
    department: str

    @property
    def shown_question(self) -> str:
        """The text with identity numbers, phones and mail addresses hidden. Rule: R-011"""
        return mask_contacts(self.question)

    @property
    def shown_answer(self) -> str:
        """The answer with numbers hidden, or what becomes of the question."""
        return mask_contacts(self.answer) or OWED.get(self.outcome, "")

    @property
    def base(self) -> str:
        """Tells whether a review still speaks of the same words."""
        return sha256(f"{self.question}\n{self.answer}\n{self.outcome}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Review:
    """One question on the reviewer's desk. `is_stale`: its source changed after it was reviewed."""

    source: Source
    asked_by: str
    question: str
    answer: str
    is_reviewed: bool = False
    is_edited: bool = False
    is_stale: bool = False

    @property
    def goes_out(self) -> bool:
        return self.is_reviewed and not self.is_stale


def published(reviews: Iterable[Review]) -> tuple[ResultItem, ...]:
    """Only what a person reviewed, and only while its source is what was reviewed. Rule: R-110, R-220"""
    going_out = (review for review in reviews if review.goes_out)
    return tuple(_item(number, review) for number, review in enumerate(going_out, 1))


def figures(counted: Sequence[Figure]) -> dict[str, int]:
    """The session's figures under the portal's names; outcomes nobody had are left out."""
    told = {PUBLISHED_FIGURES[f.key]: f.value for f in counted if f.key in PUBLISHED_FIGURES}
    outcomes = {f.key.removeprefix("outcome_"): f.value for f in counted if f.key.startswith("outcome_") and f.value}
    return told | outcomes


def _item(number: int, review: Review) -> ResultItem:
    # A running number, not the question's code: with the code anybody could look up the sender's form.
    source = review.source
    return ResultItem(
        question_id=source.question_id,
        code=f"{number:02d}",
        asked_by=review.asked_by,
        field=source.field,
        question=review.question,
        answer=review.answer,
        outcome=source.outcome,
        department=source.department,
    )
