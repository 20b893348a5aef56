"""A suggested kind for a text, with its reasons. It orders an officer's reading; it never excludes anybody."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.domain.kinds import Kind
from services.intake.domain.lexicon import NEUTRAL, OUT_OF_SCOPE
from services.intake.domain.lexicon_in import IN_SCOPE
from services.intake.domain.signs import compiled
from shared.vietnamese import fold

ENOUGH: dict[Kind, int] = {Kind.COMPLAINT: 4, Kind.DENUNCIATION: 4, Kind.NOT_PROCEDURE: 3}
DOUBTFUL = 2
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`sure`: enough signs for the kind. `mixed`: it also holds a procedure part worth keeping apart."""

    kind: Kind
    score: int
    sure: bool
    mixed: bool
    reasons: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As it is stored beside the question."""
        return {
            "kind": self.kind.value,
            "score": self.score,
            "sure": self.sure,
            "mixed": self.mixed,
            "reasons": list(self.reasons),
        }


UNJUDGED = Suggestion(Kind.IN_SCOPE, 0, False, False, ("chưa có gợi ý, xin đọc kỹ",))


def suggest(text: str) -> Suggestion:
    """The kind whose words weigh most. Doubt, attitude and delay stay in scope; denials weigh nothing.

    Rule: R-016, R-074, C-09, C-10
    """
    read, plain = _readable(text)
    if sum(map(str.isalpha, read)) < SHORTEST:
        return Suggestion(Kind.UNREADABLE, 0, True, False, ("quá ngắn để hiểu",))
    for neutral in NEUTRAL:
        read = compiled(neutral, plain).sub(" ", read)
    scores, reasons = _weigh(read, plain)
    return _choose(scores, reasons)


def _choose(scores: Mapping[Kind, int], reasons: Mapping[Kind, list[str]]) -> Suggestion:
    about_procedure = scores[Kind.IN_SCOPE]
    if about_procedure and scores[Kind.NOT_PROCEDURE] < about_procedure + 3:
        scores = {**scores, Kind.NOT_PROCEDURE: 0}
    kind = max(ENOUGH, key=lambda k: (scores[k] >= ENOUGH[k], scores[k]))
    if scores[kind] >= ENOUGH[kind]:
        return Suggestion(kind, scores[kind], True, about_procedure >= 3, tuple(reasons[kind]))
    doubts = [f"nhưng có dấu hiệu: {r}" for k in ENOUGH for r in reasons[k] if scores[k] >= DOUBTFUL]
    sure = about_procedure > 0 and not doubts
    why = reasons[Kind.IN_SCOPE] or ["không thấy từ ngữ của khiếu nại, tố cáo"]
    return Suggestion(Kind.IN_SCOPE, about_procedure, sure, False, (*why, *doubts))


def _weigh(read: str, plain: bool) -> tuple[dict[Kind, int], dict[Kind, list[str]]]:
    scores = dict.fromkeys(Kind, 0)
    reasons: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for sign in (*OUT_OF_SCOPE, *IN_SCOPE):
        found = compiled(sign.patterns, plain).search(read)
        if found:
            scores[sign.kind] += sign.weight
            reasons[sign.kind].append(f"{sign.reason} (“{_short(found[0])}”)")
    return scores, reasons


def _readable(text: str) -> tuple[str, bool]:
    """Lower case with one spelling of each letter, and whether it was typed without tone marks."""
    lower = " ".join(unicodedata.normalize("NFC", text).lower().replace("\n", " . ").split())
    folded = fold(lower)
    return (folded, True) if folded == lower else (lower, False)


def _short(found: str) -> str:
    return found if len(found) <= 60 else f"{found[:57]}…"
