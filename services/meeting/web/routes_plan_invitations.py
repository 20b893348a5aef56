"""The invitation list by group of the plan, the quota of each area, and the letter to a group."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.meeting.domain.invitation import in_groups, quotas, read_lines
from services.meeting.domain.invitation_document import invitation_document
from services.meeting.store.invitations import invitee_of
from services.meeting.usecases.invite import invite, set_coming, uninvite
from services.meeting.web.plan_page import by_of, page_of
from services.meeting.web.session_commands import id_in
from shared.identity import Permission
from shared.refusals import NotFound
from shared.web.commands import Done, read_command_id, run_command
from shared.web.forms import Form
from shared.web.guard import needs
from shared.web.papers import document_response
from shared.web.room import room_of

COMING = {"yes": True, "no": False, "": None}
router = APIRouter(prefix="/meeting/plan/{conference_id}/invitations", dependencies=[needs(Permission.PLAN_CONFERENCE)])


@router.get("")
async def page(request: Request, conference_id: UUID) -> Response:
    context = await page_of(request, conference_id, {})
    profile = context["profile"]
    invited = [invitee_of(row) for row in context["invited"]]
    groups = in_groups(profile, invited)
    return room_of(request).templates.page(
        request,
        "meeting/plan_invitations.html",
        **context,
        groups=groups,
        quotas={group.key: quotas(profile, group, invited) for group, _ in groups if group.per_area},
        group_options=[(group.key, group.name) for group, _ in groups],
        area_options=[(area.name, area.name) for area in profile.unit.areas],
    )


@router.get("/{group}/letter.{kind}")
async def letter(request: Request, conference_id: UUID, group: str, kind: Literal["pdf", "docx"]) -> Response:
    context = await page_of(request, conference_id, {})
    chosen = next((one for one in context["profile"].plan.invitees if one.key == group), None)
    if chosen is None:
        raise NotFound()
    named = [row for row in context["invited"] if row.group_key == group]
    names = [", ".join(part for part in (row.full_name, row.capacity, row.area) if part) for row in named]
    document = invitation_document(context["profile"], context["wish"], names or [chosen.name])
    return await document_response(document, f"giay-moi-{context['conference'].slug}", kind)


@router.post("")
async def add(request: Request, conference_id: UUID) -> Response:
    async def work(session: AsyncSession, form: Form) -> Done:
        by = replace(by_of(request), command_id=read_command_id(request, form))
        count = await invite(session, conference_id, form["group"], form["area"], read_lines(form["people"]), by)
        return Done(f"Đã ghi {count} khách mời.", _here(conference_id, form["group"]))

    return await run_command(request, work)


@router.post("/coming")
async def coming(request: Request, conference_id: UUID) -> Response:
    by = by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await set_coming(session, conference_id, id_in(form, "invitation"), COMING.get(form["comes"]), by)
        return Done("Đã ghi trả lời của khách mời.", _here(conference_id, form["group"]))

    return await run_command(request, work)


@router.post("/remove")
async def remove(request: Request, conference_id: UUID) -> Response:
    by = by_of(request)

    async def work(session: AsyncSession, form: Form) -> Done:
        await uninvite(session, conference_id, id_in(form, "invitation"), by)
        return Done("Đã bỏ tên khỏi danh sách mời.", _here(conference_id, form["group"]))

    return await run_command(request, work)


def _here(conference_id: UUID, group: str) -> str:
    return f"/meeting/plan/{conference_id}/invitations#g-{group}"
