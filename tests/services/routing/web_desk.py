"""A browser's hands without the browser: sign in as an officer, read the page, send its forms."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from shared.identity import Officer, tokens

CSRF = re.compile(r'<meta name="csrf" content="([^"]+)"')


class Desk:
    """One officer at one browser."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.csrf = ""

    async def see(self, path: str, status: int = 200) -> str:
        answer = await self._client.get(path)
        assert answer.status_code == status, (answer.status_code, answer.text[:600])
        found = CSRF.search(answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer.text

    async def fetch(self, path: str) -> httpx.Response:
        return await self._client.get(path)

    async def send(self, path: str, **fields: object) -> httpx.Response:
        """Post a form as script does; JSON comes back."""
        if not self.csrf:
            await self.see("/routing/")
        return await self._client.post(path, data={"csrf": self.csrf, **fields}, headers={"accept": "application/json"})

    async def done(self, path: str, **fields: object) -> str:
        answer = await self.send(path, **fields)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return str(answer.json()["message"])

    async def refused(self, path: str, **fields: object) -> tuple[int, str]:
        answer = await self.send(path, **fields)
        assert answer.status_code >= 400, answer.text
        return answer.status_code, answer.json()["message"]


@asynccontextmanager
async def desk_of(app: FastAPI, officer: Officer, private_key: str) -> AsyncIterator[Desk]:
    cookies = {tokens.COOKIE: tokens.sign(officer, private_key)}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://routing.test", cookies=cookies) as client:
        yield Desk(client)
