"""A recorder's line, once its room has it: frames go out, wishes for key frames and for a sign of life come in."""

import asyncio
import json
import socket

from services.meeting.media.room import Room
from services.meeting.media.tap_feed import TapFeed
from shared.clock import real_us
from shared.observability.logs import get_logger

log = get_logger()


async def record(room: Room, point: str | None, line: socket.socket) -> None:
    """Feed the recorder until it goes."""
    reader, writer = await asyncio.open_connection(sock=line, limit=4096)
    feed = TapFeed(room, writer.transport, real_us, point)
    try:
        while asked := await reader.readline():
            said = json.loads(asked)
            if isinstance(said, dict) and said.get("keyframe"):
                feed.want_key_frame()
            if isinstance(said, dict) and said.get("beat"):
                feed.tell("beat")
    except (ConnectionError, ValueError):
        log.info("tap.broken")
    finally:
        feed.close()
        writer.close()
        log.info("tap.closed", dropped=feed.dropped)
