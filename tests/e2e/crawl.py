"""Walks every page that links lead to, one of each kind, and looks at it as a careful person would."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlsplit

from tests.e2e.person import Person

SCREENS = Path(__file__).parents[2] / "build" / "screens"
AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
NARROW, WIDE = 360, 1280
A_FILE = re.compile(r"\.(pdf|docx|xlsx|svg)$|^/intake/scans/|^/ca")
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}-[0-9A-Z]{4}|(?<=/rut/)\d+|(?<=/hoi-nghi/)[^/]+")
OTHER_PAGES = {"bang-van-ban", "reason"}  # questions in an address that lead to another page
LEFTOVER = re.compile(r"\bNone\b|\{\{|\}\}|\{%|undefined|\[object |\bNaN\b|\bTrue\b|\bFalse\b|<[a-z]+>")
LISTENED_TO = set[str]()  # kinds that axe has seen, whoever was signed in
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.href)"
RUN = """axe.run(document, {resultTypes: ["violations"],
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}})"""
FACTS = """() => ({
  headings: [...document.querySelectorAll("h1")].filter(e => e.checkVisibility()).length,
  title: document.title, text: document.body.innerText,
  wider: document.documentElement.scrollWidth - innerWidth,
  widest: [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest(".table-frame, .plan-weeks")).slice(0, 3).map(e => e.outerHTML.slice(0, 90)),
})"""


def kind_of(url: str) -> str:
    """The page's kind: its path with ids taken out; filters of a list make no other kind."""
    parts = urlsplit(url)
    asked = sorted({name for name, _ in parse_qsl(parts.query)} & OTHER_PAGES)
    return AN_ID.sub("~", parts.path) + ("?" + "&".join(asked) if asked else "")


@dataclass
class Walk:
    """Breadth first: where it starts and one page of each kind, in addresses that begin with one of `within`."""

    person: Person
    name: str
    within: tuple[str, ...] = ("/",)
    found: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def pages(self, *start: str) -> AsyncIterator[str]:
        """Stands on one page after the other and yields its kind."""
        waiting = [self.person.url + path for path in start]
        first = set(waiting)
        while waiting:
            url = waiting.pop(0)
            kind = kind_of(url)
            if kind in self.seen and url not in first:
                continue
            first.discard(url)
            self.seen.add(kind)
            await self.person.open(url)
            yield kind
            links: list[str] = await self.person.page.evaluate(LINKS)
            waiting += [urldefrag(link).url for link in links if self._leads_to_a_page(link)]

    def _leads_to_a_page(self, link: str) -> bool:
        path = urlsplit(link).path
        return link.startswith(self.person.url) and path.startswith(self.within) and not A_FILE.search(path)

    async def look(self, kind: str) -> None:
        """Wide and narrow: one heading, a title, nothing left over, nothing wider than the screen, axe content."""
        for width in (WIDE, NARROW):
            await self.person.page.set_viewport_size({"width": width, "height": 740})
            facts: dict[str, Any] = await self.person.page.evaluate(FACTS)
            self._note(kind, width, facts["headings"] != 1, f"{facts['headings']} h1")
            self._note(kind, width, not facts["title"].strip(" –"), "no title")
            self._note(kind, width, bool(left := LEFTOVER.search(facts["text"])), f"leftover {left and left[0]}")
            self._note(kind, width, facts["wider"] > 0, f"{facts['wider']} px too wide: {facts['widest']}")
            await self.person.page.screenshot(path=self._file(kind, width), full_page=True, type="jpeg", quality=70)
        if kind not in LISTENED_TO:
            LISTENED_TO.add(kind)
            self.found += [f"{kind}: {finding}" for finding in await serious(self.person)]

    def _note(self, kind: str, width: int, wrong: bool, words: str) -> None:
        if wrong:
            self.found.append(f"{kind} at {width}: {words}")

    def _file(self, kind: str, width: int) -> Path:
        name = re.sub(r"[^\w~]+", "_", kind).strip("_") or "front"
        return SCREENS / self.name / f"{name}-{width}.jpg"


async def serious(person: Person) -> list[str]:
    """What axe finds serious or critical."""
    await person.page.evaluate(AXE)
    found = await person.page.evaluate(RUN)
    bad = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {[node['html'][:110] for node in one['nodes'][:3]]}" for one in bad]
