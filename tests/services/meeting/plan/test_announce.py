"""Publishing freezes a plan and tells it; only an amendment moves it again."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from services.meeting.domain import plan_refusals as no
from services.meeting.store import plans
from services.meeting.store.conference_tables import Status
from services.meeting.store.conferences import rules_of
from services.meeting.usecases.announce_conference import Amendment, Paper, amend_conference, announce_conference
from services.meeting.usecases.keep_calendar import set_days
from services.meeting.usecases.plan_conference import change_draft
from shared.calendar import CalendarDay, DayType, default_calendar, to_instant
from shared.contracts.meeting import CalendarChanged, ConferenceAnnounced
from shared.profiles import load_profile
from tests.rules import rule
from tests.services.meeting.plan.offices import NOW, T, office, wish

MOVED = Amendment(T + timedelta(days=7), "Nhà văn hóa thôn Nam Quất", "hybrid", "Bão số 12", "Chủ tịch UBND xã")


@rule("R-105", "C-01", "C-06")
async def test_the_announcement_carries_every_instant_and_rule(database):
    ours = await office(database)
    conference_id = await ours.announces()
    fact = (await ours.told(ConferenceAnnounced))[0]
    assert (fact.conference_id, fact.version, fact.cause) == (conference_id, 1, "announced")
    assert fact.slug == "phu-xuyen-2026-11"
    assert fact.title == "Hội nghị đối thoại về thủ tục hành chính 6 tháng cuối năm 2026"
    assert fact.chair == "Trần Minh Đức, Phó Chủ tịch UBND xã"
    assert fact.registration_opens_at == NOW
    assert fact.registration_closes_at == to_instant(date(2026, 11, 17), time(0))
    assert (fact.answer_rule.n, fact.answer_rule.unit, fact.answer_rule.start) == (5, "calendar", "assignment_received")
    assert fact.answer_rule.cap_working_days == 2
    assert fact.late_policy == "written_answer"
    assert (fact.plan_number, fact.plan_date) == ("98a", to_instant(date(2026, 11, 2), time(0)))
    assert {d.key for d in fact.dates} >= {"announcement", "registration_closes", "programme", "result_published"}


@rule("C-04")
async def test_the_calendar_is_told_once_and_before_the_plan(database):
    ours = await office(database)
    await ours.announces()
    await ours.announces(T + timedelta(days=1))
    calendars = await ours.told(CalendarChanged)
    plans_told = await ours.told(ConferenceAnnounced)
    assert [c.version for c in calendars] == [default_calendar().version]
    assert {p.calendar_version for p in plans_told} == {default_calendar().version}
    assert [p.slug for p in plans_told] == ["phu-xuyen-2026-11", "phu-xuyen-2026-11-2"]


async def test_a_later_profile_does_not_change_an_announced_conference(database):
    ours = await office(database)
    conference_id = await ours.announces()
    before = await ours.conference(conference_id)
    profile = load_profile("phu-xuyen")
    closes = profile.rules.registration.closes.model_copy(update={"n": 3})
    registration = profile.rules.registration.model_copy(update={"closes": closes})
    rules = profile.rules.model_copy(update={"registration": registration})
    await ours.has_profile(profile.model_copy(update={"rules": rules, "version": 2}), version=2)
    async with database.transaction() as session:
        await amend_conference(session, conference_id, replace(MOVED, starts_at=T + timedelta(days=7)), ours.by, NOW)
    after = await ours.conference(conference_id)
    assert after.profile["rules"] == before.profile["rules"]
    assert (await ours.told(ConferenceAnnounced))[-1].registration_closes_at == to_instant(date(2026, 11, 24), time(0))
    newer = await ours.announces(T + timedelta(days=60))
    assert (await ours.conference(newer)).profile["rules"]["registration"]["closes"]["n"] == 3


@rule("R-186", "C-14")
async def test_branch_points_join_when_the_mode_changes_and_stay_as_they_were_frozen(database):
    ours = await office(database)
    conference_id = await ours.announces()
    newer = load_profile("phu-xuyen").model_copy(update={"points": (), "version": 2})
    await ours.has_profile(newer, version=2)
    async with database.transaction() as session:
        await amend_conference(session, conference_id, MOVED, ours.by, NOW)
    direct, hybrid = await ours.told(ConferenceAnnounced)
    assert [p.key for p in direct.points] == ["hall"]
    assert [p.key for p in hybrid.points] == ["hall", "service-point", "nam-quat"]
    assert (direct.recorded, hybrid.recorded) == (False, True), "a lone hall has no pictures of its own"
    assert [p.name for p in hybrid.points if p.is_hall] == [MOVED.venue]
    assert [p.key for p in rules_of(await ours.conference(conference_id)).points] == [
        "hall",
        "service-point",
        "nam-quat",
    ]


@rule("C-14")
async def test_an_amendment_bumps_the_version_and_keeps_the_opening(database):
    ours = await office(database)
    conference_id = await ours.announces()
    later = NOW + timedelta(days=2)
    async with database.transaction() as session:
        await amend_conference(session, conference_id, MOVED, ours.by, later)
    fact = (await ours.told(ConferenceAnnounced))[-1]
    assert (fact.version, fact.cause, fact.venue) == (2, "amended", MOVED.venue)
    assert (fact.registration_opens_at, fact.starts_at) == (NOW, MOVED.starts_at)
    assert fact.slug == "phu-xuyen-2026-11"
    async with database.transaction() as session:
        told = await plans.announcements(session, conference_id)
    assert [(a.version, a.reason, a.decided_by) for a in told] == [(2, "Bão số 12", "Chủ tịch UBND xã"), (1, "", "")]


@rule("C-14")
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (replace(MOVED, reason=""), no.NeedsAmendReason),
        (replace(MOVED, decided_by=""), no.NeedsAmendReason),
        (replace(MOVED, starts_at=NOW - timedelta(days=1)), no.PlanInPast),
        (Amendment(T, wish().venue, "direct", "không đổi gì", "Chủ tịch"), no.NothingAmended),
    ],
)
async def test_an_amendment_needs_a_reason_a_decider_and_a_change(database, change, refusal):
    ours = await office(database)
    conference_id = await ours.announces()
    with pytest.raises(refusal):
        async with database.transaction() as session:
            await amend_conference(session, conference_id, change, ours.by, NOW)
    assert len(await ours.told(ConferenceAnnounced)) == 1


async def test_a_frozen_plan_is_neither_published_twice_nor_edited(database):
    ours = await office(database)
    conference_id = await ours.announces()
    with pytest.raises(no.AlreadyAnnounced):
        async with database.transaction() as session:
            await announce_conference(session, conference_id, Paper(), ours.by, NOW)
    with pytest.raises(no.AlreadyAnnounced):
        async with database.transaction() as session:
            await change_draft(session, conference_id, wish(), ours.by)


async def test_a_refused_publication_leaves_the_draft_as_it_was(database):
    ours = await office(database)
    conference_id = await ours.drafts(NOW + timedelta(days=1))
    with pytest.raises(no.PlanInPast):
        async with database.transaction() as session:
            await announce_conference(session, conference_id, Paper(), ours.by, NOW + timedelta(days=2))
    draft = await ours.conference(conference_id)
    assert (draft.status, draft.version, await ours.told(ConferenceAnnounced)) == (Status.DRAFT, 0, [])


@rule("C-14")
async def test_a_session_that_began_is_not_moved(database):
    ours = await office(database)
    conference_id = await ours.announces()
    async with database.transaction() as session:
        conference, _plan = await plans.lock(session, conference_id, ours.unit_id)
        conference.status = Status.LIVE
    with pytest.raises(no.SessionBegun):
        async with database.transaction() as session:
            await amend_conference(session, conference_id, MOVED, ours.by, NOW)


@rule("C-04", "C-14")
async def test_a_changed_calendar_is_told_at_once_and_applied_by_an_amendment(database):
    ours = await office(database)
    conference_id = await ours.announces()
    storm = CalendarDay(date(2026, 11, 16), DayType.OFF, "Nghỉ bão", "Công điện", True)
    async with database.transaction() as session:
        await set_days(session, [storm], "Nghỉ bão", ours.by, NOW + timedelta(hours=1))
        await set_days(session, [storm], "Nghỉ bão", ours.by, NOW + timedelta(hours=2))
    calendars = await ours.told(CalendarChanged)
    assert len(calendars) == 2, "the same day entered again tells nothing"
    same = Amendment(T, wish().venue, "direct", "Lịch nghỉ thay đổi", "Chủ tịch UBND xã")
    async with database.transaction() as session:
        await amend_conference(session, conference_id, same, ours.by, NOW + timedelta(hours=3))
    fact = (await ours.told(ConferenceAnnounced))[-1]
    assert fact.calendar_version == calendars[-1].version
    assert fact.registration_closes_at == to_instant(date(2026, 11, 18), time(0))


@rule("R-085", "R-098")
async def test_agenda_minutes_and_quota_are_frozen_with_the_plan(database):
    ours = await office(database)
    conference_id = await ours.drafts(minutes={"people_speak": 95}, per_area=3)
    async with database.transaction() as session:
        await announce_conference(session, conference_id, Paper(), ours.by, NOW)
    profile = (await ours.conference(conference_id)).profile
    assert {s["key"]: s["minutes"] for s in profile["plan"]["agenda"]}["people_speak"] == 95
    assert [i["per_area"] for i in profile["plan"]["invitees"] if i["per_area"]] == [3]
