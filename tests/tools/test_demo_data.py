"""The demonstration data is whole, fictional, and agrees with the profile, the catalogue and the contracts."""

import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml

from shared.contracts.intake import Channel, ExclusionReason
from shared.contracts.meeting import Outcome
from shared.contracts.routing import AnswerKind
from shared.profiles import load_catalogue, load_profile

FILE = Path(__file__).resolve().parents[2] / "deploy/demo/data/registrations.yaml"
TEXT = FILE.read_text(encoding="utf-8")
ROWS: list[dict[str, Any]] = yaml.safe_load(TEXT)["registrations"]
BY_KEY = {row["key"]: row for row in ROWS}
PROFILE = load_profile("phu-xuyen")
CONTENTS = {"procedure": "content_tthc", "settlement": "content_settlement"}
QUESTIONS = [(row, part, row["handling"][part]) for row in ROWS for part in row["handling"]]
ANSWERED = [
    (row, part, handling)
    for row, part, handling in QUESTIONS
    if handling["screening"] == "accepted" and "duplicate_of" not in handling and row["conference"] != "open"
]


def named(questions: list[tuple[dict[str, Any], str, dict[str, Any]]]) -> list[str]:
    return [f"{row['key']}-{part}" for row, part, _ in questions]


def test_three_conferences_have_their_share():
    assert Counter(row["conference"] for row in ROWS) == {"open": 14, "live": 24, "concluded": 24}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_a_registration_is_complete_and_its_sender_can_be_reached(row: dict[str, Any]):
    assert set(row) >= {"key", "channel", "received", "full_name", "phone", "house", "area", "publish_name", "attend"}
    assert row["channel"] in list(Channel)
    assert PROFILE.unit.area(row["area"]) is not None
    assert {part for part, content in CONTENTS.items() if content in row} == set(row["handling"])
    assert isinstance(row["publish_name"], bool) and isinstance(row["attend"], bool)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_nobody_is_real(row: dict[str, Any]):
    number = phonenumbers.parse(row["phone"], "VN")
    assert phonenumbers.is_valid_number(number)
    assert "000" in row["phone"]
    assert row.get("email", "x@example.vn").endswith(("@example.com", ".example.vn", "@example.vn"))


@pytest.mark.parametrize(("row", "part", "handling"), QUESTIONS, ids=named(QUESTIONS))
def test_the_handling_names_what_exists(row: dict[str, Any], part: str, handling: dict[str, Any]):
    if handling["screening"] != "accepted":
        assert handling == {"screening": ExclusionReason(handling["screening"])}
        return
    assert handling["group"] in {content.code for content in PROFILE.plan.contents}
    if twin := handling.get("duplicate_of"):
        assert BY_KEY[twin]["conference"] == row["conference"]
        return
    for key in (handling["department"], handling.get("redirected_from", "office")):
        department = PROFILE.department(key)
        assert department is not None and not department.restricted
    assert load_catalogue().body(handling.get("guide_to", "office")) is not None


@pytest.mark.parametrize(("row", "part", "handling"), ANSWERED, ids=named(ANSWERED))
def test_a_past_question_has_an_answer_with_its_basis_and_one_outcome(
    row: dict[str, Any], part: str, handling: dict[str, Any]
):
    assert handling["outcome"] in list(Outcome)
    assert handling["kind"] in list(AnswerKind)
    assert len(handling["answer"]) > 200 and handling["answer"].endswith(".")
    assert handling["legal_basis"] and not handling["legal_basis"].endswith(".")
    assert (handling["kind"] == "guidance") == (handling["outcome"] == "guided")
    assert handling["outcome"] != "absent" or not row["attend"]


@pytest.mark.parametrize("conference", ["live", "concluded"])
def test_each_session_shows_the_hard_cases(conference: str):
    questions = [(row, handling) for row, _, handling in QUESTIONS if row["conference"] == conference]
    assert {h.get("outcome") for _, h in questions} >= set(Outcome)
    assert any("duplicate_of" in h for _, h in questions)
    assert any("redirected_from" in h for _, h in questions)
    assert any(h["screening"] != "accepted" for _, h in questions)
    assert any(0 < row["received"]["days_before"] < 10 for row, _ in questions)
    assert any(row["channel"] == "walk_in" for row, _ in questions)
    assert any("org_name" in row for row, _ in questions)


def test_every_reason_people_are_turned_away_for_is_shown():
    assert {h["screening"] for _, _, h in QUESTIONS} >= {"accepted", "complaint", "denunciation", "not_procedure"}


def test_the_file_itself_is_composed_and_one_sender_types_decomposed():
    assert unicodedata.is_normalized("NFC", TEXT)
    assert [row["key"] for row in ROWS if row.get("unicode") == "NFD"] == ["open-10"]
