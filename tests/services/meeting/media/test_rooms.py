"""Rooms come when they are asked for and go when nobody needs them, on a clock of the test's."""

import pytest

from services.meeting.media.rooms import IDLE_US, Rooms


class House:
    def __init__(self) -> None:
        self.now_us = 1_800_000_000_000_000
        self.rooms = Rooms(lambda: self.now_us)

    def later(self, us: int) -> None:
        self.now_us += us
        self.rooms.sweep()

    def names(self) -> list[str]:
        return [name for name, _ in self.rooms]


def test_an_empty_room_nobody_asks_for_goes_after_a_minute_and_not_before():
    house = House()
    house.rooms("r").show("hall", [])
    house.later(IDLE_US)
    assert house.names() == ["r"]
    house.rooms("r")
    house.later(IDLE_US)
    assert house.rooms.find("r") is not None
    house.later(1)
    assert house.names() == []
    assert house.rooms.find("r") is None


@pytest.mark.parametrize("who", ["points", "viewers", "listeners", "changed"])
def test_a_room_stays_while_somebody_sends_watches_listens_or_records(who):
    house = House()
    here = getattr(house.rooms("r"), who)
    if isinstance(here, dict):
        here["x"] = object()
    else:
        here.append(object())
    house.later(10 * IDLE_US)
    assert house.names() == ["r"]
    here.clear()
    house.later(0)
    assert house.names() == []


def test_looking_for_a_room_makes_none_and_keeps_none():
    house = House()
    assert house.rooms.find("r") is None
    house.rooms("r")
    house.later(IDLE_US)
    house.rooms.find("r")
    house.later(1)
    assert house.names() == []
