"""Commands over HTTP: once each, refused in words, with or without the rest of the house."""

from uuid import uuid5

import httpx

from deploy.local.testing import StackHandle
from services.meeting.store import people
from services.meeting.usecases.answer_walk_in import answer_walk_in
from services.meeting.usecases.read_roll import keep_roll
from shared.contracts.intake import RollReply, RollRow
from shared.contracts.meeting import QuestionRaised, WalkInRequest
from shared.database.engine import Database
from shared.identity import Role
from shared.ids import new_id
from tests.rules import rule
from tests.services.meeting.live.evening import Evening, announced
from tests.services.meeting.live.support import NOW, UNIT, Desk, desk, officer


async def begin(evening: Evening, at: Desk, *names: str) -> None:
    """Everybody is there, the session is open where questions are asked."""
    await evening.registers(*names)
    for name in names:
        await at.send("attendance/mark", person=evening.person_of(name), presence="present", area="thôn Thao Chính")
    await at.opens()
    await at.send("agenda/begin", step="people_speak")


async def test_a_command_sent_twice_is_applied_once(servers: StackHandle, database: Database, room_url: str):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at, "Lê Thị Ngọc")
        command_id = new_id()
        for _ in range(2):
            done = await at.send("turns/call", command_id, question=evening.id_of("Lê Thị Ngọc"))
            assert done["status"] == "done"
    state = await evening.state()
    assert len(state.turns) == 1 and state.turns[0].turn_id == command_id


async def test_the_second_operator_reads_who_called_whom(servers: StackHandle, database: Database, room_url: str):
    evening = await announced(database)
    lan, binh = officer("Trần Thị Lan"), officer("Nguyễn Văn Bình")
    async with (
        desk(servers, room_url, evening.conference_id, lan) as first,
        desk(servers, room_url, evening.conference_id, binh) as second,
    ):
        await begin(evening, first, "Lê Thị Ngọc", "Phạm Đức Anh")
        await first.send("turns/call", question=evening.id_of("Lê Thị Ngọc"))
        refused = await second.send("turns/call", question=evening.id_of("Phạm Đức Anh"))
    assert refused["code"] == 409
    assert refused["message"].startswith("Trần Thị Lan đã mời Lê Thị Ngọc.")


@rule("R-033", "R-096")
async def test_a_question_raised_in_the_hall_joins_the_line_and_intake_can_fetch_it(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await announced(database)
    command_id = new_id()
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at)
        for _ in range(2):
            answer = await at.send(
                "questions/raise",
                command_id,
                full_name="Tạ Văn Ba",
                area="thôn Thao Chính",
                phone="0912345678",
                text="Xin hỏi thủ tục sửa đường vào nghĩa trang.",
            )
            assert answer["status"] == "done"
        console = await at.get("console")
    question_id = uuid5(command_id, "question")
    assert "Tạ Văn Ba" in console and "Không còn người đăng ký trước" in console
    assert [fact.question_id for fact in await evening.told(QuestionRaised)] == [question_id]
    async with database.transaction() as session:
        request = WalkInRequest(unit_id=UNIT, question_ids=(question_id, new_id()))
        (walk_in,) = (await answer_walk_in(session, request)).walk_ins
        foreign = await answer_walk_in(session, WalkInRequest(unit_id="lang", question_ids=(question_id,)))
    assert (walk_in.full_name, walk_in.phone) == ("Tạ Văn Ba", "0912345678")
    assert foreign.walk_ins == ()


async def test_a_name_agreed_in_the_hall_stays_shown_when_the_roll_comes(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at)
        for name, shows in (("Tạ Văn Ba", "1"), ("Lý Thị Tư", "")):
            await at.send("questions/raise", full_name=name, text="Xin hỏi thủ tục.", shows_name=shows)
    async with database.transaction() as session:
        known = (await people.of_conference(session, evening.conference_id)).values()
        rows = [
            RollRow(
                person_id=p.person_id,
                registration_id=p.registration_id or p.person_id,
                code=p.code,
                display_name=p.display_name,
                public_name="ông/bà X.",
                area="",
                attends=True,
                question_ids=(),
            )
            for p in known
        ]
        await keep_roll(session, UNIT, evening.conference_id, RollReply(rows=tuple(rows)), 1, NOW)
    async with database.transaction() as session:
        names = {p.public_name for p in (await people.of_conference(session, evening.conference_id)).values()}
    assert names == {"Tạ Văn Ba", "ông/bà X."}


