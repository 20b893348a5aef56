"""One room's process: `room_processes` starts it and speaks to it by the socket that is its standard input.

Each message is one JSON word, and with it may come the line it is about: a caller's or a recorder's. The process ends
with the front, or when nobody has needed its room for a while. It knows no secret: the front asks who may come in.
"""

import asyncio
import json
import logging
import resource
import signal
import socket
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import uvloop
from structlog.contextvars import bind_contextvars

from services.meeting.media.engine import Engine
from services.meeting.media.event_stream import line as event_line
from services.meeting.media.tap_line import record
from shared.observability import logs
from shared.refusals import Refusal

LONGEST_WORD = 1 << 16
SHAKE_S = 6  # a browser's hidden address may take some seconds to look up
log = logs.get_logger()
T = TypeVar("T")


class RoomProcess:
    """Does what the front says, as long as there is need of the room."""

    def __init__(self, engine: Engine, front: socket.socket) -> None:
        self._engine, self._front = engine, front
        self._left = asyncio.Event()
        self._idle = 0  # seconds
        self._tasks: set[asyncio.Task[Any]] = set()

    async def live(self, idle_s: int) -> None:
        """Until the front is gone, or the room has stood empty for so many seconds."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._front, self._hear)
        while self._idle < idle_s and not self._left.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._left.wait(), 1)
            self._idle = self._idle + 1 if self._engine.room.is_empty else 0
        loop.remove_reader(self._front)
        self._front.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _hear(self) -> None:
        try:
            word, lines, _, _ = socket.recv_fds(self._front, LONGEST_WORD, 1)
        except OSError:
            word, lines = b"", []
        if not word:
            self._left.set()
        elif lines:
            self._idle = 0
            self._start(self._serve(json.loads(word), socket.socket(fileno=lines[0])))
        else:
            self._do(json.loads(word))

    def _do(self, said: dict[str, Any]) -> None:
        match said:
            case {"do": "show", "stage": stage, "open": microphones}:
                self._engine.show(stage, microphones)
            case {"do": "keyframe", "point": point}:
                self._engine.request_keyframe(point)
            case {"do": "leave", "session": session}:
                self._start(self._engine.leave(session))
            case _:
                log.warning("room.line_lost", do=said["do"])  # too many are open

    async def _serve(self, said: dict[str, Any], line: socket.socket) -> None:
        if said["do"] == "record":
            await record(self._engine.room, said["point"], line)
            return
        reader, writer = await asyncio.open_unix_connection(sock=line)
        try:
            if said["do"] == "events":
                await self._tell(said["viewer"], reader, writer)
            else:
                writer.write(json.dumps(await self._answer(said, (await reader.read()).decode())).encode())
        except ConnectionError:  # nobody waits any more
            pass
        finally:
            writer.close()

    async def _answer(self, said: dict[str, Any], offer: str) -> dict[str, str]:
        """Always something: an answer that is none is a process that is none."""
        try:
            ask = self._engine.publish if said["do"] == "publish" else self._engine.watch
            asking = self._start(ask(said["name"], offer))
            if not (await asyncio.wait({asking}, timeout=SHAKE_S))[0]:
                asking.cancel()  # which takes its time
                return {"refused": "late"}
            session = asking.result()
        except Refusal as refusal:
            return {"refused": refusal.code}
        except Exception:
            log.exception("media.offer_failed")
            return {"refused": "failed"}
        return {"id": session.id, "answer": session.answer}

    async def _tell(self, viewer: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def tell() -> None:
            async for event in self._engine.events(viewer):
                writer.write(event_line(event))
                await writer.drain()

        telling, gone = asyncio.create_task(tell()), asyncio.create_task(reader.read())
        try:
            await asyncio.wait({telling, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            telling.cancel()
            gone.cancel()
            await asyncio.gather(telling, gone, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _run(front: socket.socket, idle_s: int) -> None:
    async with Engine() as engine:
        await RoomProcess(engine, front).live(idle_s)


def main(log_format: str, idle_s: str, room: str) -> None:
    """`room` is for who looks at the logs or at the machine's processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the front, which ends us
    logs.configure("media", log_format)
    bind_contextvars(conference_id=room)
    for talkative in ("aioice", "aiortc"):  # they log people's addresses
        logging.getLogger(talkative).setLevel(logging.WARNING)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each session has sockets of its own
    uvloop.run(_run(socket.socket(fileno=0), int(idle_s)))


if __name__ == "__main__":
    main(*sys.argv[1:])
