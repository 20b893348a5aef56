"""Somebody at a screen: reads, fills in, presses; and a witness of what the browser complains about."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import BrowserContext, Dialog, Error, Locator, Page, Response, expect

LATEST_S = 20
CSP_WATCH = """document.addEventListener("securitypolicyviolation",
  (event) => console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));"""


class Person:
    """One browser session. `complaints` gathers console errors, CSP reports, script errors and dialogs."""

    def __init__(self, context: BrowserContext, page: Page, url: str) -> None:
        self.context, self.page, self.url = context, page, url
        self.complaints: list[str] = []
        self.forgiven: list[str] = []
        self.watch(page)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self._note(message.text, page) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._note(str(error), page))
        page.on("dialog", self._dialog)

    def _note(self, text: str, page: Page) -> None:
        if not any(word in text for word in self.forgiven):
            self.complaints.append(f"{page.url.removeprefix(self.url)}: {text}")

    async def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self.complaints.append(f"dialog: {dialog.message}")
        await dialog.accept()

    def forgive(self, *words: str) -> None:
        """Complaints with these words belong to the scene, such as the status of a refusal."""
        self.forgiven.extend(words)

    async def open(self, path: str) -> None:
        await self.page.goto(path if path.startswith("http") else self.url + path)

    def at(self, css: str) -> Locator:
        return self.page.locator(css)

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """The control whose label begins so."""
        labelled = (within or self.page).get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
        return labelled.and_(self.page.locator("input, select, textarea")).first

    async def fill(self, values: dict[str, str], within: Locator | None = None) -> None:
        """Type into text fields, choose in lists, by label."""
        for label, value in values.items():
            control = self.field(label, within)
            if await control.evaluate("e => e.tagName") == "SELECT":
                await control.select_option(label=value)
            else:
                await control.fill(value)

    async def tick(self, *labels: str, within: Locator | None = None) -> None:
        """Boxes and choices; the label begins so."""
        for label in labels:
            await self.field(label, within).check()

    async def unfold(self, summary: str) -> Locator:
        """Open what is folded, or a question before an act; answers the place with its fields."""
        await self.page.locator("summary", has_text=summary).first.click()
        return self.page.locator("dialog[open], details[open]").last

    async def follow(self, link: str | Locator, within: Locator | None = None) -> None:
        """Click a link and stand on its page."""
        if isinstance(link, str):
            link = (within or self.page).get_by_role("link", name=link)
        await self._leaves()
        await link.first.click()
        await self._arrives()

    async def press(self, button: str | Locator, within: Locator | None = None, *, refused: bool = False) -> Response:
        """Press a button that sends; returns when the answer is on the screen."""
        if isinstance(button, str):
            button = (within or self.page).get_by_role("button", name=button).first
        answer = await self.send(button.click)
        if (answer.status >= 400) != refused:
            raise AssertionError(f"{answer.status} {answer.url}: {await self.words('main')}")
        return answer

    async def send(self, act: Callable[[], Awaitable[Any]]) -> Response:
        """The answer to what the act posts, when it is on the screen."""
        await self._leaves()
        async with self.page.expect_response(lambda response: response.request.method == "POST") as sent:
            await act()
        answer = await sent.value
        if await _leads_on(answer):
            await self._arrives()
        return answer

    async def _leaves(self) -> None:
        await self.page.evaluate("document.documentElement.dataset.left = ''")

    async def _arrives(self) -> None:
        await self.page.locator("html:not([data-left])").wait_for(state="attached", timeout=LATEST_S * 1000)
        await self.page.wait_for_load_state()

    async def words(self, css: str = "main") -> str:
        return (await self.page.locator(css).first.inner_text()).strip()

    async def sees(self, text: str, css: str = "main") -> None:
        await expect(self.page.locator(css).first).to_contain_text(text, timeout=LATEST_S * 1000)

    async def download(self, link: str) -> bytes:
        """What stands behind a link, fetched with this person's cookies."""
        address = await self.page.get_by_role("link", name=link).first.get_attribute("href")
        response = await self.context.request.get(f"{self.url}{address}")
        assert response.ok, f"{response.status} {address}"
        return await response.body()


async def _leads_on(answer: Response) -> bool:
    """Whether the page changes: a plain form's answer does, a command's only when it names a place."""
    if "application/json" not in answer.headers.get("content-type", ""):
        return True
    try:
        said: dict[str, Any] = await answer.json()
    except Error:  # the page has left already
        return True
    return bool(said.get("location"))
