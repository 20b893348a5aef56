"""The room's events over Server-Sent Events; slots only to whom they concern."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict

from services.meeting.media.port import Joined, Left, Level, MediaEvent, QualityChanged, Shown, Slots

NAMES: dict[type[MediaEvent], str] = {
    Joined: "joined",
    Left: "left",
    Level: "level",
    QualityChanged: "quality",
    Slots: "slots",
    Shown: "shown",
}
HEARTBEAT_S = 10.0


def message(event: MediaEvent) -> bytes:
    """One event as a message of the stream."""
    return f"event: {NAMES[type(event)]}\ndata: {json.dumps(asdict(event))}\n\n".encode()


async def stream(events: AsyncIterator[MediaEvent], viewer: str) -> AsyncIterator[bytes]:
    """The events this viewer may see, and a beat when nothing happens, which finds readers that left."""
    coming: asyncio.Task[MediaEvent] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(_next(events))
            done, _ = await asyncio.wait({coming}, timeout=HEARTBEAT_S)
            if not done:
                yield b": beat\n\n"
                continue
            event, coming = coming.result(), None
            if not isinstance(event, Slots) or event.viewer == viewer:
                yield message(event)
    except StopAsyncIteration:
        return
    finally:
        if coming is not None:
            coming.cancel()


async def _next(events: AsyncIterator[MediaEvent]) -> MediaEvent:
    return await anext(events)
