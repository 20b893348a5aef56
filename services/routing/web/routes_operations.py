"""Operations: the business clock, the set-aside facts of each room, and starting the demo over."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from shared.calendar import words
from shared.clock import real_now
from shared.contracts.operations import DemoReset, DemoResetReply
from shared.identity import Permission
from shared.messaging.topology import ROOMS
from shared.refusals import Refusal
from shared.web.commands import Done, run_command
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

router = APIRouter(prefix="/routing/operations", dependencies=[needs(Permission.OPERATE_SYSTEM)])


class RealTimeOnly(Refusal):
    """Production runs on real time."""

    code = "real_time_only"


class BackwardJump(Refusal):
    """The clock only jumps forward: facts that happened stay in the past."""

    code = "backward_jump"
    status = 422


class DemoOnly(Refusal):
    """There is no demo here to start over."""

    code = "demo_only"


@router.get("")
async def show(request: Request) -> Response:
    room = room_of(request)
    return room.templates.page(
        request,
        "operations.html",
        rooms=ROOMS,
        is_ahead=bool(room.clock.offset),
        is_real=room.clock.is_real,
        real_words=words.instant_words(real_now()),
    )


@router.post("/clock")
async def jump(request: Request) -> Response:
    """Jump forward to a moment, or by days."""
    room = room_of(request)

    async def work(_session: AsyncSession, form: Form) -> Done:
        if room.clock.is_real:
            raise RealTimeOnly()
        target = _target(form, room.clock.now())
        if target < room.clock.now():
            raise BackwardJump()
        await room.bus.set_clock_offset((target - real_now()).total_seconds())
        return Done(f"Đồng hồ nghiệp vụ nay là {words.instant_words(target)}.", "/routing/operations")

    return await run_command(request, work)


def _target(form: Form, now: datetime) -> datetime:
    if form["days"].isdigit():
        return now + timedelta(days=int(form["days"]))
    try:
        return datetime.fromisoformat(form["moment"]).replace(tzinfo=words.HO_CHI_MINH)
    except ValueError:
        raise BackwardJump() from None


@router.post("/demo")
async def start_over(request: Request) -> Response:
    """Ask the embedded stack to wipe the demo and play it anew."""
    room, officer = room_of(request), officer_of(request)

    async def work(_session: AsyncSession, _form: Form) -> Done:
        if not room.settings.demo:
            raise DemoOnly()
        await room.bus.ask("rpc.stack.demo.reset.v1", DemoReset(actor=officer.id), DemoResetReply)
        return Done("Đang làm lại bản thử. Xin đợi khoảng một phút rồi đăng nhập lại.", "/dang-nhap")

    return await run_command(request, work)
