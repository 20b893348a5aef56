"""Every word of the code has its Vietnamese word, and no screen uses another."""

from pathlib import Path

import pytest

from shared.identity.roles import ROLE_WORDS
from tools.glossary import ROOT, misspoken, nameless, read_glossary, speechless, visible

GLOSSARY = read_glossary(ROOT)


def test_every_fact_and_enum_value_has_words():
    assert list(nameless(ROOT)) == []


def test_every_refusal_a_screen_can_reach_has_a_sentence():
    assert list(speechless(ROOT)) == []


def test_no_screen_uses_a_forbidden_synonym():
    assert list(misspoken(ROOT)) == []


def test_a_concept_has_one_row_with_its_source():
    names = [row["english"] for row in GLOSSARY.concepts]
    assert len(names) == len(set(names))
    for row in GLOSSARY.concepts:
        assert set(row) <= {"english", "vietnamese", "source", "forbidden"}, row
        assert row["vietnamese"] and row["source"]


def test_no_word_is_both_a_term_and_forbidden():
    terms = {term.strip().lower() for row in GLOSSARY.concepts for term in row["vietnamese"].split(";")}
    assert not terms & {word.lower() for word in GLOSSARY.forbidden}


def test_roles_are_called_the_same_in_code_and_glossary():
    assert {role.value: words for role, words in ROLE_WORDS.items()} == GLOSSARY.values["Role"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in ("shared/contracts", "services/intake/domain", "services/intake/web/templates"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "shared/glossary.toml").write_text(
        (ROOT / "shared/glossary.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    return tmp_path


def test_a_new_fact_and_a_new_value_are_noticed(tree: Path):
    (tree / "shared/contracts/new.py").write_text("class MoonRisen(Event):\n    pass\n")
    (tree / "services/intake/domain/new.py").write_text(
        'class Channel(StrEnum):\n    WEB = "web"\n    PIGEON = "pigeon"\n'
    )
    assert sorted(nameless(tree)) == ["[facts] MoonRisen", "[words] pigeon (Channel)"]


def test_a_refusal_needs_a_sentence_once_a_screen_reaches_it(tree: Path):
    (tree / "services/intake/domain/dark.py").write_text(
        'class TooDark(Refusal):\n    code: ClassVar[str] = "too_dark"\n'
    )
    (tree / "services/intake/usecases").mkdir()
    (tree / "services/intake/usecases/look.py").write_text("from services.intake.domain import dark\n")
    assert list(speechless(tree)) == []
    (tree / "services/intake/web/routes.py").write_text("from services.intake.usecases.look import look\n")
    assert list(speechless(tree)) == ["intake: too_dark"]
    (tree / "services/intake/web/messages.toml").write_text('too_dark = "Trời tối quá."\n', encoding="utf-8")
    assert list(speechless(tree)) == []


def test_a_forbidden_word_counts_where_people_read_it_and_nowhere_else(tree: Path):
    page = tree / "services/intake/web/templates/form.html"
    page.write_text('<p class="ticket">{{ ticket }} phiếu</p><script>ticket()</script>', encoding="utf-8")
    assert list(misspoken(tree)) == []
    page.write_text('<p title="Gửi Ticket">phiếu</p>', encoding="utf-8")
    assert list(misspoken(tree)) == ["services/intake/web/templates/form.html: ticket"]


def test_only_what_is_read_or_heard_is_visible():
    assert visible('<b aria-label="nghe">thấy</b><style>ẩn</style>{# ẩn #}').split() == ["thấy", "nghe"]
