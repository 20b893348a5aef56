"""Papers about all questions of a conference: who shall answer, and what was answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.routing.domain.house_style import Draft, paper, symbol_of
from shared.documents.blocks import Heading, KeyValue, Quote, Table, paragraph
from shared.documents.model import Document
from shared.profiles import Profile


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line of the proposal: the department, why, and until when."""

    code: str
    text: str
    department: str
    reason: str
    due: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """One question with what became of it."""

    code: str
    text: str
    department: str
    state: str
    outcome: str
    clock: str
    answer: str


def assignment_proposal(profile: Profile, conference: str, rows: Sequence[Proposed], today: date) -> Document:
    """Tờ trình: the host office asks the leader to assign. Rule: R-037, R-106"""
    cells = tuple((str(n), f"{r.code}\n{r.text}", r.department, r.reason, r.due) for n, r in enumerate(rows, start=1))
    draft = Draft(
        kind="TỜ TRÌNH",
        symbol="TTr-VP",
        signing="office_by_order",
        subject=f"Phân công trả lời nội dung đăng ký tại {conference}",
        addressees=(profile.unit.leader_title,),
        blocks=(
            paragraph(
                f"{profile.holder('host_office')} đã tổng hợp, phân loại {len(rows):02d} nội dung đăng ký đối thoại và "
                f"trình {profile.unit.leader_title} xem xét, phân công các đơn vị trả lời như sau:"
            ),
            Table(
                ("TT", "Mã, nội dung", "Đơn vị trả lời", "Lý do đề xuất", "Hạn"), cells, (0.5, 4, 2, 2.4, 1.3), "cllll"
            ),
            paragraph(f"Kính trình {profile.unit.leader_title} xem xét, quyết định."),
        ),
        recipients=("Như trên", "Lưu: VP"),
    )
    return paper(profile, draft, "", None, today.year)


def compiled_answers(profile: Profile, conference: str, rows: Sequence[Compiled], today: date) -> Document:
    """Báo cáo tổng hợp: every question with its answer, figures counted from the same rows. Rule: R-038, R-107"""
    symbol, signing = symbol_of(profile, "report")
    draft = Draft(
        kind="BÁO CÁO",
        symbol=symbol,
        signing=signing,
        subject=f"Tổng hợp nội dung trả lời tại {conference}",
        addressees=(profile.unit.leader_title,),
        blocks=(
            Heading(1, "I. Số liệu"),
            KeyValue(tuple((label, f"{count:02d}") for label, count in figures(rows))),
            Heading(1, "II. Theo đơn vị"),
            _by_department(rows),
            Heading(1, "III. Nội dung trả lời"),
            *(block for number, row in enumerate(rows, start=1) for block in _entry(number, row)),
        ),
        recipients=("Như trên", "Các phòng, ban, đơn vị", "Lưu: VT"),
    )
    return paper(profile, draft, "", None, today.year)


def figures(rows: Sequence[Compiled]) -> list[tuple[str, int]]:
    """Every figure of the report; each state's and outcome's count adds up to the first line."""
    states = Counter(row.state for row in rows)
    outcomes = Counter(row.outcome for row in rows if row.outcome)
    clocks = Counter(row.clock for row in rows if row.clock)
    counted = [*states.most_common(), *outcomes.most_common(), *clocks.most_common()]
    return [("Tổng số câu hỏi", len(rows)), ("Có câu trả lời đã duyệt", sum(bool(r.answer) for r in rows)), *counted]


def _by_department(rows: Sequence[Compiled]) -> Table:
    counts = Counter(row.department or "Chưa phân công" for row in rows)
    answered = Counter(row.department or "Chưa phân công" for row in rows if row.answer)
    cells = tuple((name, str(count), str(answered[name])) for name, count in counts.most_common())
    return Table(("Đơn vị", "Số câu hỏi", "Đã duyệt trả lời"), cells, (4, 1, 1.4), "lcc")


def _entry(number: int, row: Compiled) -> tuple[Heading | Quote | KeyValue, ...]:
    told = (
        ("Đơn vị", row.department or "chưa phân công"),
        ("Tình trạng", row.state),
        ("Trả lời", row.answer or "chưa có"),
    )
    return Heading(2, f"{number}. Câu hỏi {row.code}"), Quote(row.text), KeyValue(told)
