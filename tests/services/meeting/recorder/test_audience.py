"""Many viewers at once: the log is asked once, and nobody is given an answer that is too old."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.meeting.domain.watch_links import Audience, shared_expiry, watch_token
from services.meeting.domain.watching import View
from services.meeting.recorder import audience
from services.meeting.recorder.audience import ASK_AGAIN_S, STILL_GOOD_S, Admission, NotPublic
from services.meeting.recorder.routes_live import LONGEST_LINK_S
from services.meeting.store import recordings
from shared.clock import real_now
from shared.database.engine import Database
from shared.refusals import Unavailable
from tests.services.meeting.recorder.running import UNIT
from tests.services.meeting.recorder.test_deletion import database, dooms

__all__ = ["database"]

SECRET = "s" * 32
MANY = 200
NOWHERE: Any = None


class Counted(Admission):
    """Stands before a log that answers when `gate` is open; `at_s` is its clock."""

    def __init__(self, view: View) -> None:
        super().__init__(NOWHERE, SECRET, lambda: self.at_s)
        self.at_s, self.asked, self.view, self.gate = 1000.0, 0, view, asyncio.Event()
        self.is_away = False

    async def _view(self, conference: UUID) -> View:
        self.asked += 1
        await self.gate.wait()
        if self.is_away:
            raise Unavailable("database")
        return self.view


def crowd(admission: Admission, conference: UUID) -> "asyncio.Future[list[Any]]":
    token = watch_token(conference, SECRET, real_now() + timedelta(hours=1), Audience.PUBLIC)
    return asyncio.gather(*(admission.conference_of(token) for _ in range(MANY)), return_exceptions=True)


async def test_however_many_come_first_the_log_is_asked_once_and_all_have_its_answer():
    admission, conference = Counted(View.LIVE), uuid4()
    coming = crowd(admission, conference)
    await asyncio.sleep(0)
    admission.gate.set()
    assert await coming == [conference] * MANY
    assert admission.asked == 1


async def test_when_the_second_is_over_one_asks_and_the_others_have_the_answer_before():
    admission, conference = Counted(View.LIVE), uuid4()
    admission.gate.set()
    await crowd(admission, conference)
    admission.gate.clear()
    admission.at_s += ASK_AGAIN_S
    coming = crowd(admission, conference)
    async with asyncio.timeout(20):
        others = await crowd(admission, conference)  # while the first of them all still asks
    assert others == [conference] * MANY
    admission.gate.set()
    await coming
    assert admission.asked == 2


async def test_nobody_is_given_an_old_answer_however_long_the_new_one_takes():
    admission, conference = Counted(View.LIVE), uuid4()
    admission.gate.set()
    await crowd(admission, conference)
    admission.view, admission.at_s = View.CLOSED, admission.at_s + STILL_GOOD_S
    admission.gate.clear()
    coming = crowd(admission, conference)
    await asyncio.sleep(0)
    admission.gate.set()
    assert {type(one) for one in await coming} == {NotPublic}
    assert admission.asked == 2


@pytest.mark.parametrize("view", [View.LIVE, View.CLOSED], ids=["open", "closed"])
async def test_while_the_log_is_away_the_last_answer_holds(view):
    admission, conference = Counted(view), uuid4()
    admission.gate.set()
    first = await crowd(admission, conference)
    admission.is_away = True
    for _ in range(3):
        admission.at_s += STILL_GOOD_S
        again = await crowd(admission, conference)
        assert [type(one) for one in again] == [type(one) for one in first]


async def test_a_recording_that_is_to_be_deleted_is_shown_to_nobody(database: Database, conference, monkeypatch):
    clock = [1000.0]
    admission = Admission(database, SECRET, lambda: clock[0])
    monkeypatch.setattr(audience, "public_view", lambda _session: View.ARCHIVE)
    async with database.transaction() as session:
        await recordings.switch_on(session, conference, UNIT, real_now())
    assert await crowd(admission, conference) == [conference] * MANY
    await dooms(database, conference)
    clock[0] += STILL_GOOD_S
    assert {type(one) for one in await crowd(admission, conference)} == {NotPublic}


def test_a_proxy_keeps_media_no_longer_than_the_longest_link_lasts():
    midnight = datetime(2026, 3, 7, tzinfo=UTC)
    assert timedelta(seconds=LONGEST_LINK_S) == shared_expiry(midnight) - midnight
