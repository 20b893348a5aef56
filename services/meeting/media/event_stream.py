"""The room's events: as JSON lines between its process and the front, as Server-Sent Events to a page."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from services.meeting.media.port import Joined, Left, Level, MediaEvent, QualityChanged, Shown, Slots

NAMES: dict[type[MediaEvent], str] = {
    Joined: "joined",
    Left: "left",
    Level: "level",
    QualityChanged: "quality",
    Slots: "slots",
    Shown: "shown",
}
KINDS = {name: kind for kind, name in NAMES.items()}
HEARTBEAT_S = 10.0


def line(event: MediaEvent) -> bytes:
    """One event as a line of JSON."""
    return json.dumps([NAMES[type(event)], asdict(event)]).encode() + b"\n"


def read(line: bytes) -> MediaEvent:
    """What `line` wrote."""
    name, fields = json.loads(line)
    known: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    event: MediaEvent = KINDS[name](**known)
    return event


async def heard(reader: asyncio.StreamReader) -> MediaEvent | None:
    """The next event of such lines; `None` at their end, which a killed process may put into the midst of one."""
    said = await reader.readline()
    return read(said) if said.endswith(b"\n") else None


def message(event: MediaEvent) -> bytes:
    """One event as a message of the stream."""
    return f"event: {NAMES[type(event)]}\ndata: {json.dumps(asdict(event))}\n\n".encode()


async def stream(events: AsyncIterator[MediaEvent], over: asyncio.Future[None]) -> AsyncIterator[bytes]:
    """The events until `over`, and a beat when nothing happens, which finds readers that left."""
    coming: asyncio.Task[MediaEvent] | None = None
    try:
        while not over.done():
            coming = coming or asyncio.ensure_future(_next(events))
            waited: set[asyncio.Future[Any]] = {coming, over}
            done, _ = await asyncio.wait(waited, timeout=HEARTBEAT_S, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                yield b": beat\n\n"
            elif not over.done():
                event, coming = coming.result(), None
                yield message(event)
    except StopAsyncIteration:
        return
    finally:
        if coming is not None:
            coming.cancel()


async def _next(events: AsyncIterator[MediaEvent]) -> MediaEvent:
    return await anext(events)
