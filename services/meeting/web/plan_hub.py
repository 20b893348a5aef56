"""The hub of one conference: how far it is, what is next and by when, and the ways to every page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.plan_duties import DutyState, Known, duties, next_duty
from services.meeting.store import conferences, films, invitations, plans, recordings, results
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.store.minutes_tables import MinutesRow, ResultRow
from services.meeting.store.plan_tables import PlanRow
from services.meeting.store.scene import Scene
from services.meeting.web import plan_words
from shared.calendar import local_day, short_date
from shared.identity import Officer, Permission

STAGES = (
    (Status.DRAFT, "Lập kế hoạch"),
    (Status.ANNOUNCED, "Nhận phiếu, chuẩn bị"),
    (Status.LIVE, "Họp"),
    (Status.CONCLUDED, "Biên bản, trả lời"),
    (Status.PUBLISHED, "Công khai kết quả"),
)
HELD = (Status.CONCLUDED, Status.PUBLISHED)
STATE = {
    DutyState.DONE: ("good", "xong"),
    DutyState.COMING: ("neutral", ""),
    DutyState.SOON: ("warn", "sắp đến"),
    DutyState.LATE: ("bad", "quá hạn"),
    DutyState.PAST: ("neutral", "đã qua"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One station on the way: done, now or to come."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the hub."""

    text: str
    href: str
    icon: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands behind the ways. `films` is none where nothing was recorded."""

    invited: int
    ready: int
    films: int | None


async def hub_of(session: AsyncSession, scene: Scene, officer: Officer, now: datetime) -> dict[str, Any]:
    """What the page of a conference shows besides its session."""
    conference = scene.conference
    plan = await session.get(PlanRow, conference.conference_id)
    minutes = await session.get(MinutesRow, conference.conference_id)
    result = await session.get(ResultRow, conference.conference_id)
    invited = await invitations.of_conference(session, conference.conference_id)
    reviews = await results.reviews(session, scene)
    counts = Counts(len(invited), sum(r.goes_out for r in reviews), await _films(session, conference))
    found = duties(
        plans.dates_of(conference), _known(scene, conference, result), now, is_held=conference.status in HELD
    )
    return {
        "stages": stages(conference),
        "duties": found,
        "duty_state": STATE,
        "next_duty": next_duty(found),
        "who_words": plan_words.WHO,
        "ways": _ways(conference, plan, minutes, officer, counts),
    }


def stages(conference: Conference) -> list[Stage]:
    order = [status for status, _label in STAGES]
    at = order.index(conference.status)
    last_is_done = conference.status is Status.PUBLISHED
    states = [
        "done" if i < at or (i == at and last_is_done) else "now" if i == at else "next" for i in range(len(order))
    ]
    return [Stage(label, state) for (_status, label), state in zip(STAGES, states, strict=True)]


def _known(scene: Scene, conference: Conference, result: ResultRow | None) -> dict[str, Known]:
    asked = scene.asked()
    waiting = [q for q in asked if not q.answer_version]
    published = result.published_at if result else None
    reported = result.reported_on if result else None
    return {
        "announcement": Known(met="đã công bố") if conference.version else Known(),
        "answers_due": _answers(len(asked), len(waiting)),
        "result_published": Known(met=f"công khai {short_date(local_day(published))}" if published else ""),
        "report_to_superior": Known(met=f"đã gửi {short_date(reported)}" if reported else ""),
    }


def _answers(asked: int, waiting: int) -> Known:
    """Without a question there is nothing to be complete."""
    if not asked:
        return Known(nothing="chưa nhận câu hỏi nào")
    if waiting:
        return Known(owed=f"còn {waiting} trên {asked} câu chưa có trả lời duyệt")
    return Known(met=f"{asked} câu đều có trả lời duyệt")


async def _films(session: AsyncSession, conference: Conference) -> int | None:
    """How many; none where nothing ever was recorded. What was done to a deleted recording can still be read."""
    id_ = conference.conference_id
    if not (await recordings.find(session, id_) or await films.history_of(session, id_)):
        return None
    return len(await films.clips_of(session, id_))


def _ways(
    conference: Conference, plan: PlanRow | None, minutes: MinutesRow | None, officer: Officer, counts: Counts
) -> list[Way]:
    here, plans_at = (f"/meeting/{part}/{conference.conference_id}" for part in ("c", "plan"))
    is_public, is_over = conference.version > 0, conference.status in HELD
    final = "đã chốt" if minutes and minutes.frozen else "dự thảo"
    ways = [
        (plan is not None, None, Way("Kế hoạch", plans_at, "calendar-event", "các mốc thời gian")),
        (
            plan is not None,
            Permission.PLAN_CONFERENCE,
            Way("Khách mời", f"{plans_at}/invitations", "users", f"{counts.invited} người"),
        ),
        (is_public, None, Way("Cổng thông tin", f"/hoi-nghi/{conference.slug}", "world", "trang người dân xem")),
        (
            is_public and conferences.rules_of(conference).has_branches,
            Permission.RUN_SESSION,
            Way("Xem từ nhà", f"{here}/watching", "device-tv", "và phòng theo dõi"),
        ),
        (conference.seq > 0, Permission.WRITE_MINUTES, Way("Biên bản", f"{here}/minutes", "file-text", final)),
        (
            counts.films is not None,
            Permission.WATCH_RECORDING,
            Way("Đoạn ghi hình", f"{here}/clips", "video", f"{counts.films} câu hỏi"),
        ),
        (
            is_over,
            Permission.PUBLISH_RESULT,
            Way("Kết quả", f"{here}/results", "list-check", f"{counts.ready} câu đã duyệt"),
        ),
        (is_over, Permission.ISSUE_LETTER, Way("Thư trả lời", "/notify/", "mail", "cấp số, ký, gửi")),
    ]
    return [way for is_there, permission, way in ways if is_there and (permission is None or officer.may(permission))]