@rule("R-053")
async def test_a_follow_up_of_a_known_person_needs_only_its_words(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at, "Lê Thị Ngọc")
        first = evening.id_of("Lê Thị Ngọc")
        await at.send("turns/call", question=first)
        person = evening.person_of("Lê Thị Ngọc")
        await at.send("questions/raise", person=person, follow_up_of=first, text="Vì sao quá hạn?")
    follow_ups = [entry for entry in (await evening.state()).entries.values() if entry.follow_up_of == first]
    assert [entry.person_id for entry in follow_ups] == [person]


@rule("R-052", "R-057")
async def test_notes_stand_beside_the_log_and_are_read_there(servers: StackHandle, database: Database, room_url: str):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at, "Lê Thị Ngọc")
        await at.send(
            "attendance/mark",
            person=evening.person_of("Lê Thị Ngọc"),
            presence="refused",
            reason="intoxicated",
            note="đã mời về",
        )
        await at.send("session/incident", note="Một người nói to, chủ trì đã nhắc.")
        log = await at.get("log")
    assert "Một người nói to, chủ trì đã nhắc." in log and "đã mời về" in log
    assert all("nhắc" not in str(row.payload) for row in await evening.rows())


@rule("R-057", "C-26")
async def test_the_door_refuses_only_with_a_reason_and_goes_back_to_the_list(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await evening.registers("Lê Thị Ngọc")
        person = evening.person_of("Lê Thị Ngọc")
        refused = await at.send("attendance/mark", person=person, presence="refused")
        assert (refused["code"], "vẫn được gửi câu hỏi bằng văn bản" in refused["message"]) == (409, True)
        done = await at.send("attendance/mark", person=person, presence="refused", reason="disorder", back="attendance")
    assert done["location"] == f"/meeting/c/{evening.conference_id}/attendance"


async def test_the_other_unit_sees_nothing_and_a_department_cannot_run_it(
    servers: StackHandle, database: Database, room_url: str
):
    evening = await announced(database)
    strangers = [(officer("Người ngoài", unit_id="lang"), 404), (officer("Cán bộ", Role.DEPARTMENT), 403)]
    for who, status in strangers:
        async with desk(servers, room_url, evening.conference_id, who) as at:
            assert (await at.opens())["code"] == status


async def test_the_hall_opens_with_its_link_only(servers: StackHandle, database: Database, room_url: str):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        page = await at.get("")
    link = page.partition(f'href="/meeting/c/{evening.conference_id}/hall')[2].partition('"')[0]
    hall = f"{room_url}/meeting/c/{evening.conference_id}/hall"
    async with httpx.AsyncClient() as projector:
        assert (await projector.get(hall + link)).status_code == 200
        assert (await projector.get(hall + "?token=1.forged")).status_code == 403
        assert (await projector.get(hall.replace("/hall", "/live/hall"))).status_code == 403


async def test_every_page_of_a_session_opens(servers: StackHandle, database: Database, room_url: str):
    evening = await announced(database)
    async with desk(servers, room_url, evening.conference_id) as at:
        await begin(evening, at, "Lê Thị Ngọc", "Phạm Đức Anh")
        await at.send("turns/call", question=evening.id_of("Lê Thị Ngọc"))
        person = f"attendance/p/{evening.person_of('Phạm Đức Anh')}"
        for path in ("", "console", "attendance", "attendance?q=ngoc", "attendance/print", person, "log", "gavel"):
            assert "Hội nghị" in await at.get(path)
        await at.send("gavel")
        assert "đã kết thúc" in await at.get("console")
        assert "đã kết thúc" in await at.get("gavel")
