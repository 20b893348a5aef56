"""Somebody in front of a browser without script: follows pages, fills forms, keeps cookies."""

import re
from html import unescape
from types import TracebackType
from typing import Any, NamedTuple

import httpx
import lxml.html

from shared.ids import new_id

CSRF = re.compile(r'name="csrf"(?: value| content)="([^"]+)"')
NOTICE = re.compile(r'class="(?:notice-title|error-what)">(.*?)</p>', re.S)
BUSY = (502, 503, 504)


class PageForm(NamedTuple):
    """A form as it stands on a page: where it goes, what is filled in, which boxes could be ticked."""

    action: str
    fields: dict[str, str]
    choices: dict[str, list[str]]


class ActRefused(RuntimeError):
    """The product said no; the message is what it said."""


class Person:
    """One browser session at the front door. Use as an async context manager."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=60, follow_redirects=True)
        self._csrf = ""

    async def __aenter__(self) -> "Person":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def open(self, path: str) -> str:
        """The page's HTML. Raises `ActRefused` for an error page."""
        response = await self._client.get(path)
        if response.status_code >= 400:
            raise ActRefused(f"GET {path}: {response.status_code} {what_it_says(response.text)}")
        if found := CSRF.search(response.text):
            self._csrf = found[1]
        return response.text

    def forms(self, page: str) -> list[PageForm]:
        """The forms of a page, boxes outside their form included."""
        tree = lxml.html.fromstring(page)
        return [_read_form(tree, form) for form in tree.forms]

    async def health(self, room: str) -> dict[str, Any]:
        """What a room says of itself."""
        health: dict[str, Any] = (await self._client.get(f"/{room}/healthz")).json()
        return health

    async def send(self, path: str, fields: dict[str, Any], files: dict[str, Any] | None = None) -> httpx.Response:
        """Post a form as the page would; a fresh command id unless the fields carry one."""
        if not self._csrf:
            await self.open("/dang-nhap")
        data = {"csrf": self._csrf, "command_id": str(new_id())} | fields
        response = await self._client.post(path, data=data, files=files)
        if response.status_code >= 400:
            raise ActRefused(f"POST {path}: {response.status_code} {what_it_says(response.text)}")
        return response

    async def sign_in(self, username: str, password: str, own_password: str = "") -> None:
        """Sign in; at the first time choose `own_password` (or keep the given one)."""
        await self.open("/dang-nhap")
        response = await self.send(
            "/dang-nhap", {"username": username, "password": password, "next": "/routing/account"}
        )
        page = response.text
        if 'name="officer"' in page:
            hidden = {name: field_of(page, name) for name in ("token", "officer")}
            chosen = own_password or password
            fields = hidden | {"password": chosen, "repeat": chosen, "next": "/routing/account"}
            await self.send("/dang-nhap/mat-khau-moi", fields)


def _read_form(tree: Any, form: Any) -> PageForm:
    boxes: dict[str, list[str]] = {}
    for box in tree.xpath('//input[@type="checkbox"]'):
        if box.get("form") == form.get("id") if box.get("form") else form in box.iterancestors():
            boxes.setdefault(box.get("name", ""), []).append(box.get("value", "on"))
    own = ("csrf", "command_id")
    fields = {name: value for name, value in form.fields.items() if name and value is not None and name not in own}
    return PageForm(form.get("action", ""), fields, boxes)


def field_of(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    if found is None:
        raise ActRefused(f"no field {name} on the page")
    return unescape(found[1])


def what_it_says(page: str) -> str:
    """The sentence of a notice or error page."""
    found = NOTICE.search(page)
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else page[:200]
