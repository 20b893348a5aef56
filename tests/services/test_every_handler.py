"""Each room takes exactly the facts it says it reads, and knows no other room."""

import subprocess
import sys
from importlib import import_module

import pytest

from deploy.local.config import ROOMS
from deploy.local.parts.nats_users import MAY_ASK
from shared.clock import OffsetClock
from shared.contracts import EVENTS
from shared.messaging.topology import READS, consumers_of, source_of

UNREAD = {"evt.routing.question.superior_replied.v1"}  # for the reports of a superior's own software


@pytest.mark.parametrize("room", ROOMS)
def test_handlers_cover_what_the_room_reads_exactly(room: str):
    handlers = import_module(f"services.{room}.bus").handlers(OffsetClock())
    assert handlers.room == room
    assert handlers.subjects() == {event.SUBJECT for event in READS[room]}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_reads_no_fact_of_its_own_and_none_twice(room: str):
    assert room not in consumers_of(room)
    assert len(READS[room]) == len(set(READS[room]))


def test_every_fact_is_read_by_somebody_or_named_here():
    """A fact nobody reads is either not needed or forgotten."""
    read = {event.SUBJECT for events in READS.values() for event in events}
    assert set(EVENTS) - read <= UNREAD


def test_a_fact_is_published_by_the_room_in_its_name():
    for event in EVENTS.values():
        assert source_of(event) in ROOMS
        assert event.__module__ == f"shared.contracts.{source_of(event)}"


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_imports_no_other(room: str):
    """In a fresh interpreter, because here all of them are loaded."""
    names = "{name.split('.')[1] for name in sys.modules if name.startswith('services.')}"
    program = f"import sys, services.{room}.app; print(*sorted({names}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == [room]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_asks_only_others(room: str):
    assert all(not subject.startswith(f"rpc.{room}.") for subject in MAY_ASK[room])
