"""How the meeting room speaks with the recorder: over HTTP inside the house, answers or `httpx.HTTPError`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import httpx

from services.meeting.domain.media_links import record_token
from services.meeting.domain.recording import mark
from services.meeting.store.recording_tables import FilmOrder, FilmState
from shared.clock import real_now

ANSWER_S = 3.0
STOP_S = 15.0  # the last segment is closed first
CUT_S = 300.0  # a long turn is read, wrapped, stored and read back
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Heard:
    """What the recorder says of one conference. Figures are told only where they matter, so that screens stay still."""

    is_running: bool
    reasons: tuple[str, ...] = ()
    objects: int = 0
    megabytes: float = 0
    free_gigabytes: float = 0
    tracks: tuple[str, ...] = ()
    away_minutes: int = 0
    lost_s: int = 0

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        reasons = tuple(told.get("reasons", ()))
        waits, is_tight = "store_away" in reasons, "disk_low" in reasons
        return cls(
            told["state"] != "off",
            reasons,
            told["objects"] if waits else 0,
            told["megabytes"] if waits else 0,
            round(told["free_megabytes"] / 1024, 1) if is_tight else 0,
            tuple(told.get("tracks", ())),
            int(told["away_minutes"]) if waits else 0,
            told["lost_s"] if "segments_lost" in reasons else 0,
        )


class RecorderDoor:
    """Use as `async with RecorderDoor(url, secret) as recorder`."""

    def __init__(self, url: str, secret: str) -> None:
        def sign(request: httpx.Request) -> httpx.Request:
            request.headers["authorization"] = f"Bearer {record_token(secret, real_now())}"
            return request

        self._client = httpx.AsyncClient(base_url=url, timeout=ANSWER_S, trust_env=False, auth=sign)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def state(self, conference: UUID) -> Heard:
        answer = await self._client.get(_address(conference, "state"))
        return Heard.of(_told(answer))

    async def start(self, conference: UUID, unit_id: str) -> Heard:
        answer = await self._client.post(_address(conference, "start"), json={"unit_id": unit_id})
        return Heard.of(_told(answer))

    async def stop(self, conference: UUID) -> Heard:
        answer = await self._client.post(_address(conference, "stop"), timeout=STOP_S)
        return Heard.of(_told(answer))

    async def tracks(self, conference: UUID, unit_id: str, points: Sequence[str]) -> Heard:
        """Exactly these points are recorded by themselves."""
        wanted = {"unit_id": unit_id, "points": list(points)}
        answer = await self._client.post(_address(conference, "tracks"), json=wanted, timeout=STOP_S)
        return Heard.of(_told(answer))

    async def mark(self, conference: UUID, name: str, at: datetime) -> None:
        _told(await self._client.post(_address(conference, "mark"), json={"name": name, "at": at.isoformat()}))

    async def cut(self, order: FilmOrder) -> FilmState:
        """`WAITING` while the turn's end is still being written; `NONE` when nothing of the turn was recorded."""
        ends = {edge: mark(order.turn_id, edge) for edge in ("start", "end")}
        wanted = {"name": order.name, "point": order.point} | ends
        answer = await self._client.post(_address(order.conference_id, "clips"), json=wanted, timeout=CUT_S)
        if answer.status_code == NOT_FOUND:
            return FilmState.NONE
        return FilmState.READY if _told(answer)["ready"] else FilmState.WAITING


def _address(conference: UUID, word: str) -> str:
    return f"/recorder/c/{conference}/{word}"


def _told(answer: httpx.Response) -> dict[str, Any]:
    told: dict[str, Any] = answer.raise_for_status().json()
    return told
