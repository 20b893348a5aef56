"""Which modules of a room its screens can reach, by reading imports."""

import ast
from collections.abc import Iterator
from pathlib import Path


def reached_from_web(root: Path, room: str) -> frozenset[Path]:
    """The files of `services/<room>` that its `web` imports, directly or through others, and `web` itself."""
    waiting = list((root / "services" / room / "web").glob("**/*.py"))
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting.extend(found for found in _imports(root, path) if found.is_relative_to(root / "services" / room))
    return frozenset(seen)


def _imports(root: Path, path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            module = root.joinpath(*node.module.split("."))
            candidates = [module, *(module / alias.name for alias in node.names)]
        elif isinstance(node, ast.Import):
            candidates = [root.joinpath(*alias.name.split(".")) for alias in node.names]
        else:
            continue
        for candidate in candidates:
            yield from (f for f in (candidate.with_suffix(".py"), candidate / "__init__.py") if f.is_file())
