"""What no linter of the shelf says: one clock, one maker of ids, one place that commits, no script in templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("services", "shared") for path in (ROOT / folder).rglob("*.py"))
TEMPLATES = sorted(path for folder in ("services", "shared") for path in (ROOT / folder).rglob("templates/**/*.html"))
CLOCK, IDS = ROOT / "shared/clock.py", ROOT / "shared/ids.py"
CLOCK_CALLS = {"now", "utcnow", "today", "fromtimestamp"}
SQL_CLOCK = re.compile(r"\b(now\(\)|current_timestamp|current_date|localtimestamp|clock_timestamp\(\))", re.I)
INLINE = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)|\s(style|on[a-z]+)\s*=|javascript:", re.I)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
UNESCAPED = re.compile(r"[^\"'\s]\s*\|\s*safe\b")  # a literal may be marked safe, a value may not
DRAWN_BY_US = {"shared/web/templates/macros/icons.html", "services/intake/web/templates/receipt.html"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> Iterator[tuple[str, str, int]]:
    """(what it is called on, what is called, line) of every attribute call."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, node.lineno


def strings(path: Path) -> Iterator[tuple[str, int]]:
    """String constants that are not docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value, node.lineno


def wrong_clock(path: Path) -> list[str]:
    return [
        f"{name_of(path)}:{line} {owner}.{called}()"
        for owner, called, line in calls(path)
        if (called in CLOCK_CALLS and owner.rpartition(".")[2] in ("datetime", "date", "func"))
        or (called == "current_timestamp" and owner.endswith("func"))
        or (called == "time" and owner == "time")
    ] + [f"{name_of(path)}:{line} {text[:40]!r}" for text, line in strings(path) if SQL_CLOCK.search(text)]


def wrong_ids(path: Path) -> list[str]:
    named = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name | ast.Attribute)
    )
    return [
        f"{name_of(path)}:{node.lineno}"
        for node in named
        if (node.id if isinstance(node, ast.Name) else node.attr) in ("uuid1", "uuid4", "gen_random_uuid")
    ]


def commits(path: Path) -> list[str]:
    return [f"{name_of(path)}:{line} {owner}.commit()" for owner, called, line in calls(path) if called == "commit"]


def test_only_the_clock_asks_what_time_it_is():
    assert [found for path in CODE if path not in (CLOCK, IDS) for found in wrong_clock(path)] == []


def test_only_one_place_makes_ids():
    assert [found for path in CODE if path != IDS for found in wrong_ids(path)] == []


def test_only_the_edge_commits():
    inside = ROOT / "shared/database"
    assert [found for path in CODE if inside not in path.parents for found in commits(path)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_no_style_no_script_and_no_handlers(path: Path):
    """The CSP would refuse them in the browser; here they are found before."""
    text = path.read_text("utf-8")
    assert [match.group() for match in INLINE.finditer(JINJA.sub("", text))] == []
    if name_of(path) not in DRAWN_BY_US:
        assert UNESCAPED.findall(text) == [], "a value marked safe would let a citizen's text run"


def test_the_lints_themselves_notice(tmp_path: Path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    bad = tmp_path / "bad.py"
    bad.write_text(
        "import datetime as dt\nfrom uuid import uuid4\n"
        "a = dt.datetime.now(dt.UTC)\nb = func.now()\nc = text('select now()')\nd = date.today()\ne = uuid4()\n"
        "async def f(session): await session.commit()\n"
    )
    assert [found.partition(":")[2].split()[0] for found in wrong_clock(bad)] == ["3", "4", "6", "5"]
    assert len(wrong_ids(bad)) == 1 and len(commits(bad)) == 1
    for html in ('<p style="color:red">', "<script>x()</script>", '<a onclick="x()">', "<style>", "javascript:x"):
        assert INLINE.search(html), html
    for html in ('<script type="module" src="x.js"></script>', '<input data-on="x">', "<p>one = two</p>"):
        assert not INLINE.search(html), html
    assert UNESCAPED.search("{{ text|safe }}") and not UNESCAPED.search("{{ '<td></td>'|safe }}")
