"""The running house as a newcomer finds it: its door, browsers in front of it, and whether it has come to rest."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser

from deploy.demo.house import House, enter
from deploy.local.keys import OPS
from deploy.local.testing import StackHandle
from shared.profiles.demo_accounts import PASSWORD
from tests.e2e.person import CSP_WATCH, LATEST_S, Person


@dataclass
class Front:
    """One stack and everybody in front of it."""

    stack: StackHandle
    house: House
    browser: Browser
    people: list[Person] = field(default_factory=list)
    officers: dict[str, Person] = field(default_factory=dict)

    async def person(self, *, width: int = 1280, script: bool = True, **options: Any) -> Person:
        """Somebody with a browser of their own."""
        context = await self.browser.new_context(
            viewport={"width": width, "height": 800 if width > 500 else 740},
            java_script_enabled=script,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        context.set_default_timeout(LATEST_S * 1000)
        if script:
            await context.add_init_script(CSP_WATCH)
        someone = Person(context, await context.new_page(), self.stack.url)
        self.people.append(someone)
        return someone

    async def officer(self, username: str) -> Person:
        """An officer who keeps the browser open all day."""
        if username not in self.officers:
            self.officers[username] = await self.sign_in(username)
        return self.officers[username]

    async def sign_in(self, username: str, password: str = PASSWORD, **options: Any) -> Person:
        """A new browser, signed in by the form."""
        someone = await self.person(**options)
        await someone.open("/dang-nhap")
        form = someone.at(".sign-in-form")
        await someone.fill({"Tên đăng nhập": username, "Mật khẩu": password}, form)
        await someone.press("Đăng nhập", form)
        return someone

    async def rest(self) -> None:
        """Until every fact has been published and taken."""
        await self.house.rest()

    def complaints(self) -> list[str]:
        """What browsers complained about since the last time somebody asked."""
        heard = [complaint for someone in self.people for complaint in someone.complaints]
        for someone in self.people:
            someone.complaints.clear()
        return heard


@asynccontextmanager
async def in_front_of(stack: StackHandle, browser: Browser) -> AsyncIterator[Front]:
    """Ends by closing every browser."""
    async with AsyncExitStack() as closing:
        house = await closing.enter_async_context(enter(stack.url, stack.nats_login(), stack.database_url(OPS)))
        front = Front(stack, house, browser)
        yield front
        for someone in front.people:
            await someone.context.close()
