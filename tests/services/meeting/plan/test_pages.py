"""The doors of planning, minutes and results: who may come in, what they see, what everybody may download."""

from uuid import UUID

import nats
import pytest

from services.meeting.usecases.publish_result import Reviewed, publish, review_item
from shared.contracts import decode
from shared.contracts.meeting import ConferenceAnnounced
from shared.identity import Role
from tests.rules import rule
from tests.services.meeting.plan.evenings import NAMES, concluded
from tests.services.meeting.plan.offices import NOW, browser, in_days, office

CHOICES = {"session": "second-half", "time": "14:00", "chair_name": "Trần Minh Đức", "signer_name": "Trần Minh Đức"}


async def planned(desk, days: int = 40, **changes) -> str:
    """Plan through the form; answers the address of the plan."""
    answer = await desk.post("/meeting/plan/new", **CHOICES | {"day": f"{in_days(days):%Y-%m-%d}"} | changes)
    assert answer.status_code == 200, answer.text
    return str(answer.url.path)


@rule("R-075", "C-03")
async def test_trying_a_day_shows_its_dates_and_stores_nothing(servers, room_url, database):
    ours = await office(database)
    async with browser(servers, room_url, ours.unit_id) as desk:
        page = await desk.get("/meeting/plan/new?session=second-half&day=2026-11-26&time=14:00")
        assert "Thứ Hai, 16/11/2026" in page.text
        assert "Gửi Phiếu đăng ký trước 10 ngày diễn ra buổi đối thoại." in page.text
        assert "<b>7 ngày làm việc</b> trước ngày 26/11/2026" in page.text
        assert "mặc định" in page.text
        assert "Chưa có hội nghị nào" in (await desk.get("/meeting/")).text


async def test_the_suggested_day_gives_every_rule_its_time(servers, room_url, database):
    ours = await office(database)
    async with browser(servers, room_url, ours.unit_id) as desk:
        assert "không đủ thời gian trả lời" not in (await desk.get("/meeting/plan/new")).text


@rule("R-105", "R-048", "R-202")
async def test_from_plan_to_public_file_and_fact_on_the_bus(servers, room_url, database):
    ours = await office(database)
    async with browser(servers, room_url, ours.unit_id) as desk:
        plan = await planned(desk)
        assert "Công bố" in (await desk.get(plan)).text
        slug = (await ours.conference(UUID(plan.rpartition("/")[2]))).slug
        assert "Sau khi công bố, các thời hạn được chốt" in (await desk.get(f"{plan}/publish")).text
        published = await desk.post(f"{plan}/publish", number="98a", signed_on="", signer_name="")
        assert "Kế hoạch đã công bố" in published.text
        for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
            file = await desk.get(f"/meeting/public/{slug}/plan.{kind}")
            assert file.content.startswith(start)
            assert (await desk.get(f"{plan}/plan.{kind}")).content.startswith(start)
    assert (await _heard(servers, ours.unit_id)).plan_number == "98a"


async def _heard(servers, unit_id: str) -> ConferenceAnnounced:
    """The announcement as it stands in the stream other rooms read."""
    bus = await nats.connect(**servers.nats_login())
    try:
        reader = await bus.jetstream().subscribe(ConferenceAnnounced.SUBJECT, ordered_consumer=True)
        while True:
            message = await reader.next_msg(timeout=20)
            fact = decode(message.subject, message.data)
            if isinstance(fact, ConferenceAnnounced) and fact.unit_id == unit_id:
                return fact
    finally:
        await bus.close()


@rule("C-14")
async def test_an_amendment_is_shown_with_its_reason(servers, room_url, database):
    ours = await office(database)
    async with browser(servers, room_url, ours.unit_id) as desk:
        plan = await planned(desk)
        await desk.post(f"{plan}/publish")
        new_day = f"{in_days(47):%Y-%m-%d}"
        assert "Thông báo lại" in (await desk.get(f"{plan}/amend?day={new_day}&time=08:30")).text
        change = {"day": new_day, "time": "08:30", "venue": "Nhà văn hóa", "mode": "hybrid"}
        refused = await desk.post(f"{plan}/amend", **change, reason="", decided_by="")
        assert "Xin ghi lý do thay đổi và người quyết định" in refused.text
        done = await desk.post(f"{plan}/amend", **change, reason="Bão số 12", decided_by="Chủ tịch UBND xã")
        assert "Bão số 12 (quyết định: Chủ tịch UBND xã)" in done.text
    assert [fact.version for fact in await ours.told(ConferenceAnnounced)] == [1, 2]


@rule("R-085", "R-077", "R-084")
async def test_invited_people_wait_at_the_door_and_quotas_count(servers, room_url, database):
    ours = await office(database)
    async with browser(servers, room_url, ours.unit_id, Role.HOST_OFFICE) as desk:
        plan = await planned(desk)
        await desk.post(f"{plan}/publish")
        people = "Phạm Văn Ước\nĐỗ Thị Liên – Bí thư chi bộ – 0912000111"
        page = await desk.post(f"{plan}/invitations", group="people", area="thôn Nam Quất", people=people)
        assert "thôn Nam Quất <b>2/2</b>" in page.text
        door = await desk.get(plan.replace("/plan/", "/c/") + "/attendance")
        assert "Phạm Văn Ước" in door.text
        assert "0912000111" not in door.text
        letter = await desk.get(f"{plan}/invitations/people/letter.pdf")
        assert letter.content.startswith(b"%PDF")


