"""Janus's VideoRoom behind our port: the proof that another engine fits.

Janus offers to its viewers where WHEP lets the viewer offer; `crossed` turns the one into the other.
"""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.meeting.media.offers import read
from services.meeting.media.port import BadOffer, Joined, Left, MediaEvent, Session, Slots
from services.meeting.media.slots import fill, fill_voices
from shared.ids import new_id
from tests.bench.media.crossed import answer_to_janus, answer_to_viewer, one_fingerprint

HD, THUMBNAIL, VOICE = "0", "1", "2"  # the m-lines of a point, in their order
ROOM = {"videocodec": "h264", "h264_profile": "42e01f", "audiocodec": "opus", "publishers": 200, "bitrate": 0}


@dataclass
class _Viewer:
    name: str
    session: str
    handle: int
    slots: Slots


@dataclass
class _Room:
    handle: int  # the room's own, for what concerns nobody alone
    stage: str | None = None
    before: str | None = None
    voices: tuple[str, ...] = ()
    points: dict[str, tuple[str, int]] = field(default_factory=dict)  # session, handle
    viewers: dict[str, _Viewer] = field(default_factory=dict)


class JanusPort:
    """Implements `MediaPort`. A viewer must come after the points: Janus offers only what is there."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self._rooms: dict[str, _Room] = {}

    async def publish(self, room: str, point: str, offer: str) -> Session:
        here = await self._room(room)
        if point in here.points:
            await self.leave(room, here.points[point][0])
        handle = await self._line.attach()
        jsep = {"type": "offer", "sdp": one_fingerprint(offer), "trickle": False}
        said = {"request": "joinandconfigure", "ptype": "publisher", "room": room, "id": point}
        answer = await self._line.ask(handle, jsep, **said)
        session = str(new_id())
        here.points[point] = session, handle
        return Session(session, answer["jsep"]["sdp"])

    async def watch(self, room: str, viewer: str, offer: str) -> Session:
        here, sections = await self._room(room), read(offer).sections
        videos = sum(section.kind == "video" for section in sections)
        session, handle = str(new_id()), await self._line.attach()
        empty = Slots(viewer, session, None, (None,) * (videos - 1), (None,) * (len(sections) - videos))
        watching = _Viewer(viewer, session, handle, _slots(here, empty))
        wanted = _feeds(watching.slots)
        if None in wanted:
            raise BadOffer  # Janus offers no empty slots
        streams = [{"feed": feed, "mid": mid} for feed, mid in filter(None, wanted)]
        joined = await self._line.ask(handle, request="join", ptype="subscriber", room=room, streams=streams)
        theirs = joined["jsep"]["sdp"]
        jsep = {"type": "answer", "sdp": answer_to_janus(theirs, offer), "trickle": False}
        await self._line.ask(handle, jsep, request="start")
        here.viewers[session] = watching
        return Session(session, answer_to_viewer(theirs, offer))

    async def leave(self, room: str, session_id: str) -> None:
        here = await self._room(room)
        handles = {session: handle for session, handle in here.points.values()}
        handles |= {viewer.session: viewer.handle for viewer in here.viewers.values()}
        if session_id in handles:
            await self._line.detach(handles[session_id])
        here.points = {name: one for name, one in here.points.items() if one[0] != session_id}
        here.viewers.pop(session_id, None)

    async def show(self, room: str, stage: str | None, open_microphones: Sequence[str]) -> None:
        here = await self._room(room)
        here.before = next((point for point in (here.stage, here.before) if point not in (None, stage)), None)
        here.stage, here.voices = stage, tuple(open_microphones)
        for viewer in here.viewers.values():
            before, viewer.slots = viewer.slots, _slots(here, viewer.slots)
            pairs = enumerate(zip(_feeds(before), _feeds(viewer.slots), strict=True))
            turns = [
                {"feed": new[0], "mid": new[1], "sub_mid": str(at)} for at, (old, new) in pairs if new and new != old
            ]
            if turns:
                await self._line.ask(viewer.handle, request="switch", streams=turns)

    async def request_keyframe(self, room: str, point: str) -> None:
        here = await self._room(room)
        streams = [{"mid": mid, "keyframe": True} for mid in (HD, THUMBNAIL)]
        await self._line.ask(here.points[point][1], request="configure", streams=streams)

    async def events(self, room: str, viewer: str) -> AsyncGenerator[MediaEvent, None]:
        for point in (await self._room(room)).points:
            yield Joined(point, video=True)
        while True:
            said = await self._line.told.get()
            for publisher in said.get("publishers", ()):
                yield Joined(publisher["id"], video=any(one["type"] == "video" for one in publisher["streams"]))
            if "unpublished" in said or "leaving" in said:
                yield Left(said.get("unpublished") or said["leaving"])

    async def _room(self, name: str) -> _Room:
        if name not in self._rooms:
            handle = await self._line.attach()
            await self._line.ask(handle, request="create", room=name, **ROOM)
            self._rooms[name] = _Room(handle)
        return self._rooms[name]


def _slots(room: _Room, now: Slots) -> Slots:
    """Who stands where for this viewer, by our own rules."""
    others = [point for point in room.points if point != now.viewer]
    stage = room.before if room.stage == now.viewer else room.stage
    voices = fill_voices(now.voices, [point for point in room.voices if point != now.viewer], stage)
    return Slots(now.viewer, now.session, stage, fill(now.grid, others), voices)


def _feeds(slots: Slots) -> list[tuple[str, str] | None]:
    """Feed and its m-line behind each m-line of the viewer."""
    behind = [(slots.stage, HD), *((point, THUMBNAIL) for point in slots.grid), *((one, VOICE) for one in slots.voices)]
    return [(point, mid) if point else None for point, mid in behind]
