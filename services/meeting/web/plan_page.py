"""What the pages of one plan show: a draft computed now, or the announced plan as it was frozen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.plan import ConferencePlan
from services.meeting.domain.plan_check import Concern
from services.meeting.domain.plan_dates import PlanDate
from services.meeting.domain.plan_wish import chosen, session_of
from services.meeting.store import calendars, conferences, invitations, plans
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.store.plan_tables import PlanRow
from services.meeting.usecases.act import By
from services.meeting.usecases.plan_conference import compute_with
from services.meeting.web import plan_words, words
from services.meeting.web.plan_forms import day_value, read_start, time_value
from services.meeting.web.plan_view import picture
from shared.calendar import WorkingCalendar, long_date
from shared.identity import Permission
from shared.profiles import Profile, read_profile
from shared.profiles.part import Rule
from shared.vietnamese import clean
from shared.web.guard import officer_of
from shared.web.room import room_of


def by_of(request: Request) -> By:
    officer = officer_of(request)
    return By(officer.unit_id, officer.id, officer.name)


def query_of(request: Request) -> dict[str, str]:
    """The address's fields, cleaned like a form's."""
    return {name: clean(value) for name, value in request.query_params.items()}


def options_of(profile: Profile) -> dict[str, Any]:
    """The choices of the fields, as (value, label) pairs."""
    return {
        "session_options": [(s.key, f"{s.name}, dự kiến tháng {s.month}/{s.year}") for s in profile.plan.sessions],
        "chair_options": [(title, title) for title in profile.plan.chair_titles],
        "signing_options": [(s.key, s.label) for s in profile.signing if len(s.lines) > 2 or "TM." in s.lines[0]],
        "mode_options": [(key, *texts) for key, texts in plan_words.MODE.items()],
    }


def rules_without_date(profile: Profile) -> list[tuple[str, Rule]]:
    """Rules that count from something still to come, or from nothing: shown in words. Rule: C-05, C-06, C-11, C-14"""
    registration, answer = profile.rules.registration, profile.rules.answer
    return [
        ("Hạn trả lời của đơn vị", answer.deadline),
        ("Ý kiến chưa trả lời được tại Hội nghị", answer.after_session),
        ("Phiếu đến muộn", registration.late_policy),
        ("Phiếu gửi qua mạng", registration.electronic_24x7),
        ("Đăng ký tại chỗ", registration.walk_in),
        ("Không thuộc trách nhiệm", answer.guidance),
        ("Người hỏi vắng mặt", answer.absent),
    ]


async def page_of(request: Request, conference_id: UUID, query: Mapping[str, str]) -> dict[str, Any]:
    """Refuses: `NotFound` for another unit's plan."""
    room, officer = room_of(request), officer_of(request)
    now = room.clock.now()
    async with room.database.transaction() as session:
        conference = await conferences.find(session, conference_id, officer.unit_id)
        plan = await plans.find(session, conference_id, officer.unit_id)
        profile = await profile_for(session, conference, plan)
        calendar = await calendars.calendar_of(session, officer.unit_id)
        told = await plans.announcements(session, conference_id)
        invited = await invitations.of_conference(session, conference_id)
    starts_at = read_start(query, conference.starts_at)
    computed = compute_with(profile, starts_at, calendar, plan.opens_at or now, now)
    is_preview = starts_at != conference.starts_at
    is_draft = conference.status is Status.DRAFT
    dates = computed.dates if is_draft or is_preview else plans.dates_of(conference)
    return {
        "conference": conference,
        "row": plan,
        "badge": words.STATUS[conference.status],
        "profile": profile,
        "wish": plans.wish_of(conference, plan, starts_at),
        **options_of(profile),
        "rules": rules_without_date(profile),
        "session_name": _session_name(profile, plan),
        "mode": plan_words.MODE[plan.mode],
        "cause": plan_words.CAUSE,
        "told": told,
        "invited": invited,
        "day": day_value(starts_at),
        "time": time_value(starts_at),
        "plan": computed,
        "concerns": (*computed.concerns, *_moved(conference, plan, computed, calendar)),
        "picture": picture(dates, calendar, now),
        "is_preview": is_preview,
        "is_draft": is_draft,
        "can_plan": officer.may(Permission.PLAN_CONFERENCE),
        "may_amend": conference.status is Status.ANNOUNCED and officer.may(Permission.PLAN_CONFERENCE),
    }


async def profile_for(session: AsyncSession, conference: Conference, plan: PlanRow) -> Profile:
    """A draft follows the unit's profile of today; an announced plan keeps its own."""
    if conference.status is Status.DRAFT:
        return chosen(await plans.unit_profile(session, conference.unit_id), plans.wish_of(conference, plan))
    return read_profile(conference.profile)


def _session_name(profile: Profile, plan: PlanRow) -> str:
    session = session_of(profile, plan.session_key)
    return f"{session.name}, dự kiến tháng {session.month}/{session.year}" if session else ""


def _moved(
    conference: Conference, plan: PlanRow, computed: ConferencePlan, calendar: WorkingCalendar
) -> tuple[Concern, ...]:
    """An announced plan whose calendar changed since: which dates would differ. Rule: C-04, C-14"""
    if conference.status is not Status.ANNOUNCED or plan.calendar_version == calendar.version:
        return ()
    frozen = {date.key: date for date in plans.dates_of(conference)}
    changed = [date for date in computed.dates if date.key in frozen and date.at != frozen[date.key].at]
    told = "; ".join(_change(frozen[date.key], date) for date in changed) or "Không mốc nào thay đổi"
    text = f"{told}. Muốn áp dụng, xin bấm “Thay đổi, thông báo lại”."
    return (Concern("warn", "Lịch làm việc đã thay đổi sau khi công bố", text),)


def _change(before: PlanDate, after: PlanDate) -> str:
    return f"{before.label}: {long_date(before.day)} → {long_date(after.day)}"
