"""Contracts only grow: each has a golden sample that must still be read, and written the same way."""

import json
from pathlib import Path

import pytest

from shared.contracts import EVENTS, decode
from shared.messaging.topology import READS, ROOMS, source_of

GOLDEN = Path(__file__).parent / "golden_contracts"


@pytest.mark.parametrize("subject", sorted(EVENTS))
def test_golden_sample_is_read_and_written_unchanged(subject: str):
    sample = (GOLDEN / f"{subject}.json").read_text("utf-8")
    event = decode(subject, sample.encode())
    assert json.loads(event.model_dump_json()) == json.loads(sample)


@pytest.mark.parametrize("subject", sorted(EVENTS))
def test_a_reader_ignores_fields_it_does_not_know(subject: str):
    sample = json.loads((GOLDEN / f"{subject}.json").read_text("utf-8"))
    decode(subject, json.dumps(sample | {"added_later": 1}).encode())


@pytest.mark.parametrize("subject", sorted(EVENTS))
def test_subject_names_room_noun_verb_and_version(subject: str):
    evt, room, noun, verb, version = subject.split(".")
    assert (evt, version) == ("evt", "v1")
    assert room in ROOMS and noun and verb


def test_every_fact_is_read_by_somebody_or_kept_for_the_record():
    read = {event.SUBJECT for events in READS.values() for event in events}
    assert set(EVENTS) - read == {"evt.routing.question.superior_replied.v1"}


def test_no_room_reads_its_own_facts():
    assert not [(room, e.SUBJECT) for room, events in READS.items() for e in events if source_of(e) == room]


def test_text_leaves_intake_only_in_an_accepted_or_duplicate_question():
    carriers = {s for s, e in EVENTS.items() if s.startswith("evt.intake.") and "text" in e.model_fields}
    assert carriers == {"evt.intake.question.accepted.v1", "evt.intake.question.duplicate.v1"}


def test_names_and_contacts_are_never_broadcast():
    personal = {"full_name", "phone", "email", "address", "display_name"}
    assert not [(s, personal & set(e.model_fields)) for s, e in EVENTS.items() if personal & set(e.model_fields)]
