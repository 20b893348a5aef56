"""What viewers fetch: playlists that change, and media that never does."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from services.meeting.recorder.doors import Doors, doors_of
from services.meeting.recorder.fragments import of_track
from services.meeting.recorder.init_segment import SOUND, init_segment
from services.meeting.recorder.live_window import LiveWindow
from services.meeting.recorder.playlist import (
    STAGE,
    TARGET_S,
    VOICE,
    Addresses,
    archive_playlist,
    live_playlist,
    main_playlist,
)
from services.meeting.recorder.watch_links import watched
from shared.clock import real_now
from shared.refusals import NotFound
from shared.web.guard import public

router = APIRouter(prefix="/live/{token}", dependencies=[public()])
PLAYLIST, MEDIA, VOICES = "application/vnd.apple.mpegurl", "video/mp4", "audio/mp4"
FOR_EVER = "public, max-age=31536000, immutable"
Name = Annotated[str, Path(pattern=r"^\d{6,}-\d+$")]
Number = Annotated[int | None, Query(ge=0)]


def conference_of(request: Request, token: str) -> UUID:
    """The conference this link opens. Raises `NotFound`."""
    conference = watched(token, doors_of(request).secret, real_now())
    if conference is None:
        raise NotFound()
    return conference


Conference = Annotated[UUID, Depends(conference_of)]
Asked = Annotated[Doors, Depends(doors_of)]


@router.get("/main.m3u8")
async def main(doors: Asked, conference: Conference) -> Response:
    init = (await doors.inits(conference))[-1:]
    codecs, size = (init[0].codecs, (init[0].width, init[0].height)) if init else ("avc1.42e01f,opus", (1280, 720))
    return _playlist(main_playlist(codecs, size), 2)


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
async def init(doors: Asked, conference: Conference, number: int) -> Response:
    return _media(await doors.shelf.body(conference, f"init-{number}", "mp4"), MEDIA)


@router.get("/segment/{name}.m4s")
async def segment(doors: Asked, conference: Conference, name: Name) -> Response:
    return _media(await doors.shelf.body(conference, name, "m4s"), MEDIA)


@router.get("/part/{name}.{number}.m4s")
async def part(doors: Asked, conference: Conference, name: Name, number: int) -> Response:
    return _media(await _part(doors, conference, name, number), MEDIA)


@router.get("/voice/init.mp4")
async def voice_init(conference: Conference) -> Response:
    return _media(init_segment(None), VOICES)


@router.get("/voice/segment/{name}.m4s")
async def voice_segment(doors: Asked, conference: Conference, name: Name) -> Response:
    return _media(of_track(await doors.shelf.body(conference, name, "m4s"), SOUND), VOICES)


@router.get("/voice/part/{name}.{number}.m4s")
async def voice_part(doors: Asked, conference: Conference, name: Name, number: int) -> Response:
    return _media(of_track(await _part(doors, conference, name, number), SOUND), VOICES)


async def _live(
    doors: Doors, conference: UUID, variant: Addresses, number: int | None, part: int | None, skip: str
) -> Response:
    window = doors.recorders.window(conference)
    if window is None:
        return await _archive(doors, conference, variant)
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
    row = await doors.shelf.row(conference)
    segments, _ = await doors.shelf.known(conference)
    is_over = doors.recorders.window(conference) is None
    return _playlist(archive_playlist(row.origin_us, segments, variant, is_over=is_over), 2)


async def _part(doors: Doors, conference: UUID, name: str, number: int) -> bytes:
    """A part, also the one the playlist only hints at: then it is waited for."""
    window = doors.recorders.window(conference)
    if window is None:
        raise NotFound()
    if not await _reached(window, int(name.partition("-")[0]), number):
        raise NotFound()
    body = window.part(name, number)
    if body is None:
        raise NotFound()
    return body


def _playlist(text: str, seconds: int) -> Response:
    return Response(text, media_type=PLAYLIST, headers={"Cache-Control": f"public, max-age={seconds}"} | OPEN)


def _media(body: bytes, kind: str) -> Response:
    return Response(body, media_type=kind, headers={"Cache-Control": FOR_EVER} | OPEN)


OPEN = {"Access-Control-Allow-Origin": "*"}
