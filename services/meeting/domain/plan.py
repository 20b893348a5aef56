"""A conference plan: every date from rules, day and calendar, and what an officer must know before publishing."""

from dataclasses import dataclass
from datetime import datetime

from services.meeting.domain.plan_dates import Frame, PlanDate, Who, dated, registration_closes, term_of
from services.meeting.domain.plan_check import Chain, Warned, chain_of, warnings_of
from shared.calendar import end_of_day
from shared.profiles.rules import DayRule

_OPENS = "Bắt đầu nhận Phiếu đăng ký"
_BEFORE = (
    ("announcement", "Thông báo công khai Hội nghị", Who.OFFICE, "around"),
    ("invitations", "Gửi giấy mời", Who.OFFICE, "around"),
    ("programme", "Công bố chương trình", Who.OFFICE, "around"),
    ("area_lists", "Trưởng thôn gửi danh sách người dự", Who.AREA, "around"),
    ("cap", "Có đủ câu trả lời", Who.DEPARTMENT, "answer"),
    ("compiled", "Tổng hợp, báo cáo lãnh đạo", Who.OFFICE, "answer"),
)
_AFTER = (
    ("result_published", "Công khai kết quả", Who.OFFICE),
    ("report_to_superior", "Báo cáo cấp trên", Who.OFFICE),
)


@dataclass(frozen=True, slots=True)
class ConferencePlan:
    """All dates in the order of time, the chain of the last form, and the warnings."""

    dates: tuple[PlanDate, ...]
    chain: Chain
    warnings: tuple[Warned, ...]

    def date(self, key: str) -> PlanDate:
        """Raises `KeyError` for an unknown key."""
        return next(date for date in self.dates if date.key == key) if key in self.keys() else _unknown(key)

    def keys(self) -> set[str]:
        return {date.key for date in self.dates}


def plan_conference(frame: Frame, opens_at: datetime, now: datetime, area_label: str = "thôn") -> ConferencePlan:
    """Compute every date. `opens_at` is the publication: when it is still to come, the moment it would be today.

    Rule: R-075, R-093, R-098, R-105, R-216, R-218, R-220, R-221, C-01, C-03, C-04, C-06, C-07, C-23
    """
    closes = registration_closes(frame)
    chain = chain_of(frame, closes.day)
    dates = (_opening(frame, opens_at), closes, *_chain_dates(frame, chain), *_around(frame), _conference(frame))
    ordered = tuple(sorted(_named(dates, area_label), key=lambda date: (date.at, date.key != "conference")))
    return ConferencePlan(ordered, chain, warnings_of(frame, ordered, chain, now))


def _opening(frame: Frame, opens_at: datetime) -> PlanDate:
    rule = frame.rules.registration.opens
    opens = dated("registration_opens", _OPENS, Who.CITIZEN, rule, term_of(frame.calendar, rule, frame.day), opens_at)
    return _plain(opens)


def _conference(frame: Frame) -> PlanDate:
    return PlanDate("conference", "Hội nghị đối thoại", Who.EVERYONE, frame.starts_at, "", is_term=False)


def _around(frame: Frame) -> list[PlanDate]:
    before = [
        (key, label, who, _rule(frame, group, key)) for key, label, who, group in _BEFORE
    ]
    after = [(key, label, who, _rule(frame, "around", key)) for key, label, who in _AFTER]
    return [
        dated("answers_due" if key == "cap" else key, label, who, rule, term_of(frame.calendar, rule, frame.day))
        for key, label, who, rule in before + after
    ]


def _chain_dates(frame: Frame, chain: Chain) -> tuple[PlanDate, PlanDate]:
    answer = frame.rules.answer
    screened = dated("screened", "Sàng lọc xong phiếu cuối cùng", Who.OFFICE, answer.screening, chain.screened)
    assigned = dated("assigned", "Phân công xong phiếu cuối cùng", Who.LEADER, answer.assignment, chain.assigned)
    return screened, assigned


def _rule(frame: Frame, group: str, key: str) -> DayRule:
    rule: DayRule = getattr(getattr(frame.rules, group), key)
    return rule
