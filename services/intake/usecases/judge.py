"""A new question with what software suggests about it."""

from typing import Any

from services.intake.domain.kinds import Kind
from services.intake.domain.question import State
from services.intake.domain.suggestion import UNJUDGED, Suggestion, suggest
from shared.ids import new_id
from shared.observability.logs import get_logger
from shared.observability.trace import current_traceparent
from shared.vietnamese import search_form

log = get_logger()


def question_row(text: str, **known: Any) -> dict[str, Any]:
    """A question that waits for a person's decision. A suspected denunciation is hidden from the first moment, before
    anybody read it (C-27).
    """
    suggestion = _judged(text)
    return {
        "id": new_id(),
        "text": text,
        "folded": search_form(text),
        "state": State.RECEIVED,
        "restricted": suggestion.kind is Kind.DENUNCIATION,
        "suggestion": suggestion.to_json(),
        "content_group": "",
        "notice": "",
        "decided_by": "",
        "traceparent": current_traceparent(),
        **known,
    }


def _judged(text: str) -> Suggestion:
    """A fault in the suggestion must never cost a citizen the receipt."""
    try:
        return suggest(text)
    except Exception as error:
        log.error("question.unjudged", exc_info=error)
        return UNJUDGED
