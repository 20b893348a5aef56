"""A browser that never gives up: a click keeps its command id and is sent until the server's final word."""

import asyncio
from collections import Counter
from typing import Any, NamedTuple
from uuid import UUID

import httpx

from deploy.demo.person import ActRefused, Person, what_it_says
from shared.ids import new_id

PASSING = frozenset({408, 425, 429, 502, 503, 504})
ATTEMPT_S = 20.0
MOST_FAULTS = 5  # as the product's own page: then it tells the person
PATIENCE = 400
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 1.0


class Word(NamedTuple):
    """The server's final word about one click."""

    command_id: UUID
    message: str
    location: str


class Faulty(AssertionError):
    """The server answered with a fault of its own, or never."""


class Browser(Person):
    """Sends commands as the page's script does. `tally` counts what came in the way."""

    def __init__(self, url: str, tally: Counter[str]) -> None:
        super().__init__(url)
        self._client.timeout = httpx.Timeout(ATTEMPT_S)
        self.tally = tally

    @property
    def csrf(self) -> str:
        return self._csrf

    async def click(
        self, path: str, fields: dict[str, Any], files: dict[str, Any] | None = None, command_id: UUID | None = None
    ) -> Word:
        """Once, however often it must be sent. Raises `ActRefused` with the server's sentence."""
        command_id = command_id or new_id()
        data = {"csrf": self._csrf} | fields | {"command_id": str(command_id)}
        faults, pause_s = 0, FIRST_PAUSE_S
        for _ in range(PATIENCE):
            response = await self.attempt(path, data, files)
            if response is not None and response.status_code < 500 and response.status_code not in PASSING:
                self.tally["words"] += 1
                return _read(path, command_id, response)
            if response is not None and response.status_code not in PASSING:
                faults += 1
                self.tally[f"fault {response.status_code} {path.rsplit('/', 1)[-1]}"] += 1
                if faults == MOST_FAULTS:
                    raise Faulty(f"POST {path}: {faults} faults, the last one: {what_it_says(response.text)}")
            self.tally["sent again"] += 1
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
        raise Faulty(f"POST {path}: no final word after {PATIENCE} attempts")

    async def get_json(self, address: str) -> dict[str, Any]:
        """What an address says; nothing while it is away."""
        try:
            found: dict[str, Any] = (await self._client.get(address)).json()
        except (httpx.TransportError, ValueError):
            return {}
        return found

    async def attempt(
        self, path: str, data: dict[str, Any], files: dict[str, Any] | None = None
    ) -> httpx.Response | None:
        """One POST; `None` when the line broke."""
        try:
            return await self._client.post(path, data=data, files=files, headers={"accept": "application/json"})
        except httpx.TransportError as error:
            self.tally[type(error).__name__] += 1
            return None


def _read(path: str, command_id: UUID, response: httpx.Response) -> Word:
    if not response.headers.get("content-type", "").startswith("application/json"):
        raise ActRefused(f"POST {path}: {response.status_code} {what_it_says(response.text)}")
    said = response.json()
    if said["status"] != "done":
        raise ActRefused(f"POST {path}: {response.status_code} {said['message']}")
    return Word(command_id, said["message"], said["location"] or "")
