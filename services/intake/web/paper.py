"""Intake's papers: the form to fill in by hand, and the receipt that a form was taken in."""

from datetime import datetime

from services.intake.store.tables import Conference, Registration
from services.intake.web.words import CHANNEL_WORDS
from shared.calendar import instant_words, local_day, to_local
from shared.documents.blocks import KeyValue, paragraph
from shared.documents.form import registration_form
from shared.documents.model import Document, Letterhead, Qr, Signature
from shared.profiles import Profile


def paper_form(profile: Profile, conference: Conference, public_url: str) -> Document:
    """The form annexed to the plan, with a code that leads to the same form on the web. Rule: R-126"""
    unit = profile.unit
    return registration_form(
        unit=unit.body,
        return_address=unit.address,
        return_email=unit.email,
        leader=unit.leader_title,
        place=unit.place,
        year=to_local(conference.starts_at).year,
        online=Qr(f"{public_url}/hoi-nghi/{conference.slug}/dang-ky", "Đăng ký trên mạng"),
    )


def receipt(
    profile: Profile, conference: Conference, form: Registration, late: bool, public_url: str, printed_at: datetime
) -> Document:
    """Giấy tiếp nhận phiếu: not a type of NĐ 30, our own receipt, without the sender's personal data. Rule: R-011"""
    promised = profile.late_notice.text if late else profile.rules.registration.closes.words
    address = f"{public_url}/tra-cuu/{form.code}"
    return Document(
        kind="GIẤY TIẾP NHẬN PHIẾU",
        subject="Đăng ký tham gia đối thoại",
        letterhead=Letterhead(None, profile.unit.letterhead, profile.unit.place),
        date=local_day(printed_at),
        blocks=(
            KeyValue(
                (
                    ("Mã phiếu", form.code),
                    ("Hội nghị", conference.title),
                    ("Thời gian họp", instant_words(conference.starts_at)),
                    ("Địa điểm", conference.venue),
                    ("Thời điểm tiếp nhận", instant_words(form.received_at)),
                    ("Cách gửi", CHANNEL_WORDS[form.channel]),
                    ("Người tiếp nhận", form.entered_name),
                    ("Tình trạng", "Đến sau thời hạn đăng ký" if late else "Đúng thời hạn đăng ký"),
                    ("Hạn xem xét", profile.rules.answer.screening.words),
                    ("Tra cứu", _follow_words(address, profile.unit.hotline)),
                )
            ),
            *((paragraph(promised),) if late else ()),
        ),
        signatures=(Signature(("NGƯỜI TIẾP NHẬN",), form.entered_name, note="(Ký, ghi rõ họ tên)"),)
        if form.channel != "web"
        else (),
        closing=False,
        qr=Qr(address, "Quét để tra cứu"),
    )


def _follow_words(address: str, hotline: str) -> str:
    return f"{address} hoặc gọi {hotline}, đọc mã phiếu" if hotline else address