async def test_a_day_entered_in_the_calendar_is_shown_with_its_source(servers, room_url, database):
    ours = await office(database)
    async with browser(servers, room_url, ours.unit_id) as desk:
        day = {"date": "2026-12-31", "type": "off", "name": "Nghỉ hoán đổi", "source": "Công văn 1", "confirmed": "1"}
        page = await desk.post("/meeting/calendar/days", **day)
        assert "Nghỉ hoán đổi" in page.text
        assert "Công văn 1" in page.text
        refused = await desk.post("/meeting/calendar/days", **day | {"source": ""})
        assert "Xin ghi đủ ngày" in refused.text
        assert "còn ngày ước tính" in (await desk.get("/meeting/calendar?year=2027")).text
        confirmed = await desk.post("/meeting/calendar/confirm", year="2027", source="Thông báo 99")
        assert "đã xác nhận" in confirmed.text


@rule("R-042", "R-110", "C-23")
async def test_the_hub_leads_to_minutes_and_results(servers, room_url, database):
    played = await concluded(database)
    here = f"/meeting/c/{played.id}"
    item = Reviewed(played.evening.id_of(NAMES[0]), "", "Câu hỏi?", "Trả lời.", True)
    async with database.transaction() as session:
        await review_item(session, played.id, item, played.office.by, NOW)
        await publish(session, played.id, played.office.by, NOW)
    async with browser(servers, room_url, played.office.unit_id) as desk:
        hub = await desk.get(here)
        for told in ("Công khai kết quả", "Báo cáo cấp trên", f"{here}/minutes", f"{here}/results"):
            assert told in hub.text
        assert "Phòng Kinh tế trả lời" in (await desk.get(f"{here}/minutes")).text
        assert "đã công khai lần 1" in (await desk.get(f"{here}/results")).text
        for path in ("minutes/minutes.pdf", "minutes/minutes.docx", "results/result.pdf", "results/result.docx"):
            assert (await desk.get(f"{here}/{path}")).status_code == 200
        done = await desk.post(f"{here}/results/report", number="12", reported_on="2026-12-01")
        assert "số 12/BC-UBND" in done.text


async def test_another_unit_sees_nothing_and_changes_nothing(servers, room_url, database):
    played = await concluded(database)
    theirs = await office(database)
    plan, here = f"/meeting/plan/{played.id}", f"/meeting/c/{played.id}"
    async with browser(servers, room_url, theirs.unit_id) as desk:
        pages = (plan, f"{plan}/edit", f"{plan}/publish", f"{plan}/amend", f"{plan}/plan.pdf", f"{plan}/invitations")
        for path in (*pages, here, f"{here}/minutes", f"{here}/minutes/minutes.pdf", f"{here}/results"):
            assert (await desk.get(path)).status_code == 404, path
        posts = ("/edit", "/revert", "/directions", "/finalize", "/reopen")
        results = ("/item", "/summary", "/publish", "/report")
        changes = [f"{here}/minutes{p}" for p in posts] + [f"{here}/results{p}" for p in results]
        changes += [f"{plan}/edit", f"{plan}/publish", f"{plan}/invitations"]
        fields = {"key": "conclusion", "text": "x", "reason": "x", "question_id": played.evening.id_of(NAMES[0])}
        more = {"department": "x", "group": "front", "people": "A", "reported_on": "2026-12-01"}
        for path in changes:
            assert (await desk.post(path, **fields, **more)).status_code == 404, path


@pytest.mark.parametrize("role", [Role.LEADER, Role.DEPARTMENT, Role.CLERK, Role.ADMIN])
async def test_only_the_host_office_plans_and_publishes(servers, room_url, database, role):
    played = await concluded(database)
    plan, here = f"/meeting/plan/{played.id}", f"/meeting/c/{played.id}"
    async with browser(servers, room_url, played.office.unit_id, role) as desk:
        for path in ("/meeting/plan/new", f"{plan}/edit", f"{plan}/publish", "/meeting/calendar", f"{here}/results"):
            assert (await desk.get(path)).status_code == 403, path
        assert (await desk.get(f"{here}/minutes")).status_code == 403
        reads = role in (Role.LEADER, Role.DEPARTMENT)
        assert (await desk.get(plan)).status_code == (200 if reads else 403)


async def test_the_secretary_writes_minutes_but_publishes_nothing(servers, room_url, database):
    played = await concluded(database)
    here = f"/meeting/c/{played.id}"
    async with browser(servers, room_url, played.office.unit_id, Role.SECRETARY) as desk:
        assert (await desk.get(f"{here}/minutes")).status_code == 200
        assert (await desk.get(f"{here}/results")).status_code == 403
