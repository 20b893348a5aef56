"""A question's way in plain words, for the one who asked it. Nothing here needs a name, an address or a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.intake.domain.progress import Entry, Facts, Step, may_read_answer, timeline
from services.intake.domain.question import OPEN
from services.intake.store.tables import Conference, Progress, PublishedResult, Question
from services.intake.web.step_words import step_words
from services.intake.web.words import SECTION_WORDS
from shared.calendar import instant_words, local_day, short_date
from shared.contracts.intake import AnswerPath
from shared.profiles import Profile
from shared.vietnamese import mask_ids

FOLLOWED = ("assigned_at", "escalated_at", "approved_at", "outcome", "concluded_at", "letter_on", "delivered_at")
OWN = frozenset({"letter_number", "letter_on", "delivered_at", "delivered_by", "closed_at"})
TOGETHER = "Ông/bà được trả lời cùng câu hỏi ấy; các bước sau đây là của câu hỏi ấy."
EXCERPT = 90


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the history macro."""

    title: str
    at: str
    at_iso: str | None
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class QuestionStatus:
    """One question as its sender sees it."""

    number: int
    code: str
    section: str
    excerpt: str
    lines: Sequence[Line]
    answer: str
    legal_basis: str
    film_path: str  # where anybody may see it; empty until it stands on the result page
    may_withdraw: bool


def status_of(
    question: Question,
    first: Question | None,
    known: Mapping[UUID, Progress],
    conference: Conference,
    profile: Profile,
    result: PublishedResult | None,
) -> QuestionStatus:
    """The status of one question; a duplicate goes the way of `first`, whose sender stays unknown.

    A hidden question shows neither its text nor an excerpt.
    """
    progress = _joined(known.get(question.id), known.get(first.id) if first else None)
    facts = facts_of(question, progress)
    asked = [str(one.id) for one in (question, first) if one]
    answer, basis = _answer(asked, progress, result) if may_read_answer(facts) else ("", "")
    return QuestionStatus(
        number=question.number,
        code=question.code,
        section=SECTION_WORDS[question.section],
        excerpt="" if question.restricted else _excerpt(question.text),
        lines=[_line(entry, question, first, progress, conference, profile) for entry in timeline(facts)],
        answer=answer,
        legal_basis=basis,
        film_path=_film(asked, progress, result),
        may_withdraw=question.state in OPEN and not conference.opened_at and not conference.concluded_at,
    )


def _joined(own: Progress | None, first: Progress | None) -> Progress | None:
    """What happened to the first question happened to both; the letter is each sender's own."""
    if first is None:
        return own
    return Progress(
        **{
            name: (getattr(own, name) if own else None) or (getattr(first, name) if name not in OWN else None)
            for name in Progress.__mapper__.column_attrs.keys()  # noqa: SIM118
        }
    )


def facts_of(question: Question, progress: Progress | None) -> Facts:
    """What the rows say, for the domain to fold."""
    at_the_door = Facts(
        state=question.state,
        received_at=question.received_at,
        decided_at=question.decided_at,
        in_writing=question.path is AnswerPath.IN_WRITING,
    )
    return replace(at_the_door, **{name: getattr(progress, name) for name in FOLLOWED}) if progress else at_the_door


def _answer(asked: Sequence[str], progress: Progress | None, result: PublishedResult | None) -> tuple[str, str]:
    """The reviewed text of the result page where there is one, else the approved answer."""
    published = {item["question_id"]: item["answer"] for item in result.items} if result else {}
    text = (
        next((published[one] for one in asked if published.get(one)), "")
        or (progress.answer_text if progress else "")
        or ""
    )
    return text, (progress.legal_basis if progress else "") or ""


def _film(asked: Sequence[str], progress: Progress | None, result: PublishedResult | None) -> str:
    """Public beside the reviewed words alone."""
    published = {item["question_id"] for item in result.items} if result else set()
    return (progress.film_path or "") if progress and published & set(asked) else ""


def _excerpt(text: str) -> str:
    words = " ".join(mask_ids(text).split())
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]}…"


def _line(
    entry: Entry,
    question: Question,
    first: Question | None,
    progress: Progress | None,
    conference: Conference,
    profile: Profile,
) -> Line:
    title, text = step_words(entry.step, question, progress or Progress(), conference, profile)
    if entry.step is Step.DUPLICATE and first:
        text = TOGETHER
    at = "tiếp theo" if entry.at is None else _moment(entry.at, entry.step)
    kind = "neutral" if entry.at is None else "bad" if entry.step is Step.TURNED_AWAY else "good"
    return Line(title, at, entry.at.isoformat() if entry.at else None, text, kind)


def _moment(at: datetime, step: Step) -> str:
    return short_date(local_day(at)) if step is Step.LETTER else instant_words(at)
