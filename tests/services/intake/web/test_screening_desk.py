"""The screening pages, what they hide, and two units that never meet."""

import pytest
from fastapi import FastAPI

from deploy.local.testing import StackHandle
from services.intake.domain.question import State
from services.intake.web import ROUTERS
from shared.contracts.intake import QuestionTurnedAway
from shared.identity import Role
from shared.web.guard import Guard
from tests.rules import rule
from tests.services.intake.house import House

SECRET = "Ông Xyzzy cán bộ địa chính nhận phong bì của tôi, tôi có ghi âm, đề nghị xử lý nghiêm ông ấy."


async def test_the_queue_is_oldest_first_and_decisions_lead_to_the_next(house: House) -> None:
    first, second = await house.register(), await house.register(content_tthc="Đề nghị niêm yết thủ tục")
    office = house.officer()
    page = (await office.get("/intake/screening")).text
    assert page.index(first) < page.index(second)
    question, following = await house.question(f"{first}/1"), await house.question(f"{second}/1")
    await office.get(f"/intake/screening/{question.id}")
    answer = await office.post(f"/intake/screening/{question.id}/accept", {"path": "in_writing", "content_group": "D"})
    assert answer.headers["location"] == f"/intake/screening/{following.id}"
    after = await house.question(f"{first}/1")
    assert (after.state, after.path, after.content_group) == (State.ACCEPTED, "in_writing", "D")


async def test_ticked_rows_are_taken_with_one_form(house: House) -> None:
    codes = [await house.register(), await house.register(content_tthc="Đề nghị niêm yết thủ tục")]
    office = house.officer()
    await office.get("/intake/screening")
    ids = [str((await house.question(f"{code}/1")).id) for code in codes]
    await office.post("/intake/screening", {"question": [*ids, "nonsense"]})
    assert all([(await house.question(f"{code}/1")).state is State.ACCEPTED for code in codes])


@rule("R-032", "C-11")
async def test_the_notice_is_read_before_it_is_sent(house: House) -> None:
    question = await house.question(f"{await house.register()}/1")
    office = house.officer()
    preview = await office.get(f"/intake/screening/{question.id}/turn-away?reason=not_procedure")
    assert house.profile.notice("not_procedure").explanation in preview.text
    await office.post(
        f"/intake/screening/{question.id}/turn-away", {"reason": "not_procedure", "added": "Gọi trưởng thôn."}
    )
    (fact,) = await house.facts(QuestionTurnedAway)
    assert fact.notice.endswith("Gọi trưởng thôn.")
    status = (await house.citizen().get(f"/tra-cuu/{question.code[:9]}")).text
    assert "Gọi trưởng thôn." in status


async def test_a_second_officer_is_told_who_was_faster(house: House) -> None:
    question = await house.question(f"{await house.register()}/1")
    one, two = house.officer(), house.officer()
    for office in (one, two):
        await office.get(f"/intake/screening/{question.id}")
    await one.post(f"/intake/screening/{question.id}/accept", {})
    late = await two.post(f"/intake/screening/{question.id}/turn-away", {"reason": "complaint"})
    assert late.status_code == 409 and "tình trạng “đã nhận”" in late.text


@rule("C-27")
async def test_a_suspected_denunciation_is_invisible_without_the_permission(house: House) -> None:
    code = await house.register(full_name="Vũ Thị Plugh", content_tthc=SECRET)
    question = await house.question(f"{code}/1")
    clerk, office = house.officer(Role.CLERK), house.officer()
    for path in ("/intake/", "/intake/?q=xyzzy", "/intake/?q=plugh", "/intake/print"):
        for browser in (clerk, office):
            page = (await browser.get(path)).text
            assert "Xyzzy" not in page and "Plugh" not in page and code not in page, path
    for path in (
        f"/intake/registrations/{question.registration_id}",
        f"/intake/screening/{question.id}",
        f"/intake/screening/{question.id}/turn-away?reason=complaint",
        "/intake/denunciations",
    ):
        assert (await clerk.get(path)).status_code in (403, 404), path
    assert b"Plugh" not in (await office.get("/intake/export.xlsx")).content
    queue = (await office.get("/intake/screening")).text
    assert code in queue and "Xyzzy" not in queue and "Plugh" not in queue
    assert "Xyzzy" in (await office.get(f"/intake/screening/{question.id}")).text
    assert code in (await office.get("/intake/denunciations")).text
    status = (await house.citizen().get(f"/tra-cuu/{code}")).text
    assert "Xyzzy" not in status


async def test_two_units_never_see_each_other(house: House, intake_app: FastAPI, servers: StackHandle) -> None:
    other = await House(intake_app, servers.keys.token_private_key).open()
    question = await house.question(f"{await house.register(full_name='Lê Thị Frobozz')}/1")
    stranger = other.officer(Role.HOST_OFFICE, Role.ADMIN)
    await stranger.get("/intake/")
    for path in (
        f"/intake/registrations/{question.registration_id}",
        f"/intake/registrations/{question.registration_id}/receipt.pdf",
        f"/intake/screening/{question.id}",
        f"/intake/erasure/{question.registration_id}",
    ):
        assert (await stranger.get(path)).status_code == 404, path
    for path in (f"/intake/?conference={house.conference_id}", "/intake/screening", "/intake/?q=frobozz"):
        assert "Frobozz" not in (await stranger.get(path)).text, path
    await stranger.get("/intake/")
    for path in (f"/intake/screening/{question.id}/accept", f"/intake/erasure/{question.registration_id}"):
        assert (await stranger.post(path, {"reason": "x"})).status_code == 404, path
    assert (await house.question(question.code)).state is State.RECEIVED


@pytest.mark.parametrize("role", [Role.LEADER, Role.DEPARTMENT, Role.SECRETARY])
async def test_other_roles_stay_outside(house: House, role: Role) -> None:
    for path in ("/intake/", "/intake/screening", "/intake/register", "/intake/erasure", "/intake/denunciations"):
        assert (await house.officer(role).get(path)).status_code == 403, path


def test_every_route_declares_who_may_come_in() -> None:
    for router in ROUTERS:
        for route in router.routes:
            guards = [one.dependency for one in (*router.dependencies, *route.dependencies)]  # type: ignore[attr-defined]
            assert any(isinstance(guard, Guard) for guard in guards), route


async def test_the_menu_is_told_how_many_questions_wait(house: House) -> None:
    await house.register()
    answer = await house.officer().get("/intake/waiting-count")
    assert answer.json() == {"count": 1, "words": "1 câu hỏi chờ phân loại"}
    assert (await house.officer(Role.CLERK).get("/intake/waiting-count")).status_code == 403
