"""The door: presence, guests, questions raised in the hall, and the attendance list."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain import door
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.presence import Presence, RefusalReason
from services.meeting.domain.session import Phase
from services.meeting.domain.stage import point_of, seat_at
from services.meeting.store import conferences, people
from services.meeting.store import scene as scenes
from services.meeting.store.scene import Scene
from services.meeting.usecases.act import By
from services.meeting.usecases.greet_guest import greet_guest
from services.meeting.usecases.raise_question import Raised, raise_question
from services.meeting.web import words
from services.meeting.web.door_view import door as door_view
from services.meeting.web.door_view import guest_of
from services.meeting.web.live_session import live_of
from services.meeting.web.seat_view import seats
from services.meeting.web.session_commands import command, id_in, made_by, optional_id, run
from shared.identity import Permission
from shared.ids import new_code
from shared.refusals import NotFound
from shared.web.forms import Form
from shared.web.guard import needs, officer_of
from shared.web.room import room_of

Kind = TypeVar("Kind", Presence, RefusalReason)

router = APIRouter(prefix="/meeting/c/{conference_id}", dependencies=[needs(Permission.RUN_SESSION)])


@router.get("/attendance")
async def attendance(request: Request, conference_id: UUID, q: str = "", at: str = "") -> Response:
    """`at` is the point whose door this is; the hall's without one."""
    return await _page(request, conference_id, "meeting/attendance.html", q, at)


@router.get("/attendance/print")
async def printed(request: Request, conference_id: UUID) -> Response:
    return await _page(request, conference_id, "meeting/attendance_print.html", "")


@router.get("/attendance/p/{person_id}")
async def person(request: Request, conference_id: UUID, person_id: UUID) -> Response:
    """One person at the door, with every way to note the presence."""
    scene = await _scene(request, conference_id)
    if person_id not in scene.people:
        raise NotFound()
    return room_of(request).templates.page(
        request,
        "meeting/person.html",
        conference=scene.conference,
        guest=guest_of(scene, scene.people[person_id]),
        seats=seats(scene.rules),
        seat=point_of(scene.state, scene.rules, person_id).key,
        questions=scene.questions_of(person_id),
        reasons=[(reason.value, text) for reason, text in words.REFUSAL.items()],
        is_concluded=scene.state.phase is Phase.CONCLUDED,
    )


async def _scene(request: Request, conference_id: UUID) -> Scene:
    async with room_of(request).database.transaction() as session:
        await conferences.find(session, conference_id, officer_of(request).unit_id)
        return await scenes.load(session, conference_id)


async def _page(request: Request, conference_id: UUID, template: str, query: str, at: str = "") -> Response:
    scene = await _scene(request, conference_id)
    if scene.rules.point(at) is None:
        raise NotFound()
    profile = conferences.profile_of(scene.conference)
    room, live = room_of(request), live_of(request)
    context = door_view(scene, query, at) | {"seq": scene.state.seq, "areas": profile.unit.areas, "unit": profile.unit}
    return room.templates.page(request, template, **context, film=live.film(scene, room.clock.now()))


@router.post("/attendance/mark")
async def mark(request: Request, conference_id: UUID) -> Response:
    return await command(
        request,
        conference_id,
        lambda form, _i: (
            lambda s, r: door.mark(
                s,
                id_in(form, "person"),
                _one(Presence, form["presence"]),
                form["area"],
                _reason(form),
                point=_seat(r, form),
            )
        ),
        "Đã điểm danh.",
    )


@router.post("/attendance/clear")
async def clear(request: Request, conference_id: UUID) -> Response:
    return await command(
        request, conference_id, lambda form, _i: lambda s, _r: door.clear(s, id_in(form, "person")), "Đã bỏ điểm danh."
    )


@router.post("/attendance/guest")
async def guest(request: Request, conference_id: UUID) -> Response:
    now = room_of(request).clock.now()

    async def work(session: AsyncSession, form: Form, by: By) -> str:
        person_id = made_by(by.command_id or conference_id, "person")
        await greet_guest(session, conference_id, person_id, form["full_name"], form["area"], by, now, form["point"])
        return "Đã ghi khách dự."

    return await run(request, conference_id, work)


@router.post("/questions/raise")
async def raised(request: Request, conference_id: UUID) -> Response:
    """Ids come from the command's id, which the browser made: sent twice it is one question."""
    now = room_of(request).clock.now()

    async def work(session: AsyncSession, form: Form, by: By) -> str:
        question = _raised(form, by.command_id or conference_id)
        if question.is_known and not question.full_name:
            question = await _known(session, conference_id, question)
        await raise_question(session, conference_id, question, by, now)
        return f"Đã ghi ý kiến, mã {question.code}."

    return await run(request, conference_id, work)


def _raised(form: Form, command_id: UUID) -> Raised:
    known = optional_id(form, "person")
    return Raised(
        question_id=made_by(command_id, "question"),
        registration_id=made_by(command_id, "registration"),
        person_id=known or made_by(command_id, "person"),
        code=new_code(),
        full_name=form["full_name"],
        org_name=form["org_name"],
        area=form["area"],
        address=form["address"],
        phone=form["phone"],
        email=form["email"],
        text=form["text"],
        shows_name=form["shows_name"] == "1",
        follow_up_of=optional_id(form, "follow_up_of"),
        is_known=known is not None,
        point=form["point"],
    )


async def _known(session: AsyncSession, conference_id: UUID, question: Raised) -> Raised:
    """A follow-up by somebody on the roll: name and area are known."""
    scene = await scenes.load(session, conference_id)
    person = scene.people.get(question.person_id)
    if person is None:
        raise NotFound()
    return replace(question, full_name=people.spoken_name(person), area=person.area)


def _seat(rules: HallRules, form: Form) -> str | None:
    """Where the form says the person is; none when it does not ask."""
    return seat_at(rules, form["point"]) if form["point"] else None


def _reason(form: Form) -> RefusalReason | None:
    return _one(RefusalReason, form["reason"]) if form["reason"] else None


def _one(kind: type[Kind], value: str) -> Kind:
    try:
        return kind(value)
    except ValueError:
        raise NotFound() from None
