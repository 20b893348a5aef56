"""Films of a conference: seen by who may, decided by the office, kept or deleted by the office."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.clip_refusals import NothingChosen
from services.meeting.store import conferences, films, recordings
from services.meeting.store import scene as scenes
from services.meeting.store.question_tables import Question
from services.meeting.usecases import keep_recordings as keep
from services.meeting.usecases.decide_clips import Seen, decide_clip, decide_clips
from services.meeting.web.clip_view import clip_page
from services.meeting.web.plan_page import by_of
from shared.contracts.meeting import ClipShown
from shared.identity import Permission
from shared.refusals import Forbidden, NotFound
from shared.storage import Store
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.ranges import Stored, ranged_response
from shared.web.room import room_of

watching = APIRouter(prefix="/meeting/c/{conference_id}/clips", dependencies=[needs(Permission.WATCH_RECORDING)])
reviewing = APIRouter(prefix="/meeting/c/{conference_id}/clips", dependencies=[needs(Permission.REVIEW_RECORDING)])
MP4 = "video/mp4"


@watching.get("")
async def page(request: Request, conference_id: UUID) -> Response:
    room, officer = room_of(request), officer_of(request)
    async with room.database.transaction() as session:
        await conferences.find(session, conference_id, officer.unit_id)
        context = await clip_page(session, await scenes.load(session, conference_id), officer)
    may_review = officer.may(Permission.REVIEW_RECORDING)
    return room.templates.page(
        request, "meeting/clips.html", **context, may_review=may_review, delete_word=keep.DELETE_WORD
    )


@watching.get("/{question_id}.mp4")
async def film(request: Request, conference_id: UUID, question_id: UUID) -> Response:
    """The film itself, whatever was decided, to signed-in officers of the unit."""
    room, officer = room_of(request), officer_of(request)
    async with room.database.reading() as session:
        await conferences.find(session, conference_id, officer.unit_id)
        question = await session.get(Question, question_id)
        clip = await films.clip_of(session, conference_id, question_id)
    if question is None or clip is None:
        raise NotFound()
    if not officer.may_watch_film(question.department_key):
        raise Forbidden()
    return await ranged_response(
        request, room.store, Stored(clip.key, clip.size, clip.sha256, MP4), "private, no-cache"
    )


@reviewing.get("/tracks/{point}.mp4")
async def track(request: Request, conference_id: UUID, point: str, part: Annotated[int, Query(ge=1)] = 1) -> Response:
    """A part of one point's own recording as a file, once it is over; read from the store piece by piece."""
    room, officer = room_of(request), officer_of(request)
    async with room.database.reading() as session:
        conference = await conferences.find(session, conference_id, officer.unit_id)
        rows = await recordings.tracks_of(session, conference_id)
        row = next((row for row in rows if row.point == point and not row.is_on), None)
        parts = await recordings.parts_of(session, row.conference_id) if row else []
    if part > len(parts):
        raise NotFound()
    name = quote(f"{conference.slug}-{point}{f'-{part}' if len(parts) > 1 else ''}.mp4")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "private, no-store"}
    return StreamingResponse(_joined(room.store, parts[part - 1].keys), media_type=MP4, headers=headers)


async def _joined(store: Store, pieces: Sequence[str]) -> AsyncIterator[bytes]:
    for key in pieces:
        yield await store.get(key)


@reviewing.post("/decide")
async def decide(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        seen = _seen(form["film"])
        await decide_clip(session, conference_id, seen, _shown(form), by, now)
        return Done("Đã ghi quyết định.", f"/meeting/c/{conference_id}/clips#q-{seen.question_id}")

    return await run_command(request, work)


@reviewing.post("/decide-many")
async def decide_many(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        chosen = [_seen(value) for value in form.all("film")]
        decided = await decide_clips(session, conference_id, chosen, _shown(form), by, now)
        left = len(chosen) - decided
        kept = f" {left} đoạn giữ nguyên vì không được nêu tên người hỏi." if left else ""
        return Done(f"Đã quyết định {decided} đoạn.{kept}", f"/meeting/c/{conference_id}/clips")

    return await run_command(request, work)


@reviewing.post("/hold")
async def hold(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await keep.hold(session, conference_id, form["reason"], by, now)
        return Done("Bản ghi được giữ lại.", f"/meeting/c/{conference_id}/clips")

    return await run_command(request, work)


@reviewing.post("/release")
async def release(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, _form: Form) -> Done:
        await keep.release(session, conference_id, by, now)
        return Done("Bản ghi lại theo thời hạn lưu.", f"/meeting/c/{conference_id}/clips")

    return await run_command(request, work)


@reviewing.post("/delete")
async def delete(request: Request, conference_id: UUID) -> Response:
    now, by = room_of(request).clock.now(), by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await keep.delete_now(session, conference_id, form["typed"], by, now)
        return Done("Bản ghi và mọi đoạn đang được xóa.", f"/meeting/c/{conference_id}/clips")

    return await run_command(request, work)


def _seen(value: str) -> Seen:
    """`<question> <SHA-256>` of the film as the page had it."""
    question_id, _, sha256 = value.partition(" ")
    try:
        return Seen(UUID(question_id), sha256)
    except ValueError:
        raise NotFound() from None


def _shown(form: Form) -> ClipShown:
    try:
        return ClipShown(form["shown"])
    except ValueError:
        raise NothingChosen() from None
