"""`make rules` finds marks, joins them with requirements, and names what is owed."""

from pathlib import Path

import pytest

from tools.requirements import families, read_claimed, read_requirements
from tools.rules import ROOT, line, main, table

DOCS = ROOT / "docs"

REQUIREMENTS = """
[R-001]
type = "F"
text = "receipts"
[R-002]
type = "D"
text = "a title"
[R-003]
type = "F"
text = "receipts again"
same_as = ["R-001"]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in ("docs", "services/intake", "shared/profiles", "deploy", "tests"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs/requirements.toml").write_text(REQUIREMENTS)
    (tmp_path / "docs/scope.toml").write_text('claimed = ["R-001…R-003"]')
    return tmp_path


def missing(tree: Path) -> dict[str, str]:
    return {row.requirement.id: row.missing for row in table(tree)}


def test_a_claimed_function_without_code_and_test_is_owed(tree: Path):
    assert missing(tree) == {"R-001": "code and test", "R-002": "", "R-003": "code and test"}


def test_a_docstring_is_code_and_a_mark_is_a_test(tree: Path):
    (tree / "services/intake/receipt.py").write_text(
        'def f():\n    """Give a receipt.\n\n    Rule: R-001, R-002\n    """\n'
    )
    assert missing(tree)["R-001"] == "test"
    (tree / "tests/test_receipt.py").write_text('@rule("R-001")\ndef test_it():\n    pass\n')
    assert missing(tree)["R-001"] == ""


def test_an_earlier_row_proves_the_row_that_says_the_same(tree: Path):
    (tree / "services/intake/receipt.py").write_text('"""Receipts. Rule: R-001"""\n')
    (tree / "tests/test_receipt.py").write_text('@rule("R-003")\nasync def test_it():\n    pass\n')
    assert missing(tree) == {"R-001": "", "R-002": "", "R-003": ""}


def test_a_comment_in_a_script_is_code_too(tree: Path):
    (tree / "services/intake/form.js").write_text("// one click, one form. Rule: R-001\n")
    assert missing(tree)["R-001"] == "test"


def test_a_mark_of_an_unknown_requirement_is_refused(tree: Path):
    (tree / "tests/test_receipt.py").write_text('@rule("R-999")\ndef test_it():\n    pass\n')
    with pytest.raises(ValueError, match="R-999"):
        table(tree)


def test_a_range_that_is_none_is_refused(tree: Path):
    (tree / "docs/scope.toml").write_text('claimed = ["R-001-R-003"]')
    with pytest.raises(ValueError, match="not an id or a range"):
        read_claimed(tree / "docs")


def test_a_row_that_joins_two_is_proven_by_both_and_makes_them_not_one():
    family = families(read_requirements(DOCS))
    assert {"R-113", "R-114"} < family["R-211"]
    assert "R-114" not in family["R-113"]
    assert "R-068" in family["R-011"]


def test_every_requirement_of_the_five_plans_is_there():
    rows = read_requirements(DOCS)
    assert [r for r in rows if r.startswith("R-")] == [f"R-{n:03}" for n in range(1, 272)]
    assert [r for r in rows if r.startswith("C-")] == [f"C-{n:02}" for n in range(1, 29)]
    assert all(row.text and (row.source or row.type == "C") for row in rows.values())


def test_the_claims_name_requirements_that_exist():
    assert set(read_claimed(DOCS)) <= set(read_requirements(DOCS))


def test_the_report_never_fails(capsys: pytest.CaptureFixture[str]):
    assert main(["--report", "--all"]) == 0
    printed = capsys.readouterr().out
    assert "R-271" in printed
    assert "enforced" in printed


def test_a_line_says_what_is_missing(tree: Path):
    assert "NO CODE AND TEST" in line(table(tree)[0])
