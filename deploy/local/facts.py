"""Facts still on the bus, carried through a backup.

The tables are the truth, but a room that was down for a while may owe work that stands only in its neighbour's stream
(published outbox rows go after an hour). So each stream is copied up to where it ended *before* the tables were
dumped: what came later is in the dump's outbox, which the restore marks as unpublished. Message ids and inboxes drop
every double.
"""

import base64
import json
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import nats
from nats.aio.client import Client
from nats.js import JetStreamContext

from deploy.local.config import StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.room_env import nats_url
from shared.clock import OFFSET_BUCKET
from shared.messaging.topology import ROOMS, stream_of

STREAMS = (*(stream_of(room) for room in ROOMS), f"KV_{OFFSET_BUCKET}")
WINDOW = 500


async def connect(config: StackConfig, keys: Keys) -> Client:
    return await nats.connect(nats_url(config), user=OPS, password=keys.nats[OPS])


async def ends(js: JetStreamContext) -> dict[str, int]:
    """Stream → last sequence number now."""
    return {stream: (await js.stream_info(stream)).state.last_seq for stream in STREAMS}


async def export(js: JetStreamContext, until: dict[str, int], file: Path) -> int:
    """Writes one line a message, stream by stream, in order; answers how many."""
    count = 0
    with file.open("w") as lines:
        for stream, last in until.items():
            async for message in _stored(js, stream, last):
                lines.write(json.dumps(_written(message)) + "\n")
                count += 1
    return count


async def _stored(js: JetStreamContext, stream: str, last: int) -> AsyncIterator[Any]:
    if not (await js.stream_info(stream)).state.messages or not last:
        return
    subscription = await js.subscribe(">", stream=stream, ordered_consumer=True)
    try:
        while True:
            message = await subscription.next_msg(timeout=10)
            if message.metadata.sequence.stream > last:
                return
            yield message
            if message.metadata.sequence.stream == last or not message.metadata.num_pending:
                return
    finally:
        await subscription.unsubscribe()


async def bring_back(js: JetStreamContext, lines: Iterable[str]) -> int:
    """Publishes them again under their old ids, in order."""
    acks: list[Any] = []
    count = 0
    for one in map(json.loads, lines):
        count += 1
        headers = one["headers"] or None
        acks.append(await js.publish_async(one["subject"], base64.b64decode(one["body"]), headers=headers))
        if len(acks) >= WINDOW:
            await _acknowledged(acks)
    await _acknowledged(acks)
    return count


async def _acknowledged(acks: list[Any]) -> None:
    for ack in acks:
        await ack
    acks.clear()


def _written(message: Any) -> dict[str, Any]:
    body = base64.b64encode(message.data).decode()
    return {"subject": message.subject, "headers": message.headers, "body": body}
