"""A form's history in the words of the screen."""

from collections.abc import Sequence

from services.intake.store.tables import HistoryEntry, Question
from services.intake.web.status_words import Line
from services.intake.web.words import ACT_WORDS
from shared.calendar import instant_words

KINDS = {"accepted": "good", "reaccepted": "good", "turned_away": "bad", "withdrawn": "warn", "erased": "bad"}


def history_lines(entries: Sequence[HistoryEntry], questions: Sequence[Question]) -> list[Line]:
    """Newest first, each with the question it is about."""
    codes = {question.id: question.code for question in questions}
    return [
        Line(
            title=" ".join(part for part in (ACT_WORDS[one.act], codes.get(one.question_id, "")) if part),  # type: ignore[arg-type]
            at=f"{instant_words(one.at)} · {one.actor_name}",
            at_iso=one.at.isoformat(),
            text=one.words,
            kind=KINDS.get(one.act, "neutral"),
        )
        for one in reversed(entries)
    ]
