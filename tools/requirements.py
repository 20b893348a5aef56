"""Read the requirements and what this release claims of them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENFORCED = frozenset("FC")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of `docs/requirements.toml`. `same_as` names earlier rows that say the same."""

    id: str
    type: str
    text: str
    source: str
    service: tuple[str, ...]
    same_as: tuple[str, ...]


def read_requirements(docs: Path) -> dict[str, Requirement]:
    """Every requirement by id, in the order of the file. Raises `KeyError` for a `same_as` that names nothing."""
    raw = tomllib.loads((docs / "requirements.toml").read_text(encoding="utf-8"))
    rows = {
        key: Requirement(
            id=key,
            type=row["type"],
            text=row["text"],
            source=row.get("source", ""),
            service=tuple(row.get("service", ())),
            same_as=tuple(row.get("same_as", ())),
        )
        for key, row in raw.items()
    }
    for row in rows.values():
        for same in row.same_as:
            rows[same]
    return rows


def read_claimed(docs: Path) -> tuple[str, ...]:
    """The ids `docs/scope.toml` claims, ranges spelled out."""
    raw = tomllib.loads((docs / "scope.toml").read_text(encoding="utf-8"))
    return tuple(found for claim in raw["claimed"] for found in _spelled_out(claim))


def _spelled_out(claim: str) -> Iterator[str]:
    ends = re.findall(r"([RC])-(\d+)", claim)
    (letter, first), (last_letter, last) = ends[0], ends[-1]
    if letter != last_letter or "…".join(f"{a}-{n}" for a, n in ends) != claim:
        raise ValueError(f"not an id or a range: {claim!r}")
    yield from (f"{letter}-{number:0{len(first)}}" for number in range(int(first), int(last) + 1))


def families(rows: dict[str, Requirement]) -> dict[str, frozenset[str]]:
    """For each id, the ids whose code and tests prove it: rows that say the same, directly or through an earlier row.

    A row that joins several earlier ones is proven by them, but does not make them one.
    """
    siblings: dict[str, set[str]] = {key: {key} for key in rows}
    for key in rows:
        siblings[_origin(rows, key)].add(key)
    return {
        key: frozenset(siblings[_origin(rows, key)] | {key} | {s for same in row.same_as for s in siblings[same]})
        for key, row in rows.items()
    }


def _origin(rows: dict[str, Requirement], key: str) -> str:
    same = rows[key].same_as
    return _origin(rows, same[0]) if len(same) == 1 else key
