"""`MediaPort` over HTTP, as the pages use it: WHIP to send, WHEP to watch, SSE for what happens."""

import json
from collections.abc import AsyncGenerator, Sequence

import httpx

from services.meeting.domain.media_links import direct_token, publish_token, watch_token
from services.meeting.media.event_stream import KINDS
from services.meeting.media.port import BadOffer, MediaEvent, Session
from shared.clock import real_now

SDP = "application/sdp"


class WhipPort:
    """Implements `MediaPort` against a media process at `url`."""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret
        self._client = httpx.AsyncClient(timeout=30)
        self._leave: dict[str, tuple[str, str]] = {}

    async def publish(self, room: str, point: str, offer: str) -> Session:
        token = publish_token(room, point, self._secret, real_now())
        return await self._offered(f"/media/c/{room}/whip/{point}", token, offer, {})

    async def watch(self, room: str, viewer: str, offer: str) -> Session:
        token = watch_token(room, viewer, self._secret, real_now())
        return await self._offered(f"/media/c/{room}/whep", token, offer, {"viewer": viewer})

    async def leave(self, room: str, session_id: str) -> None:
        location, token = self._leave.pop(session_id)
        await self._client.delete(self._url + location, headers=_bearer(token))

    async def show(self, room: str, stage: str | None, open_microphones: Sequence[str]) -> None:
        said = {"stage": stage, "open_microphones": list(open_microphones)}
        token = direct_token(room, self._secret, real_now())
        answer = await self._client.post(f"{self._url}/media/c/{room}/show", json=said, headers=_bearer(token))
        answer.raise_for_status()

    async def request_keyframe(self, room: str, point: str) -> None:
        token = direct_token(room, self._secret, real_now())
        await self._client.post(f"{self._url}/media/c/{room}/keyframe/{point}", headers=_bearer(token))

    async def events(self, room: str, viewer: str) -> AsyncGenerator[MediaEvent, None]:
        token = watch_token(room, viewer, self._secret, real_now())
        asked = self._client.stream(
            "GET",
            f"{self._url}/media/c/{room}/events",
            params={"viewer": viewer},
            headers=_bearer(token),
            timeout=None,
        )
        async with asked as answer:
            kind = ""
            async for line in answer.aiter_lines():
                word, _, value = line.partition(": ")
                kind = value if word == "event" else kind
                if word == "data":
                    yield KINDS[kind](**json.loads(value))

    async def close(self) -> None:
        await self._client.aclose()

    async def _offered(self, path: str, token: str, offer: str, params: dict[str, str]) -> Session:
        headers = _bearer(token) | {"content-type": SDP}
        answer = await self._client.post(self._url + path, params=params, content=offer, headers=headers)
        if answer.status_code != 201:
            raise BadOffer
        location = answer.headers["location"]
        session = Session(location.rsplit("/", 1)[1], answer.text)
        viewer = f"?viewer={params['viewer']}" if params else ""
        self._leave[session.id] = (location + viewer, token)
        return session


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
