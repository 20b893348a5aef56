"""The mutation engine breaks one place, sees the test fail, and puts the file back."""

from pathlib import Path

import pytest

from tools.mutate import ROOT, Mutation, broken, caught, read_mutations

TABLE = read_mutations(ROOT / "tools/mutations.toml")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "days.py").write_text("LIMIT = 10\n")
    (tmp_path / "test_days.py").write_text("from days import LIMIT\n\ndef test_limit():\n    assert LIMIT == 10\n")
    return tmp_path


def mutation(find: str, replace: str) -> Mutation:
    return Mutation(name="m", rule="R-001", file="days.py", find=find, replace=replace, test="test_days.py")


def test_a_test_that_notices_is_told_from_one_that_does_not(tree: Path):
    assert caught(tree, mutation("10", "11"))
    assert not caught(tree, mutation("LIMIT = 10", "LIMIT = 5 + 5"))


def test_the_file_comes_back_whatever_happens(tree: Path):
    with pytest.raises(KeyboardInterrupt), broken(tree, mutation("10", "11")):
        assert (tree / "days.py").read_text() == "LIMIT = 11\n"
        raise KeyboardInterrupt
    assert (tree / "days.py").read_text() == "LIMIT = 10\n"


def test_a_text_that_is_not_there_exactly_once_is_refused(tree: Path):
    with pytest.raises(ValueError, match="0 times"), broken(tree, mutation("absent", "x")):
        pass


def test_a_test_that_was_red_already_proves_nothing(tree: Path):
    (tree / "days.py").write_text("LIMIT = 9\n")
    with pytest.raises(RuntimeError, match="before anything is broken"):
        caught(tree, mutation("9", "8"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_every_row_still_fits_the_code(row: Mutation):
    assert (ROOT / row.file).read_text(encoding="utf-8").count(row.find) == 1
    assert (ROOT / row.test.partition("::")[0]).exists()
