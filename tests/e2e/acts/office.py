"""Opening the unit, giving officers their accounts, and moving the business clock."""

from datetime import datetime
from typing import Any, cast

from deploy.local.run import setup_link
from shared.calendar import to_local
from shared.clock import real_now
from shared.profiles.demo_accounts import DemoAccount
from tests.e2e.front import Front
from tests.e2e.person import Person

OWN_PASSWORD = "mua-xuan-tren-que-huong"


async def open_unit(front: Front, admin: DemoAccount) -> Person:
    """By the one-time link that `make run DEMO=0` prints; answers the administrator at the desk."""
    newcomer = await front.person()
    await newcomer.open(setup_link(cast(Any, front.stack)))
    await newcomer.tick("UBND xã Phú Xuyên")
    await newcomer.fill({"Họ và tên": admin.full_name, "Tên đăng nhập": admin.username, "Mật khẩu": OWN_PASSWORD})
    await newcomer.press("Tạo đơn vị")
    await newcomer.fill({"Tên đăng nhập": admin.username, "Mật khẩu": OWN_PASSWORD})
    await newcomer.press("Đăng nhập")
    front.officers[admin.username] = newcomer
    return newcomer


async def give_account(front: Front, admin: Person, account: DemoAccount, roles: list[str], department: str) -> None:
    """The administrator hands over a temporary password; the officer chooses an own one."""
    await admin.follow("Đơn vị")
    await admin.follow("Tài khoản cán bộ")
    await admin.follow("Thêm cán bộ")
    await admin.fill({"Họ và tên": account.full_name, "Tên đăng nhập": account.username, "Chức vụ": account.title})
    await admin.tick(*roles)
    if department:
        await admin.fill({"Phòng, ban": department})
    await admin.press("Lưu")
    temporary = (await admin.words(".notice-title:has-text('Mật khẩu tạm')")).removeprefix("Mật khẩu tạm: ")
    officer = await front.sign_in(account.username, temporary)
    await officer.fill({"Mật khẩu mới": OWN_PASSWORD, "Nhập lại mật khẩu mới": OWN_PASSWORD})
    await officer.press("Lưu và vào làm việc")
    await officer.sees("Việc của tôi", "h1")
    front.officers[account.username] = officer


async def put_clock(front: Front, admin: Person, moment: datetime) -> None:
    """Forward to a moment in Việt Nam, on the page for it."""
    moment = moment.replace(second=0, microsecond=0)
    await front.rest()
    await admin.follow("Vận hành")
    await admin.fill({"Hoặc tới đúng thời điểm": f"{to_local(moment):%Y-%m-%dT%H:%M}"})
    await admin.press("Chuyển đồng hồ")
    await front.house.follow_clock((moment - real_now()).total_seconds())
