"""One process a room: a room that falls, or has much to do, is no other room's trouble. Implements `MediaPort`.

A room's process starts when somebody first sends, watches, listens or records – never because of `show`, which is told
of all conferences of these days: what was shown last is kept here, and a process that starts is told it first.
"""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from typing import Any

from services.meeting.media import trials
from services.meeting.media.event_stream import heard
from services.meeting.media.port import BadOffer, MediaEvent, RoomAway, Session, TrialsBusy
from services.meeting.media.room_child import RoomChild
from shared.observability.logs import get_logger

log = get_logger()

IDLE_S = 60  # longer than any handshake
ANSWER_S = 8  # a page waits for ten; the room itself gives up earlier
SILENCES = 2  # one after the other: the room hangs


class RoomProcesses:
    """Use as `async with RoomProcesses() as rooms`."""

    def __init__(self, log_format: str = "json", idle_s: int = IDLE_S) -> None:
        self._log_format, self._idle_s = log_format, idle_s
        self._children: dict[str, RoomChild] = {}
        self._shown: dict[str, dict[str, Any]] = {}

    async def __aenter__(self) -> "RoomProcesses":
        return self

    async def __aexit__(self, *_: object) -> None:
        for child in self._children.values():
            child.let_go()
        for child in self._children.values():
            await child.gone()

    async def publish(self, room: str, point: str, offer: str) -> Session:
        return await self._offered(room, offer, do="publish", name=point)

    async def watch(self, room: str, viewer: str, offer: str) -> Session:
        return await self._offered(room, offer, do="watch", name=viewer)

    async def leave(self, room: str, session_id: str) -> None:
        self._tell(room, do="leave", session=session_id)

    async def show(self, room: str, stage: str | None, open_microphones: Sequence[str]) -> None:
        self._shown[room] = {"do": "show", "stage": stage, "open": list(open_microphones)}
        self._tell(room, **self._shown[room])

    async def request_keyframe(self, room: str, point: str) -> None:
        self._tell(room, do="keyframe", point=point)

    async def events(self, room: str, viewer: str) -> AsyncGenerator[MediaEvent, None]:
        with suppress(ConnectionError, RoomAway):
            _, reader, writer = await self._line(room, do="events", viewer=viewer)
            try:
                while (event := await heard(reader)) is not None:
                    yield event
            finally:
                writer.close()

    def record(self, room: str, point: str | None, line: socket.socket) -> None:
        """The recorder's line is the room's from now on."""
        with suppress(RoomAway):
            self._ask(room, line, do="record", point=point)

    def pid(self, room: str) -> int | None:
        """The room's process, if there is one."""
        child = self._children.get(room)
        return child.pid if child is not None else None

    async def _offered(self, room: str, offer: str, **said: str) -> Session:
        answer = await self._answer(room, offer, said) or await self._answer(room, offer, said)  # it fell: the next one
        match json.loads(answer or "{}"):
            case {"id": id_, "answer": sdp}:
                return Session(id_, sdp)
            case {"refused": BadOffer.code}:
                raise BadOffer
        raise RoomAway

    async def _answer(self, room: str, offer: str, said: dict[str, str]) -> bytes:
        """Nothing from a process that ended meanwhile."""
        child, reader, writer = await self._line(room, **said)
        silences, answer = child.silences, b""
        try:
            writer.write(offer.encode())
            writer.write_eof()
            async with asyncio.timeout(ANSWER_S):
                answer = await reader.read()
        except ConnectionError:
            pass
        except TimeoutError as error:
            child.silences = silences + 1  # those who waited together heard one silence
            if child.silences >= SILENCES:
                self._hangs(room, child)
            raise RoomAway from error
        finally:
            writer.close()
        if not answer and not await child.has_fallen():  # it could not take the line: too many are open
            raise RoomAway
        child.silences = 0
        if not answer:
            self._ended(room, child)
        return answer

    async def _line(self, room: str, **said: Any) -> tuple[RoomChild, asyncio.StreamReader, asyncio.StreamWriter]:
        """The room's process and our end of a line to it."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                child = self._ask(room, theirs, **said)
        except RoomAway:
            ours.close()
            raise
        return child, *await asyncio.open_unix_connection(sock=ours)

    def _ask(self, room: str, line: socket.socket, **said: Any) -> RoomChild:
        """Asked of a process that is just starting, it waits there. Raises `RoomAway`, and `TrialsBusy` of a trial."""
        for _ in range(2):
            child = self._children.get(room) or self._start(room)
            try:
                child.hear(said, line)
            except BlockingIOError as error:
                if child.silences:
                    self._hangs(room, child)
                raise RoomAway from error
            except OSError:  # it ended just now
                self._ended(room, child)
            else:
                return child
        raise RoomAway

    def _tell(self, room: str, **said: Any) -> None:
        """To a room that lives; what is shown is told again and again, the rest is its sessions' and ends with it."""
        with suppress(OSError):
            if room in self._children:
                self._children[room].hear(said)

    def _start(self, room: str) -> RoomChild:
        is_trial = trials.is_trial(room)
        if is_trial and sum(map(trials.is_trial, self._children)) >= trials.MOST_AT_ONCE:
            raise TrialsBusy
        idle_s = trials.IDLE_S if is_trial else self._idle_s
        child = self._children[room] = RoomChild(room, self._log_format, idle_s)
        log.info("room.started", conference_id=room, pid=child.pid)
        child.on_end(self._ended, room, child)
        if room in self._shown:
            self._tell(room, **self._shown[room])
        return child

    def _hangs(self, room: str, child: RoomChild) -> None:
        log.warning("room.hangs", conference_id=room, pid=child.pid)
        self._ended(room, child)

    def _ended(self, room: str, child: RoomChild) -> None:
        if self._children.get(room) is child:
            del self._children[room]
            if trials.is_trial(room):
                self._shown.pop(room, None)
            child.let_go()
            log.info("room.ended", conference_id=room, code=child.kill())
