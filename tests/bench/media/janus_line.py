"""Janus's own way of talking: requests over HTTP, answers by long poll. One session, a handle for each peer."""

import asyncio
from contextlib import suppress
from typing import Any

import httpx

from services.meeting.media.port import BadOffer
from shared.ids import new_id

PATIENCE_S = 20


class JanusLine:
    """`ask` a handle; what Janus tells by itself goes to `told`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client = httpx.AsyncClient(timeout=60)
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._polling: asyncio.Task[None] | None = None
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def open(self) -> bool:
        """Whether Janus is there by now."""
        with suppress(httpx.HTTPError):
            answer = await self._post(self._url, janus="create")
            self._url += f"/{answer['data']['id']}"
            self._polling = asyncio.create_task(self._poll())
            return True
        return False

    async def attach(self) -> int:
        answer = await self._post(self._url, janus="attach", plugin="janus.plugin.videoroom")
        return int(answer["data"]["id"])

    async def detach(self, handle: int) -> None:
        await self._post(f"{self._url}/{handle}", janus="detach")

    async def ask(self, handle: int, jsep: dict[str, Any] | None = None, **body: Any) -> dict[str, Any]:
        """Janus's answer, at once or by the poll. Raises `BadOffer` when it refuses."""
        name = str(new_id())
        later = self._waiting[name] = asyncio.get_running_loop().create_future()
        said = {"jsep": jsep} if jsep else {}
        at_once = await self._post(f"{self._url}/{handle}", janus="message", transaction=name, body=body, **said)
        answer = await asyncio.wait_for(later, PATIENCE_S) if at_once["janus"] == "ack" else at_once
        self._waiting.pop(name, None)
        data = answer.get("plugindata", {}).get("data", {})
        if answer["janus"] == "error" or "error" in data:
            raise BadOffer
        return {"jsep": answer.get("jsep"), **data}

    async def close(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.wait([self._polling])
        await self._client.aclose()

    async def _post(self, url: str, **said: Any) -> dict[str, Any]:
        answer = await self._client.post(url, json={"transaction": str(new_id())} | said)
        return dict(answer.json())

    async def _poll(self) -> None:
        while True:
            for said in (await self._client.get(self._url, params={"maxev": 20})).json():
                waiting = self._waiting.get(said.get("transaction", ""))
                if waiting is not None and not waiting.done() and said["janus"] != "ack":
                    waiting.set_result(said)
                elif said["janus"] == "event":
                    self.told.put_nowait(said["plugindata"]["data"])
