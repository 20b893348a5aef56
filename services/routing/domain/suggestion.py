"""Which department should answer: a suggestion from the catalogue with its reasons. A person decides."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shared.profiles import Catalogue, Profile
from shared.profiles.catalogue import Procedure
from shared.vietnamese import fold

OWN, SUPERIOR, OTHER_BODY = "own", "superior", "other_body"
FOLDED_ONLY = 0.6  # matched without its tones: `thuê` is not `thuế`
NAME_WEIGHT = 2.0
MANY_REASONS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`department` is a key of the unit, empty when nothing fits; `body` is who is competent.

    `confidence` is high, medium, low or none; `reasons` are Vietnamese phrases for the leader.
    """

    department: str
    authority: str
    body: str
    confidence: str
    procedure: str
    reasons: tuple[str, ...]

    def to_row(self) -> dict[str, Any]:
        """As the question's row keeps it."""
        return {name: getattr(self, name) for name in self.__slots__} | {"reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class _Match:
    procedure: Procedure
    score: float
    words: tuple[str, ...]


def suggest(text: str, catalogue: Catalogue, profile: Profile) -> Suggestion:
    """Score every procedure on the text, add up by body, and name the best with its reasons. Rule: R-106, C-10"""
    matches = sorted(_matches(text, catalogue), key=lambda match: -match.score)
    if not matches:
        reason = "Không khớp thủ tục nào trong danh mục; cần người phân loại."
        return Suggestion(_host_office(profile), OWN, "", "none", "", (reason,))
    totals = _by_body(matches)
    (best, top), *others = totals.most_common(2)
    match = next(m for m in matches if m.procedure.department == best)
    confidence = _confidence(top, others[0][1] if others else 0.0)
    return _suggestion(match, best, confidence, catalogue, profile)


def _suggestion(match: _Match, key: str, confidence: str, catalogue: Catalogue, profile: Profile) -> Suggestion:
    body, field = catalogue.body(key), match.procedure.field
    field_name = next(f.name for f in catalogue.fields if f.key == field)
    quoted = ", ".join(f"“{word}”" for word in match.words[:MANY_REASONS])
    reasons = [f"Khớp {quoted}", f"Thủ tục: {match.procedure.name}", f"Lĩnh vực: {field_name}"]
    name = body.name(profile.unit.kind) if body else ""
    authority = body.authority if body else OWN
    department = _department_for(key, field, catalogue, profile)
    if authority == SUPERIOR:
        reasons.append(f"Có thể vượt thẩm quyền: thuộc {name}")
    elif authority == OTHER_BODY and department != key:
        reasons.append(f"Có thể không thuộc trách nhiệm: hướng dẫn đến {name}")
    return Suggestion(department, authority, name, confidence, match.procedure.name, tuple(reasons))


def _department_for(key: str, field: str, catalogue: Catalogue, profile: Profile) -> str:
    """The body itself where the unit may assign it, else the field's own department, else the host office."""
    usual = next(f.department for f in catalogue.fields if f.key == field)
    usable = {d.key for d in profile.departments if not d.restricted}
    return next((k for k in (key, usual) if k in usable), _host_office(profile))


def _host_office(profile: Profile) -> str:
    return next((role.department for role in profile.roles if role.role == "host_office"), "")


def _by_body(matches: Iterable[_Match]) -> Counter[str]:
    """The best match counts whole, each further one a third: many weak hints do not outweigh a strong one."""
    totals: Counter[str] = Counter()
    for match in matches:
        body = match.procedure.department
        totals[body] += match.score if body not in totals else match.score / 3  # type: ignore[assignment]
    return totals


def _confidence(top: float, second: float) -> str:
    if top >= 2 and top >= 2 * second:
        return "high"
    return "medium" if top >= 1.2 and top >= 1.25 * second else "low"


def _matches(text: str, catalogue: Catalogue) -> Iterable[_Match]:
    plain, folded = f" {_spaced(text.lower())} ", f" {_spaced(fold(text))} "
    weights = _weights(catalogue)
    for procedure in catalogue.procedures:
        found = {word: _found(word, weights, plain, folded) for word in (*procedure.keywords, procedure.name)}
        score = sum(found.values())
        if score:
            words = sorted((w for w, value in found.items() if value), key=lambda w: -found[w])
            yield _Match(procedure, score, tuple(words))


def _found(word: str, weights: Mapping[str, float], plain: str, folded: str) -> float:
    if f" {_spaced(word.lower())} " in plain:
        return weights[word]
    return weights[word] * FOLDED_ONLY if f" {_spaced(fold(word))} " in folded else 0.0


@lru_cache(maxsize=4)
def _weights(catalogue: Catalogue) -> dict[str, float]:
    """Longer phrases say more; a phrase that several bodies share says less."""
    bodies: dict[str, set[str]] = {}
    for procedure in catalogue.procedures:
        for word in (*procedure.keywords, procedure.name):
            bodies.setdefault(word, set()).add(procedure.department)
    names = {procedure.name for procedure in catalogue.procedures}
    return {
        word: (len(word.split()) ** 0.5) * (NAME_WEIGHT if word in names else 1.0) / len(held)
        for word, held in bodies.items()
    }


def _spaced(text: str) -> str:
    """Words separated by single blanks, punctuation gone."""
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())
