"""The office plans a conference and publishes it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from deploy.demo.staff import CENTRE, COMMUNE, Staff
from shared.calendar import local_day, to_local

GUESTS: dict[str, dict[str, tuple[str, ...]]] = {
    COMMUNE: {
        "party_council": (
            "Nguyễn Hữu Thắng – Phó Bí thư Thường trực Đảng ủy xã",
            "Vũ Thị Hòa – Phó Chủ tịch HĐND xã",
        ),
        "front": (
            "Lê Văn Bảy – Chủ tịch Ủy ban MTTQ Việt Nam xã",
            "Phạm Thị Nhàn – Chủ tịch Hội Liên hiệp Phụ nữ xã",
            "Hoàng Văn Tiến – Bí thư Đoàn Thanh niên xã",
        ),
        "external_bodies": (
            "Lương Văn Sơn – Cán bộ Công an xã",
            "Đặng Thị Thu – Cán bộ Thuế cơ sở 19",
            "Tạ Thị Hoa – Cán bộ BHXH khu vực",
        ),
        "area_heads": ("Nguyễn Đình Khải – Bí thư chi bộ, Trưởng thôn Thao Chính",),
    },
    CENTRE: {
        "external_bodies": (
            "Bùi Đức Thịnh – Phó Giám đốc Sở Tài chính",
            "Mai Thị Hằng – Trưởng phòng, Sở Xây dựng",
        ),
        "people": (
            "Phan Thị Tuyết – Hiệp hội Doanh nghiệp nhỏ và vừa",
            "Trần Đăng Ninh – Ban quản lý làng nghề mây tre đan",
        ),
    },
}


class Announced(NamedTuple):
    """A published conference."""

    conference_id: UUID
    slug: str


async def announce(staff: Staff, starts_at: datetime, title: str, number: str, now: datetime) -> Announced:
    """Plan for a moment, then publish with the number văn thư gave."""
    office = await staff.office()
    local, chair = to_local(starts_at), staff.leader_account
    choices = {
        "title": title,
        "day": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M}",
        "chair_title": chair.title,
        "chair_name": chair.full_name,
        "signer_name": chair.full_name,
    }
    response = await office.send("/meeting/plan/new", choices)
    conference_id = UUID(str(response.url).rsplit("/", 1)[-1])
    paper = {"number": number, "signed_on": f"{local_day(now):%Y-%m-%d}", "signer_name": chair.full_name}
    await office.send(f"/meeting/plan/{conference_id}/publish", paper)
    await staff.house.rest()
    slug = await staff.house.value("select slug from meeting.conferences where conference_id = $1", conference_id)
    return Announced(conference_id, str(slug))


async def invite(staff: Staff, announced: Announced) -> None:
    """The guests of the plan by name, group after group."""
    office = await staff.office()
    for group, people in GUESTS[staff.unit_id].items():
        typed = {"group": group, "area": "", "people": "\n".join(people)}
        await office.send(f"/meeting/plan/{announced.conference_id}/invitations", typed)
