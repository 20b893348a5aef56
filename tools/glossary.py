"""`python -m tools.glossary`: one word for one thing, in code and on screens.

Every event class and enum value of the contracts and the domains has its Vietnamese words in `shared/glossary.toml`,
every refusal a screen can reach has a sentence in its room's `messages.toml`, and no screen uses a forbidden synonym.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.reach import reached_from_web

ROOT = Path(__file__).resolve().parents[1]
REFUSALS = frozenset({"Refusal", "NotFound", "Forbidden"})
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The concepts, the words of facts and of contract values, and the words the rooms use for any value."""

    concepts: tuple[dict[str, Any], ...]
    facts: dict[str, str]
    values: dict[str, dict[str, str]]
    words: dict[str, str]

    @property
    def forbidden(self) -> tuple[str, ...]:
        return tuple(word for row in self.concepts for word in row.get("forbidden", ()))


def read_glossary(root: Path) -> Glossary:
    """The glossary of the tree."""
    raw = tomllib.loads((root / "shared/glossary.toml").read_text(encoding="utf-8"))
    return Glossary(tuple(raw["concept"]), raw["facts"], raw["values"], raw["words"])


def classes(root: Path) -> Iterator[tuple[Path, ast.ClassDef]]:
    """Every class of the contracts and of the rooms' domains, with its file."""
    for path in sorted([*root.glob("shared/contracts/**/*.py"), *root.glob("services/*/domain/**/*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def nameless(root: Path) -> Iterator[str]:
    """What the code names and the glossary does not."""
    glossary = read_glossary(root)
    for _, node in classes(root):
        bases = {ast.unparse(base) for base in node.bases}
        if "Event" in bases and node.name not in glossary.facts:
            yield f"[facts] {node.name}"
        if bases & {"Enum", "StrEnum"}:
            known = glossary.values.get(node.name, {}).keys() | glossary.words.keys()
            yield from (f"[words] {value} ({node.name})" for value in _constants(node) if value not in known)


def speechless(root: Path) -> Iterator[str]:
    """Refusals a person could meet and not read: a screen reaches them, and no sentence stands for the code."""
    shared = _sentences(root / "shared/web/messages.toml")
    for path, node in classes(root):
        bases = {ast.unparse(base) for base in node.bases}
        if "services" not in path.parts or not any(b in REFUSALS or b.endswith("Refusal") for b in bases):
            continue
        room = path.relative_to(root).parts[1]
        if path in reached_from_web(root, room):
            known = shared | _sentences(root / "services" / room / "web/messages.toml")
            yield from (f"{room}: {code}" for code in _constants(node, "code") if code not in known)


def _sentences(path: Path) -> set[str]:
    return set(tomllib.loads(path.read_text(encoding="utf-8"))) if path.exists() else set()


def misspoken(root: Path) -> Iterator[str]:
    """Forbidden synonyms that a person can read on a screen."""
    words = read_glossary(root).forbidden
    forbidden = [(word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)) for word in words]
    for path in sorted([*root.glob("s*/**/templates/**/*.html"), *root.glob("s*/**/messages.toml")]):
        text = visible(path.read_text(encoding="utf-8")) if path.suffix == ".html" else " ".join(_strings(path))
        yield from (f"{path.relative_to(root)}: {word}" for word, found in forbidden if found.search(text))


def visible(html: str) -> str:
    """What a reader sees or hears of a template."""
    plain = UNSEEN.sub(" ", JINJA.sub(" ", html))
    return TAG.sub(" ", plain) + " " + " ".join(SPOKEN.findall(plain))


def _constants(node: ast.ClassDef, name: str | None = None) -> Iterator[str]:
    for line in node.body:
        target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
        value = getattr(line, "value", None)
        if not (isinstance(target, ast.Name) and isinstance(value, ast.Constant)):
            continue
        if isinstance(value.value, str) and name in (None, target.id):
            yield value.value


def _strings(path: Path) -> list[str]:
    return [str(value) for value in _leaves(tomllib.loads(path.read_text(encoding="utf-8")))]


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    else:
        yield value


def main() -> int:
    """Print what is missing or misspoken; 1 when there is anything."""
    found = [
        *(f"no words: {name}" for name in nameless(ROOT)),
        *(f"no sentence: {code}" for code in speechless(ROOT)),
        *(f"forbidden: {hit}" for hit in misspoken(ROOT)),
    ]
    print("\n".join(found) or "one word for one thing")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
