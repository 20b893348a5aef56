"""One message, and what a person may decide about it."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.recipient import Recipient
from services.notify.domain.refusals import FutureDate
from services.notify.store.message_reads import message_of, receipts_of
from services.notify.store.tables import Message
from services.notify.usecases import decide
from services.notify.web.sight import OF_MESSAGE
from services.notify.web.typed import find_choice, get_day
from services.notify.web.views import entry_of, message_line
from shared.calendar.words import local_day, short_date
from shared.contracts.notify import Delivery
from shared.identity.actor import Actor
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import actor_of, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/notify/messages/{message_id}", dependencies=OF_MESSAGE)


@router.get("")
async def show(request: Request, message_id: UUID) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        found = await message_of(session, unit_id, message_id)
        receipts = await receipts_of(session, message_id)
    message, letter = found
    to = Recipient.of((letter.recipient if letter else None) or {})
    return room.templates.page(
        request,
        "message.html",
        line=message_line(found),
        message=message,
        letter=letter,
        to=to,
        history=[entry_of(one, message.channel) for one in receipts],
        today=local_day(room.clock.now()).isoformat(),
        state=message.state.value,
        channel=message.channel.value,
    )


@router.post("/{act}")
async def decided(request: Request, message_id: UUID, act: str) -> Response:
    """One of `ACTS`. Rule: R-011, R-023, R-095"""
    room, unit_id = room_of(request), officer_of(request).unit_id
    if act not in ACTS:
        raise NotFound()
    do, said = ACTS[act]

    async def work(session: AsyncSession, form: Form) -> Done:
        about = About(session, unit_id, message_id, form, actor_of(request), room.clock.now())
        message = await do(about)
        return Done(said, f"/notify/messages/{message.id}")

    return await run_command(request, work)


class About(NamedTuple):
    """A person's decision as it came in."""

    session: AsyncSession
    unit_id: str
    message_id: UUID
    form: Form
    actor: Actor
    now: datetime

    @property
    def what(self) -> tuple[AsyncSession, str, UUID]:
        return self.session, self.unit_id, self.message_id

    @property
    def who(self) -> tuple[Actor, datetime]:
        return self.actor, self.now

    def typed(self, name: str) -> str:
        return self.form[name][:500]


async def _delivered(about: About) -> Message:
    return await decide.mark_delivered(*about.what, proof_of(about.form, local_day(about.now)), *about.who)


async def _returned(about: About) -> Message:
    return await decide.mark_returned(*about.what, about.typed("reason"), *about.who)


async def _again(about: About) -> Message:
    return await decide.send_again(*about.what, about.typed("address"), *about.who)


async def _envelope(about: About) -> Message:
    return await decide.correct_envelope(*about.what, about.typed("address"))


async def _reprint(about: About) -> Message:
    return await decide.back_to_print(*about.what, *about.who)


async def _way(about: About) -> Message:
    channel = find_choice(Delivery, about.form["channel"]) or Delivery.HAND
    return await decide.change_way(*about.what, channel, about.typed("address"), *about.who)


async def _drop(about: About) -> Message:
    return await decide.give_up(*about.what, about.typed("reason"), *about.who)


ACTS: dict[str, tuple[Callable[[About], Awaitable[Message]], str]] = {
    "delivered": (_delivered, "Đã ghi: thư đã tới người nhận."),
    "returned": (_returned, "Đã ghi thư hoàn lại. Xin chọn cách gửi tiếp."),
    "again": (_again, "Thư sẽ được gửi lại."),
    "envelope": (_envelope, "Đã lưu địa chỉ gửi."),
    "reprint": (_reprint, "Thư đã về danh sách chờ in."),
    "way": (_way, "Đã chuyển cách gửi."),
    "drop": (_drop, "Đã ghi: thôi không gửi."),
}


def proof_of(form: Form, today: date) -> str:
    """The words of the proof, with the day where one was typed. Refuses a day in the future."""
    proof = form["proof"][:500]
    if not (proof and form["day"]):
        return proof
    day = get_day(form, "day")
    if day > today:
        raise FutureDate()
    return f"Ngày {short_date(day)}: {proof}"
