"""Find where requirements are named: in docstrings and comments of code, in data, and in the marks of tests."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ID = re.compile(r"\b[RC]-\d{2,3}\b")
SAID = re.compile(r"Rules?:\s*((?:[RC]-\d{2,3}[,;\s]*)+)")
CODE = ("services", "shared", "deploy")
TEXT_SUFFIXES = frozenset({".js", ".html", ".typ", ".sql", ".css", ".sh"})
SKIPPED = frozenset({"__pycache__", "node_modules", "vendor"})

Places = dict[str, list[str]]


def code_marks(root: Path) -> Places:
    """`Rule: R-nnn` in docstrings of Python and in any line of scripts and templates."""
    found: Places = defaultdict(list)
    for path in _files(root, CODE):
        for said in _sayings(path):
            for key in ID.findall(said):
                _note(found, key, path.relative_to(root))
    return found


def data_marks(root: Path) -> Places:
    """`source: [R-nnn]` in the profiles: the requirement is data, not code."""
    found: Places = defaultdict(list)
    for path in sorted((root / "shared/profiles").glob("*.yaml")):
        for listed in re.findall(r"source: \[([^\]]*)\]", path.read_text(encoding="utf-8")):
            for key in ID.findall(listed):
                _note(found, key, path.relative_to(root))
    return found


def test_marks(root: Path) -> Places:
    """`@rule("R-nnn")` above test functions and classes."""
    found: Places = defaultdict(list)
    for path in _files(root, ("tests",)):
        if path.suffix != ".py" or "@rule(" not in (text := path.read_text(encoding="utf-8")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                for key in _rules_of(node.decorator_list):
                    _note(found, key, f"{path.relative_to(root)}::{node.name}")
    return found


def _note(found: Places, key: str, place: object) -> None:
    if str(place) not in found[key]:
        found[key].append(str(place))


def _files(root: Path, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not SKIPPED & set(path.parts):
                yield path


def _sayings(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        docstrings = (ast.get_docstring(node) for node in ast.walk(tree) if isinstance(node, kinds))
        yield from (said for text in docstrings for said in SAID.findall(text or ""))
    elif path.suffix in TEXT_SUFFIXES:
        yield from SAID.findall(path.read_text(encoding="utf-8"))


def _rules_of(decorators: list[ast.expr]) -> Iterator[str]:
    for call in decorators:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "rule":
            yield from (a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
