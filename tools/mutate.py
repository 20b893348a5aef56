"""`make mutate`: break each rule on purpose and see its test fail.

A test that stays green while the rule is broken proves nothing. Rows stand in `tools/mutations.toml`; the broken
file is put back whatever happens, also on Ctrl-C and SIGTERM.
"""

import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One deliberate mistake: `find` in `file` becomes `replace`, and `test` (a pytest path) must then fail."""

    name: str
    rule: str
    file: str
    find: str
    replace: str
    test: str


def read_mutations(path: Path) -> tuple[Mutation, ...]:
    """The rows of the table. Raises `TypeError` for a row with a missing or a strange key."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Mutation(**row) for row in raw.get("mutation", ()))


@contextmanager
def broken(root: Path, mutation: Mutation) -> Iterator[None]:
    """The tree with the rule broken. Refuses a text that does not occur exactly once."""
    path = root / mutation.file
    sound = path.read_bytes()
    find = mutation.find.encode()
    if sound.count(find) != 1:
        raise ValueError(f"{mutation.name}: the text occurs {sound.count(find)} times in {mutation.file}")
    try:
        path.write_bytes(sound.replace(find, mutation.replace.encode()))
        yield
    finally:
        path.write_bytes(sound)


def passes(root: Path, test: str) -> bool:
    """Whether the test is green. Raises `RuntimeError` when pytest found nothing to run."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    code = subprocess.run(command, cwd=root, capture_output=True, check=False).returncode
    if code not in (0, 1, 2):
        raise RuntimeError(f"pytest could not run {test}: exit {code}")
    return code == 0


def caught(root: Path, mutation: Mutation) -> bool:
    """True when the test is green on the sound tree and red on the broken one."""
    if not passes(root, mutation.test):
        raise RuntimeError(f"{mutation.test} fails before anything is broken")
    with broken(root, mutation):
        return not passes(root, mutation.test)


def main() -> int:
    """Run all rows; 1 when a broken rule went unnoticed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    survivors = 0
    for mutation in read_mutations(ROOT / "tools/mutations.toml"):
        found = caught(ROOT, mutation)
        survivors += not found
        print(f"{'caught' if found else 'SURVIVED':<9} {mutation.rule}  {mutation.name}  ({mutation.test})", flush=True)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
