"""Giấy mời: to whom, when, where, who chairs, what comes with it."""

from collections.abc import Sequence
from dataclasses import replace

from services.meeting.domain.agenda import hall_rules
from services.meeting.domain.house_style import Issue, paper
from services.meeting.domain.plan_document import when_words
from services.meeting.domain.plan_wish import Wish, chosen
from shared.calendar import local_day
from shared.documents.blocks import KeyValue, paragraph
from shared.documents.model import Addressee, Document
from shared.profiles import Profile


def invitation_document(profile: Profile, wish: Wish, names: Sequence[str]) -> Document:
    """One letter to a group, drafted; number and date are blank. Rule: R-001, R-018, R-077, R-085, R-218"""
    unit = profile.unit
    blocks = (
        paragraph(f"{unit.body} trân trọng kính mời ông/bà tới dự {wish.title}:"),
        KeyValue(
            (
                ("Thời gian", when_words(wish.starts_at)),
                ("Địa điểm", wish.venue),
                ("Chủ trì", wish.chair),
                *_recording(chosen(profile, wish)),
                ("Tài liệu kèm theo", "Kế hoạch và mẫu Phiếu đăng ký tham gia đối thoại"),
                ("Liên hệ", ", ".join((profile.holder("host_office"), *unit.contact_ways))),
            )
        ),
        paragraph("Rất mong ông/bà bố trí thời gian tham dự. Trường hợp không dự được, xin báo lại Ban Tổ chức."),
    )
    issue = Issue(year=local_day(wish.starts_at).year)
    document = paper(profile, "invitation", f"Dự {wish.title}", blocks, issue, recipients=("Như trên", "Lưu: VT"))
    return replace(document, addressees=tuple(Addressee(name) for name in names))


def _recording(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Who is recorded knows it beforehand. Rule: R-209"""
    return (("Ghi âm, ghi hình", profile.form.privacy.recording),) if hall_rules(profile).is_recorded else ()
