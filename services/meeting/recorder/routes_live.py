"""What viewers fetch: playlists that change, and media that never does."""

import asyncio
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from services.meeting.recorder.doors import Doors, doors_of
from services.meeting.recorder.fragments import of_tracks
from services.meeting.recorder.init_segment import AAC, PICTURES, SOUND, init_segment, with_tracks
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.playlist import STAGE, TARGET_S, VOICE, Addresses, live_playlist
from services.meeting.recorder.renditions import AAC_FOLDER, main_playlist, variants
from shared.refusals import NotFound
from shared.web.guard import public

router = APIRouter(dependencies=[public()])  # stands under each of `PREFIXES`
PREFIXES = ("/live/{token}", "/live/{token}/" + AAC_FOLDER)
PLAYLIST, MEDIA, VOICES = "application/vnd.apple.mpegurl", "video/mp4", "audio/mp4"
LONGEST_LINK_S = 2 * 86_400  # see `watch_links.shared_expiry`: what was erased stays in no proxy longer than that
MEDIA_AGE = f"public, max-age={LONGEST_LINK_S}, immutable"
Name = Annotated[str, Path(pattern=r"^\d{6,9}-\d{1,12}$")]
Number = Annotated[int | None, Query(ge=0)]


async def conference_of(request: Request, token: str) -> UUID:
    """The conference this link opens now. Refuses: `LinkInvalid`, `NotPublic`."""
    return await doors_of(request).admission.conference_of(token)


def sound_of(request: Request) -> int:
    """The sound track of this address: Opus, or AAC for players without it."""
    return AAC if request.url.path.split("/")[3] == AAC_FOLDER else SOUND


Conference = Annotated[UUID, Depends(conference_of)]
Asked = Annotated[Doors, Depends(doors_of)]
SoundTrack = Annotated[int, Depends(sound_of)]


@router.get("/main-{name}.m3u8")
async def main(
    doors: Asked, conference: Conference, name: Literal["stage", "audio", "archive", "archive-audio"]
) -> Response:
    """The same playlist with each sound there is, for players that choose by themselves. AAC first: all know it."""
    newest = (await doors.inits(conference))[-1:]
    return _playlist(main_playlist(variants(name, newest[0] if newest else None)), 2)


@router.get("/stage.m3u8")
async def stage(
    doors: Asked, conference: Conference, _HLS_msn: Number = None, _HLS_part: Number = None, _HLS_skip: str = ""
) -> Response:
    """The low-latency playlist; with `_HLS_msn` it waits until that segment or part is there."""
    return await _live(doors, conference, STAGE, _HLS_msn, _HLS_part, _HLS_skip)


@router.get("/audio.m3u8")
async def audio(
    doors: Asked, conference: Conference, _HLS_msn: Number = None, _HLS_part: Number = None, _HLS_skip: str = ""
) -> Response:
    return await _live(doors, conference, VOICE, _HLS_msn, _HLS_part, _HLS_skip)


@router.get("/archive.m3u8")
async def archive(doors: Asked, conference: Conference) -> Response:
    return await _archive(doors, conference, STAGE)


@router.get("/archive-audio.m3u8")
async def archive_audio(doors: Asked, conference: Conference) -> Response:
    return await _archive(doors, conference, VOICE)


@router.get("/init/{number}.mp4")
async def init(doors: Asked, conference: Conference, sound: SoundTrack, number: int) -> Response:
    body = await doors.shelf.body(conference, f"init-{number}", "mp4")
    return _media(with_tracks(body, PICTURES, sound), MEDIA)


@router.get("/segment/{name}.m4s")
async def segment(doors: Asked, conference: Conference, sound: SoundTrack, name: Name) -> Response:
    return _media(of_tracks(await doors.shelf.body(conference, name, "m4s"), PICTURES, sound), MEDIA)


@router.get("/part/{name}.{number}.m4s")
async def part(doors: Asked, conference: Conference, sound: SoundTrack, name: Name, number: int) -> Response:
    return _media(of_tracks(await _part(doors, conference, name, number), PICTURES, sound), MEDIA)


@router.get("/voice/init.mp4")
async def voice_init(_conference: Conference, sound: SoundTrack) -> Response:
    return _media(with_tracks(init_segment(None, aac=True), sound), VOICES)


@router.get("/voice/segment/{name}.m4s")
async def voice_segment(doors: Asked, conference: Conference, sound: SoundTrack, name: Name) -> Response:
    return _media(of_tracks(await doors.shelf.body(conference, name, "m4s"), sound), VOICES)


@router.get("/voice/part/{name}.{number}.m4s")
async def voice_part(doors: Asked, conference: Conference, sound: SoundTrack, name: Name, number: int) -> Response:
    return _media(of_tracks(await _part(doors, conference, name, number), sound), VOICES)


async def _live(
    doors: Doors, conference: UUID, variant: Addresses, number: int | None, part: int | None, skip: str
) -> Response:
    window = doors.recorders.window(conference)
    if window is None:
        return await _archive(doors, conference, variant)
    if number is not None and not window.live.is_near(number):
        return Response(status_code=400, headers={"Cache-Control": "no-store"})
    if number is not None and not await _reached(window, number, part):
        return Response(status_code=503, headers={"Cache-Control": "no-store"})
    # An answer to a blocking reload says the same to everybody who asks for the same.
    return _playlist(live_playlist(window.live, variant, skip=bool(skip)), 1 if number is None else 6 * TARGET_S)


async def _reached(window: LiveWindow, number: int, part: int | None) -> bool:
    try:
        async with asyncio.timeout(3 * TARGET_S):
            await window.reached(number, part)
    except TimeoutError:
        return False
    return True


async def _archive(doors: Doors, conference: UUID, variant: Addresses) -> Response:
    return _playlist(await doors.archives.playlist(conference, variant, doors.recorders.window(conference)), 2)


async def _part(doors: Doors, conference: UUID, name: str, number: int) -> bytes:
    """A part, also the one the playlist only hints at: then it is waited for."""
    window = doors.recorders.window(conference)
    if window is None:
        raise NotFound()
    segment = int(name.partition("-")[0])
    if not (window.live.is_near(segment) and await _reached(window, segment, number)):
        raise NotFound()
    body = window.part(name, number)
    if body is None:
        raise NotFound()
    return body


def _playlist(text: str, seconds: int) -> Response:
    return Response(text, media_type=PLAYLIST, headers={"Cache-Control": f"public, max-age={seconds}"} | OPEN)


def _media(body: bytes, kind: str) -> Response:
    return Response(body, media_type=kind, headers={"Cache-Control": MEDIA_AGE} | OPEN)


OPEN = {"Access-Control-Allow-Origin": "*"}
