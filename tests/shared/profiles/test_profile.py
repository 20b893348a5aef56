"""A profile is sound in itself, travels unchanged, and says where each rule comes from."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from shared.profiles import load_profile, read_profile
from shared.profiles.part import Sourced
from tests.rules import rule

UNITS = ["phu-xuyen", "lang", "pvhcc-ha-noi"]


def sourced(part: Any) -> Iterator[Sourced]:
    """Every sourced value below a part."""
    values = part if isinstance(part, tuple) else [value for _, value in part]
    for value in values:
        if isinstance(value, Sourced):
            yield value
        if hasattr(value, "model_dump") or isinstance(value, tuple):
            yield from sourced(value)


@pytest.mark.parametrize("unit", UNITS)
def test_a_profile_survives_the_bus(unit):
    profile = load_profile(unit)
    assert read_profile(profile.model_dump(mode="json")) == profile


def test_a_key_of_a_newer_release_is_ignored_on_the_bus():
    data = load_profile("lang").model_dump(mode="json") | {"colour": "red"}
    assert read_profile(data) == load_profile("lang")


@pytest.mark.parametrize("unit", UNITS)
def test_every_rule_names_its_requirement_and_its_clause_or_says_it_is_ours(unit):
    for value in sourced(load_profile(unit)):
        assert value.source, value
        assert all(re.fullmatch(r"R-\d{3}|C-\d{2}", s) for s in value.source), value
        assert bool(value.clause) != value.is_default, value


@pytest.mark.parametrize("unit", UNITS)
def test_every_rule_has_a_sentence_for_the_officer(unit):
    rules = load_profile(unit).rules.all()
    assert len(rules) == 24
    for key, value in rules.items():
        assert value.words.endswith("."), key


def test_a_rule_is_found_by_its_dotted_key():
    rules = load_profile("phu-xuyen").rules
    assert rules.all()["answer.deadline"] is rules.answer.deadline


@rule("R-125")
def test_a_symbol_names_a_signing_capacity_that_exists():
    data = load_profile("lang").model_dump(mode="json")
    data["symbols"][0]["signing"] = "nobody"
    with pytest.raises(ValidationError, match="nobody"):
        read_profile(data)


@rule("C-09")
def test_a_unit_cannot_open_the_conference_to_complaints():
    data = load_profile("lang").model_dump(mode="json")
    data["plan"]["exclusion"] = "Không loại trừ nội dung nào."
    with pytest.raises(ValidationError, match="locked on"):
        read_profile(data)


@rule("C-27")
def test_a_denunciation_cannot_be_made_public_by_an_edit():
    data = load_profile("lang").model_dump(mode="json")
    for notice in data["notices"]:
        notice["restricted"] = False
    with pytest.raises(ValidationError, match="restricted"):
        read_profile(data)


def test_every_text_is_in_composed_form():
    for unit in UNITS:
        text = load_profile(unit).model_dump_json()
        assert unicodedata.is_normalized("NFC", text)


def test_a_unit_without_a_file_is_unknown():
    with pytest.raises(KeyError):
        load_profile("nowhere")


def test_areas_departments_and_notices_are_found_by_key():
    profile = load_profile("phu-xuyen")
    area = profile.unit.area("thao-chinh")
    assert area is not None and area.name == "thôn Thao Chính"
    assert profile.unit.area("nowhere") is None
    tax = profile.department("tax")
    assert tax is not None and tax.kind == "external"
    assert profile.department("nobody") is None
    assert profile.symbol("minutes").symbol == "/BB-UBND"
    assert profile.holder("nobody") == ""
