"""Does the plan work out? The way of the last form, and what else an officer must think of before publishing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from services.meeting.domain.plan_dates import Frame, PlanDate, registration_closes, term_of
from shared.calendar import Computed, day_month, long_date, to_instant, to_local

LOOKED_AHEAD_DAYS = 21
Kind = Literal["bad", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Chain:
    """A form of the last day that takes all the time the rules give: screening, assignment, answer.

    `needed_on` is the day by which its answer must lie there; `missing_days` is how far the answer's own term runs
    past it. Rule: C-06, C-07
    """

    received_on: date
    screened: Computed
    assigned: Computed
    answered: Computed
    needed_on: date

    @property
    def missing_days(self) -> int:
        return max(0, (self.answered.day - self.needed_on).days)

    @property
    def fits(self) -> bool:
        return self.missing_days == 0


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to think of, in plain words. `bad` ones forbid publishing."""

    kind: Kind
    title: str
    text: str = ""


def chain_of(frame: Frame, closes_on: date) -> Chain:
    """The way of the last form. Rule: C-06, C-07"""
    answer, cal = frame.rules.answer, frame.calendar
    screened = term_of(cal, answer.screening, closes_on)
    assigned = term_of(cal, answer.assignment, screened.day)
    answered = term_of(cal, answer.deadline, assigned.day)
    limits = (answer.cap, answer.compiled)
    return Chain(closes_on, screened, assigned, answered, min(term_of(cal, rule, frame.day).day for rule in limits))


def nearest_fit(frame: Frame) -> date | None:
    """The first later working day on which the last form has all its time; none within three weeks."""
    for ahead in range(1, LOOKED_AHEAD_DAYS + 1):
        day = frame.day + timedelta(days=ahead)
        moved = replace(frame, starts_at=to_instant(day, to_local(frame.starts_at).time()))
        if frame.calendar.is_working_day(day) and chain_of(moved, registration_closes(moved).day).fits:
            return day
    return None


def concerns_of(frame: Frame, dates: Sequence[PlanDate], chain: Chain, now: datetime) -> tuple[Concern, ...]:
    """The worst first."""
    past = [Concern("bad", "Thời gian họp đã qua", "Xin chọn một ngày sau hôm nay.")] if frame.starts_at <= now else []
    return (*past, *_late(dates, now), *_short(frame, chain), *_odd_days(frame, dates))


def _late(dates: Sequence[PlanDate], now: datetime) -> list[Concern]:
    gone = [date for date in dates if date.at <= now and date.key not in ("registration_opens", "conference")]
    return [
        Concern("warn", f"Đã qua hạn: {date.label}", f"Hạn là {long_date(date.day)}. {date.words}") for date in gone
    ]


def _short(frame: Frame, chain: Chain) -> list[Concern]:
    if chain.fits:
        return []
    other = nearest_fit(frame)
    advice = f" Nếu họp {long_date(other)} thì đủ thời gian." if other else ""
    text = (
        f"Phiếu gửi {day_month(chain.received_on)} được phân loại chậm nhất {day_month(chain.screened.day)}, phân công "
        f"chậm nhất {day_month(chain.assigned.day)}; đủ hạn trả lời thì đến {day_month(chain.answered.day)}, trong khi "
        f"câu trả lời phải có vào {day_month(chain.needed_on)}. Thiếu {chain.missing_days} ngày: phiếu cuối phải được "
        f"phân loại, phân công, trả lời sớm hơn hạn.{advice}"
    )
    return [Concern("warn", f"Phiếu gửi ngày cuối không đủ thời gian trả lời (thiếu {chain.missing_days} ngày)", text)]


def _odd_days(frame: Frame, dates: Sequence[PlanDate]) -> list[Concern]:
    """Rule: C-19: a fixed day may be a day off; the screen says so."""
    found = []
    if not frame.calendar.is_working_day(frame.day):
        name = frame.calendar.day_name(frame.day)
        found.append(Concern("warn", f"Ngày họp {long_date(frame.day)} là ngày nghỉ", f"Lịch ghi: {name}."))
    touched = {year for date in dates if not date.confirmed for year in (date.day.year, frame.day.year)}
    years = sorted(year for year in touched if not frame.calendar.is_confirmed(year))
    if years:
        told = ", ".join(str(year) for year in years)
        text = "Có ngày được tính theo ước tính. Xin đối chiếu thông báo chính thức ở trang Lịch làm việc."
        found.append(Concern("warn", f"Lịch nghỉ năm {told} chưa được xác nhận", text))
    return found
