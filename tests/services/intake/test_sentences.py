"""Every refusal a person can meet has its sentence, and every field error too."""

import importlib
import pkgutil
import string
from pathlib import Path

import services.intake
from services.intake.domain.submission import LONGEST
from services.intake.web.field_errors import SENTENCES, say
from shared.profiles import load_profile
from shared.refusals import Refusal
from shared.web.errors import Messages

MESSAGES = Path(services.intake.__path__[0]) / "web" / "messages.toml"


def _refusals() -> set[type[Refusal]]:
    for module in pkgutil.walk_packages(services.intake.__path__, "services.intake."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)
    found, open_ones = set(), [Refusal]
    while open_ones:
        for one in open_ones.pop().__subclasses__():
            open_ones.append(one)
            if one.__module__.startswith("services.intake"):
                found.add(one)
    return found


def test_every_refusal_has_a_sentence_and_no_sentence_stands_alone() -> None:
    codes = {refusal.code for refusal in _refusals()}
    assert codes <= Messages(MESSAGES).codes()
    assert Messages(MESSAGES).codes() - Messages().codes() == codes


def test_every_field_error_names_the_field_or_says_it_whole() -> None:
    profile = load_profile("phu-xuyen")
    for name in LONGEST:
        for problem in ("missing", "too_long"):
            sentence = say({name: problem}, profile)[name]
            assert "{" not in sentence and sentence
    for sentence in SENTENCES.values():
        assert {field for _, field, _, _ in string.Formatter().parse(sentence) if field} <= {"label", "limit"}
