"""A recording has its term; a person keeps it longer with a reason, or deletes it at once; the history says who."""

from datetime import date, timedelta

import pytest

from services.meeting.domain import clip_refusals as no
from services.meeting.domain.retention import delete_at, kept_through
from services.meeting.store.clip_tables import Done
from services.meeting.store.recordings import find
from services.meeting.usecases.keep_recordings import delete_now, hold, next_due, release, tend
from shared.calendar import local_day
from shared.contracts.meeting import ClipChanged, ClipShown
from shared.refusals import NotFound
from tests.rules import rule
from tests.services.meeting.films.filmed import SPOKEN, decides, filmed, history, recording, shown, told
from tests.services.meeting.plan.evenings import Played
from tests.services.meeting.plan.offices import NOW, office

YEAR = timedelta(days=366)


async def tends(played: Played, now=NOW) -> None:
    async with played.database.transaction() as session:
        while await tend(session, now):
            pass


@rule("R-209")
@pytest.mark.parametrize(
    ("recorded", "months", "last"),
    [
        pytest.param(date(2026, 11, 26), 12, date(2027, 11, 26), id="a year"),
        pytest.param(date(2026, 8, 31), 6, date(2027, 2, 28), id="no such day"),
        pytest.param(date(2027, 12, 5), 1, date(2028, 1, 5), id="over the new year"),
    ],
)
def test_a_recording_is_kept_through_the_same_day_months_later(recorded, months, last):
    moment = delete_at(NOW + (recorded - local_day(NOW)), months)
    assert kept_through(moment) == last
    assert local_day(moment) == last + timedelta(days=1)


@rule("R-209")
async def test_the_timer_gives_the_term_of_the_profile_and_dooms_what_is_past_it(database):
    played = await filmed(database)
    await decides(played, SPOKEN[0], ClipShown.INITIAL)
    await tends(played)
    row = await recording(database, played.id)
    assert row and row.delete_at
    assert row.doomed_at is None
    async with database.reading() as session:
        due = await next_due(session)
    assert due and due <= row.delete_at
    await tends(played, row.delete_at)
    row = await recording(database, played.id)
    assert row and row.doomed_at
    assert await shown(played, SPOKEN[0]) is None
    assert (await told(played, SPOKEN[0])).seconds == 0
    last = (await history(played))[-1]
    assert (last.what, last.who) == (Done.EXPIRED, "")


@rule("R-209")
async def test_a_held_recording_outlives_its_term_until_it_is_released(database):
    played = await filmed(database)
    await tends(played)
    async with database.transaction() as session:
        await hold(session, played.id, "Đã nộp lưu trữ", played.office.by, NOW)
    await tends(played, NOW + 2 * YEAR)
    row = await recording(database, played.id)
    assert row and (row.doomed_at, row.held_because) == (None, "Đã nộp lưu trữ")
    async with database.transaction() as session:
        await release(session, played.id, played.office.by, NOW)
    await tends(played, NOW + 2 * YEAR)
    row = await recording(database, played.id)
    assert row and row.doomed_at
    told_of = [(line.what, line.words, line.who) for line in await history(played)]
    who = "Lê Thị Hạnh"
    assert told_of == [(Done.HELD, "Đã nộp lưu trữ", who), (Done.RELEASED, "", who), (Done.EXPIRED, "", "")]


async def test_holding_needs_a_reason_and_deleting_the_typed_word(database):
    played = await filmed(database)
    by = played.office.by
    with pytest.raises(no.NeedsHoldReason):
        async with database.transaction() as session:
            await hold(session, played.id, "", by, NOW)
    with pytest.raises(no.NotConfirmed):
        async with database.transaction() as session:
            await delete_now(session, played.id, "giữ", by, NOW)
    async with database.transaction() as session:
        await delete_now(session, played.id, "xoá", by, NOW)
    row = await recording(database, played.id)
    assert row and row.doomed_at == NOW
    assert [(line.what, line.who) for line in await history(played)] == [(Done.DELETED, "Lê Thị Hạnh")]
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await hold(session, played.id, "muộn rồi", by, NOW)


async def test_what_is_being_recorded_is_not_deleted_and_another_units_recording_is_not_found(database):
    played = await filmed(database)
    async with database.transaction() as session:
        row = await find(session, played.id)
        assert row
        row.is_on = True
    with pytest.raises(no.StillRecording):
        async with database.transaction() as session:
            await delete_now(session, played.id, "XÓA", played.office.by, NOW)
    stranger = (await office(database)).by
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await hold(session, played.id, "của tôi", stranger, NOW)


async def test_a_new_film_is_told_once_by_the_timer(database):
    played = await filmed(database)
    await tends(played)
    await tends(played)
    facts = await played.office.told(ClipChanged)
    assert sorted(f.question_id for f in facts) == sorted(played.evening.id_of(name) for name in SPOKEN)
    assert {(f.seconds, f.shown) for f in facts} == {(180, ClipShown.WITHHELD)}
