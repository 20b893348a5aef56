"""A register as a workbook."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.intake.domain.names import display_name
from services.intake.domain.question import STATE_WORDS
from services.intake.store.reads_register import Row
from services.intake.store.tables import Progress, Question
from services.intake.web.words import CHANNEL_WORDS, PATH_WORDS, SECTION_WORDS
from shared.calendar import to_local
from shared.profiles import Profile
from shared.vietnamese import mask_ids
from shared.web.excel import excel

COLUMNS: tuple[tuple[str, int], ...] = (
    ("Mã", 14), ("Thời điểm nhận", 17), ("Cách gửi", 14), ("Người gửi", 28), ("Điện thoại", 14), ("Địa chỉ", 34),
    ("Khu vực", 18), ("Dự họp", 8), ("Mục", 22), ("Nội dung", 70), ("Nhóm", 7), ("Tình trạng", 20),
    ("Trả lời", 14), ("Muộn", 7), ("Đơn vị", 24),
)  # fmt: skip


def register_xlsx(profile: Profile, rows: Sequence[Row], progress: Mapping[UUID, Progress]) -> bytes:
    """One line a question."""
    lines = (_line(profile, row, question, progress.get(question.id)) for row in rows for question in row.questions)
    return excel("Sổ đăng ký", COLUMNS, lines)


def _line(profile: Profile, row: Row, question: Question, progress: Progress | None) -> tuple[str, ...]:
    form, person = row.form, row.person
    area = profile.unit.area(person.area)
    return (
        question.code,
        f"{to_local(form.received_at):%d/%m/%Y %H:%M}",
        CHANNEL_WORDS[form.channel],
        display_name(person.full_name, person.org_name),
        person.phone,
        person.address,
        area.name if area else "",
        "có" if form.attends else "không",
        SECTION_WORDS[question.section],
        mask_ids(question.text),
        question.content_group,
        STATE_WORDS[question.state],
        PATH_WORDS[question.path] if question.path else "",
        "muộn" if question.is_late else "",
        (progress.department if progress else "") or "",
    )
