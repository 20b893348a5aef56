"""Đợt in: post letters printed together, given to the post together."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.words import message_tag
from services.notify.store import print_reads as reads
from services.notify.store.message_reads import count_messages, counts
from services.notify.store.tables import Message
from services.notify.usecases import decide, print_files, print_run
from services.notify.web import shell
from services.notify.web.routes_message import proof_of
from services.notify.web.sight import DESK, OF_RUN, sight_of
from services.notify.web.typed import get_day, uuids
from services.notify.web.views import MessageLine, letter_line, message_lines
from shared.calendar.words import local_day
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.files import file_response
from shared.web.forms import Form
from shared.web.guard import actor_of, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/notify/print", dependencies=[DESK])
one_run = APIRouter(prefix="/notify/print/{run_id}", dependencies=OF_RUN)
FILES: Mapping[str, print_files.Kind] = {"thu": "letters", "danh-sach": "cover", "nhan": "labels"}


@router.get("")
async def runs(request: Request) -> Response:
    room, unit_id, sight = room_of(request), officer_of(request).unit_id, sight_of(request)
    async with room.database.transaction() as session:
        piles = [await _pile(session, unit_id, kind) for kind in (False, True) if sight.reads(kind)]
        made = await reads.runs(session, unit_id, sight=sight)
        figures = await counts(session, unit_id, sight)
    return room.templates.page(
        request,
        "print_runs.html",
        piles=[pile for pile in piles if pile.lines or not pile.restricted or len(piles) == 1],
        runs=made,
        figures=shell.figures(figures),
        tabs=shell.tabs("/notify/print", figures),
    )


class Pile(NamedTuple):
    """Letters that are printed together: the protected ones, or the others."""

    restricted: bool
    lines: list[MessageLine]
    total: int

    @property
    def not_ready(self) -> int:
        return sum(bool(line.word) for line in self.lines)


async def _pile(session: AsyncSession, unit_id: str, restricted: bool) -> Pile:
    lines = message_lines(await reads.to_print(session, unit_id, restricted=restricted))
    waiting = (print_run.waits_for_print(unit_id), Message.restricted.is_(restricted))
    return Pile(restricted, lines, await count_messages(session, *waiting))


@router.post("")
async def make(request: Request) -> Response:
    """A print run of the ticked letters, or of all whose file is ready. Rule: R-023, C-27"""
    room, unit_id, sight = room_of(request), officer_of(request).unit_id, sight_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        chosen = None if form["which"] == "all" else uuids(form.all("message"))
        restricted = form["restricted"] == "1"
        if not sight.reads(restricted):
            raise NotFound()
        who, now = actor_of(request), room.clock.now()
        run = await print_run.make_print_run(session, unit_id, chosen, who, now, restricted=restricted)
        return Done(f"{run.name}: {run.size} thư.", f"/notify/print/{run.id}")

    return await run_command(request, work)


@one_run.get("")
async def show(request: Request, run_id: UUID) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        run = await reads.run_of(session, unit_id, run_id)
        rows = await print_run.letters_of(session, run_id)
    return room.templates.page(
        request,
        "print_run.html",
        run=run,
        rows=[(letter_line(letter), message, message_tag(message.state, message.channel)) for message, letter in rows],
        today=local_day(room.clock.now()).isoformat(),
    )


@one_run.get("/{name}.pdf")
async def file(request: Request, run_id: UUID, name: str) -> Response:
    """The letters, the list for the post, or the labels; made on the spot when not there yet."""
    room, unit_id = room_of(request), officer_of(request).unit_id
    if name not in FILES:
        raise NotFound()
    async with room.database.transaction() as session:
        run = await print_run.locked_run(session, unit_id, run_id)
        body = await print_files.file_of(session, room.store, run, FILES[name])
    return file_response(body, f"{name}-{run_id}.pdf")


@one_run.post("/post")
async def post(request: Request, run_id: UUID) -> Response:
    """Given to the post, with its codes where there are some."""
    room, unit_id = room_of(request), officer_of(request).unit_id

    async def work(session: AsyncSession, form: Form) -> Done:
        day, actor, now = get_day(form, "posted_on"), actor_of(request), room.clock.now()
        count = await print_run.give_to_post(session, unit_id, run_id, day, form["tracking"], actor, now)
        said = f"Đã ghi: giao bưu điện {count} thư." if count else "Đã lưu mã bưu gửi."
        return Done(said, f"/notify/print/{run_id}")

    return await run_command(request, work)


@one_run.post("/outcome")
async def outcome(request: Request, run_id: UUID) -> Response:
    """What the post reports of the ticked letters: delivered with proof, or come back with the reason. Rule: R-011"""
    room, unit_id = room_of(request), officer_of(request).unit_id

    async def work(session: AsyncSession, form: Form) -> Done:
        chosen = await _of_run(session, unit_id, run_id, uuids(form.all("message")))
        now, actor = room.clock.now(), actor_of(request)
        note = decide.mark_returned if form["what"] == "returned" else decide.mark_delivered
        text = proof_of(form, local_day(now))
        for message_id in chosen:
            await note(session, unit_id, message_id, text, actor, now)
        word = "hoàn lại" if form["what"] == "returned" else "đã phát"
        return Done(f"Đã ghi {len(chosen)} thư {word}.", f"/notify/print/{run_id}")

    return await run_command(request, work)


async def _of_run(session: AsyncSession, unit_id: str, run_id: UUID, ticked: Sequence[UUID]) -> list[UUID]:
    """The ticked letters of this run, in one order for all, so that two clerks do not block each other."""
    await print_run.locked_run(session, unit_id, run_id)
    return [message.id for message, _ in await print_run.letters_of(session, run_id) if message.id in set(ticked)]
