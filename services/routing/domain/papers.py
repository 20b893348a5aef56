"""Papers about one question: the report to the superior and the transfer slip to the competent body."""

from dataclasses import dataclass
from datetime import date

from services.routing.domain.house_style import Draft, paper, symbol_of
from shared.calendar import letter_date
from shared.documents.blocks import Heading, KeyValue, Quote, paragraph
from shared.documents.model import Document
from shared.profiles import Profile


@dataclass(frozen=True, slots=True)
class About:
    """The question as a paper names it: without its sender."""

    code: str
    text: str
    area: str
    received_on: date
    conference: str
    conference_on: date
    department: str


def report_to_superior(
    profile: Profile, about: About, reason: str, number: str, on: date | None, today: date
) -> Document:
    """Báo cáo: what was asked, why it is over our authority, what we recommend. Rule: R-009, R-034, R-114, C-24"""
    unit, superior = profile.unit, profile.unit.superior
    symbol, signing = symbol_of(profile, "report")
    draft = Draft(
        kind="BÁO CÁO",
        symbol=symbol,
        signing=signing,
        subject=f"Kiến nghị vượt thẩm quyền của {unit.body} tại {_conference(about)}",
        addressees=(superior.name,),
        blocks=(
            paragraph(
                f"Thực hiện Kế hoạch tổ chức {about.conference}, {unit.body} tiếp nhận kiến nghị về thủ tục hành "
                "chính có nội dung vượt thẩm quyền giải quyết. "
                f"{unit.body} báo cáo và kiến nghị {superior.name} như sau:"
            ),
            Heading(1, "I. Nội dung kiến nghị"),
            _facts(about),
            Quote(about.text),
            Heading(1, "II. Lý do vượt thẩm quyền"),
            paragraph(_sentence(reason)),
            Heading(1, "III. Kiến nghị"),
            paragraph(
                f"Đề nghị {superior.name} xem xét, cho ý kiến hoặc chỉ đạo cơ quan có thẩm quyền trả lời. "
                f"{unit.body} tiếp tục là đầu mối và sẽ thông báo kết quả cho người kiến nghị khi có ý kiến của "
                f"{superior.name}."
            ),
            paragraph(f"{unit.body} trân trọng báo cáo."),
        ),
        recipients=("Như trên", f"{superior.contact_office} (để p/h)", about.department, "Lưu: VT"),
    )
    return paper(profile, draft, number, on, today.year)


def transfer_slip(profile: Profile, about: About, body: str, reason: str, reply_by: date, today: date) -> Document:
    """Phiếu chuyển: to the body that is competent, with whom to answer and by when. Rule: R-044, R-113"""
    unit = profile.unit
    symbol, signing = symbol_of(profile, "transfer")
    draft = Draft(
        kind="PHIẾU CHUYỂN",
        symbol=symbol,
        signing=signing,
        subject=f"Kiến nghị của công dân tại {_conference(about)}",
        addressees=(body,),
        blocks=(
            paragraph(f"{unit.body} nhận được kiến nghị với thông tin như sau:"),
            _facts(about),
            Quote(about.text),
            paragraph(f"Lý do chuyển: {_sentence(reason)}"),
            paragraph(
                f"{unit.body} chuyển kiến nghị đến {body} để xem xét, giải quyết theo thẩm quyền. Đề nghị {body} trả "
                f"lời người kiến nghị, đồng thời gửi kết quả về {unit.body} trước {letter_date(reply_by)} để theo dõi."
            ),
        ),
        recipients=("Như trên", "Người kiến nghị (để biết)", "Lưu: VT"),
    )
    return paper(profile, draft, "", None, today.year)


def _conference(about: About) -> str:
    return f"{about.conference} ({letter_date(about.conference_on)})"


def _facts(about: About) -> KeyValue:
    rows = [
        ("Mã câu hỏi", about.code),
        ("Ngày tiếp nhận", letter_date(about.received_on)),
        ("Địa bàn", about.area),
        ("Đơn vị theo dõi", about.department),
    ]
    return KeyValue(tuple((label, value) for label, value in rows if value))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
