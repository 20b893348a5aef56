"""`make rules`: every requirement with its code and its test, and what this release claims without having it.

Run `python -m tools.rules`; `--report` prints the same table and never fails, `--all` shows also what is not claimed.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.marks import Places, code_marks, data_marks, test_marks
from tools.requirements import ENFORCED, Requirement, families, read_claimed, read_requirements

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `missing` is empty when nothing is owed."""

    requirement: Requirement
    claimed: bool
    code: tuple[str, ...]
    tests: tuple[str, ...]
    data: tuple[str, ...]

    @property
    def missing(self) -> str:
        if not self.claimed or self.requirement.type not in ENFORCED:
            return ""
        return " and ".join(what for what, places in (("code", self.code), ("test", self.tests)) if not places)


def table(root: Path) -> tuple[Row, ...]:
    """The whole table. Raises `ValueError` when code, tests or the scope name a requirement that does not exist."""
    rows, claimed = read_requirements(root / "docs"), frozenset(read_claimed(root / "docs"))
    code, tests, data = code_marks(root), test_marks(root), data_marks(root)
    if unknown := (claimed | set(code) | set(tests) | set(data)) - set(rows):
        raise ValueError(f"no such requirement: {', '.join(sorted(unknown))}")
    family = families(rows)

    def of(key: str, places: Places) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for member in sorted(family[key]) for place in places.get(member, ())))

    return tuple(Row(row, key in claimed, of(key, code), of(key, tests), of(key, data)) for key, row in rows.items())


def line(row: Row) -> str:
    """`R-115 F  ok  text · code · test`, places shortened to the first and how many more."""
    state = f"NO {row.missing.upper()}" if row.missing else "ok" if (row.code or row.data) and row.tests else "-"
    places = " · ".join(_first(p) for p in (row.code or row.data, row.tests) if p)
    return f"{row.requirement.id} {row.requirement.type}  {state:<16} {row.requirement.text[:60]:<60}  {places}"


def _first(places: tuple[str, ...]) -> str:
    return places[0] + (f" (+{len(places) - 1})" if len(places) > 1 else "")


def main(arguments: list[str]) -> int:
    """Print the table; 1 when something claimed has no code or no test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="never fail")
    parser.add_argument("--all", action="store_true", help="also what this release does not claim")
    chosen = parser.parse_args(arguments)
    rows = [row for row in table(ROOT) if row.claimed or chosen.all]
    print("\n".join(line(row) for row in rows))
    owed = [row for row in rows if row.missing]
    enforced = sum(row.claimed and row.requirement.type in ENFORCED for row in rows)
    print(f"\n{enforced} enforced, {enforced - len(owed)} with code and test, {len(owed)} owed")
    return 1 if owed and not chosen.report else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
