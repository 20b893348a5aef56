"""Who takes part in the newcomer's conference, and when it is."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from deploy.demo.story import working_day
from shared.calendar import local_day, to_instant
from shared.clock import real_now
from shared.profiles.demo_accounts import DEMO_ACCOUNTS, DemoAccount
from tests.e2e.acts.portal import Asker

ACCOUNTS = {account.username: account for account in DEMO_ACCOUNTS["phu-xuyen"]}
OFFICE, ECONOMY, CULTURE = "Văn phòng HĐND và UBND xã", "Phòng Kinh tế", "Phòng Văn hóa – Xã hội"
STAFF: tuple[tuple[str, list[str], str], ...] = (
    ("vanphong", ["Văn phòng", "Thư ký hội nghị"], OFFICE),
    ("lanhdao", ["Lãnh đạo"], ""),
    ("kinhte", ["Cán bộ phòng, ban"], ECONOMY),
    ("vanhoa", ["Cán bộ phòng, ban"], CULTURE),
    ("vanthu", ["Văn thư"], ""),
)
ADMIN: DemoAccount = ACCOUNTS["quantri"]

HEARD = Asker(
    "Nguyễn Văn An", "thôn Phú Mỹ", "Tôi xin giấy phép sửa nhà cấp bốn cần những giấy tờ gì, nộp ở đâu?",
    "an@example.com", comes=True,
)  # fmt: skip
ABSENT = Asker(
    "Trần Thị Bình", "thôn Nam Quất", "Thủ tục hưởng trợ cấp cho người cao tuổi làm trong bao nhiêu ngày?",
    "binh@example.com",
)  # fmt: skip
ON_PAPER = Asker("Lê Thị Cúc", "thôn Mỹ Lâm", "Tôi xin cấp bản sao giấy khai sinh cho cháu thì đến đâu?")
BY_PHONE = Asker(
    "Phạm Văn Dũng", "thôn Cổ Chế", "Hồ sơ đăng ký hộ kinh doanh của tôi quá hẹn năm ngày chưa có kết quả.", comes=True
)
COMPLAINT = Asker(
    "Vũ Văn Em", "thôn Thái Lai", "Tôi khiếu nại quyết định xử phạt số 12 của xã, đề nghị hủy quyết định.",
    "em@example.com",
)  # fmt: skip
UP = Asker(
    "Đỗ Văn Khánh", "thôn An Bình", "Đề nghị bỏ yêu cầu nộp bản giấy khi đã nộp hồ sơ đất đai qua mạng.",
    "khanh@example.com", comes=True,
)  # fmt: skip
LATE = Asker(
    "Hoàng Thị Giang", "thôn Đại Nam", "Đăng ký tạm trú cho người thuê nhà cần giấy tờ gì?", "giang@example.com"
)
WALK_IN = Asker("Bùi Thị Hoa", "thôn Hòa Hạ", "Chứng thực chữ ký ở nhà cho người ốm có được không?")

ANSWER = "Ông/bà nộp hồ sơ tại Điểm Hỗ trợ Dịch vụ công số; xã trả kết quả trong 05 ngày làm việc."


@dataclass
class Thread:
    """What the acts leave behind for later ones: receipt codes by asker, traces of the POSTs by code."""

    starts_at: datetime = field(
        default_factory=lambda: to_instant(working_day(local_day(real_now()) + timedelta(days=45)), time(8, 0))
    )
    codes: dict[Asker, str] = field(default_factory=dict)
    traces: dict[Asker, str] = field(default_factory=dict)

    def before(self, days: float) -> datetime:
        return self.starts_at - timedelta(days=days)

    def question(self, asker: Asker) -> str:
        return f"{self.codes[asker]}/1"
