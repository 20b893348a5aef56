"""The room's events: as JSON lines between its process and the front, as Server-Sent Events to a page."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict
from typing import Any

from services.meeting.media.port import Joined, Left, Level, MediaEvent, QualityChanged, Shown, Slots
from shared.web.event_stream import Write

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


async def tell(events: AsyncGenerator[MediaEvent, None], write: Write) -> None:
    """The events as they happen, and a beat, which finds readers that left."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            await write(b": beat\n\n")

    beating = asyncio.create_task(beat())
    try:
        async with aclosing(events):
            async for event in events:
                await write(message(event))
    finally:
        beating.cancel()
