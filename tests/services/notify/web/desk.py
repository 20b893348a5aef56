"""A clerk in front of a browser without script: cookies, the CSRF value of the last page, forms."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx
from fastapi import FastAPI

from shared.identity import Officer, Role, tokens
from shared.ids import new_id


@dataclass
class Desk:
    """One browser."""

    client: httpx.AsyncClient
    csrf: str = ""

    async def get(self, path: str) -> httpx.Response:
        response = await self.client.get(path)
        if found := re.search(r'name="csrf"(?: value| content)="([^"]+)"', response.text):
            self.csrf = unescape(found[1])
        return response

    async def post(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        if not self.csrf:
            await self.get("/notify/")
        data = {"csrf": self.csrf, "command_id": str(new_id())} | (fields or {})
        return await self.client.post(path, data=data, **more)


@asynccontextmanager
async def desk_of(app: FastAPI, unit_id: str, private_key: str, role: Role = Role.CLERK) -> AsyncIterator[Desk]:
    """Signed in as somebody with this role."""
    who = Officer("o-1", unit_id, "UBND xã Phú Xuyên", "Trần Thị Mai", (role,))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    cookies = {tokens.COOKIE: tokens.sign(who, private_key)}
    async with httpx.AsyncClient(transport=transport, base_url="http://notify", cookies=cookies) as client:
        yield Desk(client)
