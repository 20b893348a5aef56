"""A conference plan: every date from rules, day and calendar, and what an officer must know before publishing."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.meeting.domain.plan_check import Chain, Concern, chain_of, concerns_of
from services.meeting.domain.plan_dates import Frame, PlanDate, Who, dated, registration_closes, term_of
from shared.profiles.rules import DayRule

# Dates counted from the day of the conference: key, rule, label, whose.
_COUNTED = (
    ("announcement", "around.announcement", "Thông báo công khai Hội nghị", Who.OFFICE),
    ("invitations", "around.invitations", "Gửi giấy mời", Who.OFFICE),
    ("programme", "around.programme", "Công bố chương trình", Who.OFFICE),
    ("area_lists", "around.area_lists", "Nhận danh sách người dự từ thôn, tổ dân phố", Who.AREA),
    ("answers_due", "answer.cap", "Có đủ câu trả lời của các đơn vị", Who.DEPARTMENT),
    ("compiled", "answer.compiled", "Tổng hợp, báo cáo lãnh đạo", Who.OFFICE),
    ("result_published", "around.result_published", "Công khai kết quả", Who.OFFICE),
    ("report_to_superior", "around.report_to_superior", "Báo cáo cấp trên", Who.OFFICE),
)


@dataclass(frozen=True, slots=True)
class ConferencePlan:
    """All dates in the order of time, how the last form fares, and what to think of before publishing."""

    dates: tuple[PlanDate, ...]
    chain: Chain
    concerns: tuple[Concern, ...]

    def date(self, key: str) -> PlanDate:
        """Raises `KeyError` for an unknown key."""
        return {date.key: date for date in self.dates}[key]


def plan_conference(frame: Frame, opens_at: datetime, now: datetime) -> ConferencePlan:
    """Compute every date. `opens_at` is the publication; before it, the moment it would be if done now.

    Rule: R-035, R-075, R-085, R-093, R-105, R-216, R-218, R-220, R-221, C-01, C-03, C-04, C-06, C-07, C-23
    """
    closes = registration_closes(frame)
    chain = chain_of(frame, closes.day)
    dates = (_opening(frame, opens_at), closes, *_of_chain(frame, chain), *_counted(frame), _conference(frame))
    ordered = tuple(sorted(dates, key=lambda date: date.at))
    return ConferencePlan(ordered, chain, concerns_of(frame, ordered, chain, now))


def _opening(frame: Frame, opens_at: datetime) -> PlanDate:
    rule = frame.rules.registration.opens
    opens = dated("registration_opens", "Bắt đầu nhận Phiếu đăng ký", Who.CITIZEN, rule, None, opens_at)
    return replace(opens, is_term=False)


def _conference(frame: Frame) -> PlanDate:
    return PlanDate("conference", "Hội nghị đối thoại", Who.EVERYONE, frame.starts_at, "", is_term=False)


def _counted(frame: Frame) -> list[PlanDate]:
    rules = frame.rules.all()
    found = [(key, label, who, rules[name]) for key, name, label, who in _COUNTED]
    return [
        dated(key, label, who, rule, term_of(frame.calendar, rule, frame.day))
        for key, label, who, rule in found
        if isinstance(rule, DayRule)
    ]


def _of_chain(frame: Frame, chain: Chain) -> tuple[PlanDate, PlanDate]:
    answer = frame.rules.answer
    return (
        dated("screened", "Phân loại xong phiếu cuối cùng", Who.OFFICE, answer.screening, chain.screened),
        dated("assigned", "Phân công xong phiếu cuối cùng", Who.LEADER, answer.assignment, chain.assigned),
    )
