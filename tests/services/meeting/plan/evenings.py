"""A whole evening on an announced plan: people come, speak, are put back, and the gavel falls."""

from datetime import timedelta
from uuid import UUID

from services.meeting.domain import door, floor, gavel, turns
from services.meeting.domain.presence import Presence
from services.meeting.usecases.act import By, act
from services.meeting.usecases.raise_question import Raised, raise_question
from shared.contracts.meeting import Outcome
from shared.database.engine import Database
from shared.ids import new_code, new_id
from tests.services.meeting.live import support
from tests.services.meeting.live.evening import Evening
from tests.services.meeting.plan.offices import Office, T, office

NAMES = (
    "Nguyễn Văn Cường",
    "Lê Thị Bích",
    "Phạm Đức Anh",
    "Trần Thị Nhung",
    "Đỗ Minh Quân",
    "Vũ Thị Hà",
    "Bùi Văn Mai",
)
TEXT = "Hồ sơ của tôi bị trả lại hai lần, xin gọi số 0912345678, căn cước 001088012345."
ANSWER = "Hồ sơ còn thiếu bản vẽ mặt bằng móng; ông/bà bổ sung một lần, kết quả trả trong 07 ngày làm việc."


class Played:
    """An evening with its clock; every act takes a minute."""

    def __init__(self, ours: Office, evening: Evening) -> None:
        self.office, self.evening, self.now = ours, evening, T

    @property
    def id(self) -> UUID:
        return self.evening.conference_id

    @property
    def database(self) -> Database:
        return self.evening.database

    async def act(self, decide, note: str = "") -> None:
        self.now += timedelta(minutes=1)
        by = By(self.office.unit_id, "officer-1", "Lê Thị Hạnh")
        async with self.database.transaction() as session:
            await act(session, self.id, by, self.now, decide, note=note)

    async def speaks(self, name: str, outcome: Outcome | None, note: str = "", *, put_back: bool = False) -> None:
        turn_id, question_id = new_id(), self.evening.id_of(name)
        await self.act(lambda s, r: turns.call(s, r, question_id, turn_id))
        if put_back:
            await self.act(lambda s, _r: turns.put_back(s, turn_id))
        else:
            await self.act(lambda s, _r: turns.end(s, turn_id, outcome), note)

    async def stands_up(self, name: str) -> None:
        """Somebody puts a question in the hall without having registered."""
        asked = Raised(
            question_id=new_id(),
            registration_id=new_id(),
            person_id=new_id(),
            code=new_code(),
            full_name=name,
            area="thôn Nam Quất",
            text="Đường vào nghĩa trang hỏng nặng, xin hỏi thủ tục để thôn tự sửa.",
        )
        async with self.database.transaction() as session:
            await raise_question(session, self.id, asked, self.office.by, self.now)


async def announced(database: Database) -> Played:
    ours = await office(database)
    conference_id = await ours.announces()
    return Played(ours, Evening(database, conference_id, ours.unit_id))


async def begun(database: Database) -> Played:
    """Seven registered, five came, one is excused; two have approved answers."""
    played = await announced(database)
    evening = played.evening
    await evening.registers(*NAMES, text=TEXT)
    await evening.hear(*(support.approved(evening.questions[name], ANSWER) for name in NAMES[:3]))
    for name in NAMES[:5]:
        person_id = evening.person_of(name)
        await played.act(lambda s, _r, p=person_id: door.mark(s, p, Presence.PRESENT, "thôn Thao Chính"))
    excused = evening.person_of(NAMES[5])
    await played.act(lambda s, _r: door.mark(s, excused, Presence.EXCUSED, "thôn Thao Chính"))
    await played.act(floor.open_session)
    await played.act(lambda s, _r: floor.adopt_programme(s))
    await played.act(lambda s, _r: floor.appoint_secretary(s, "Hoàng Anh Dũng"))
    await played.act(lambda s, r: floor.begin_step(s, r, "people_speak"))
    return played


async def concluded(database: Database) -> Played:
    """Four turns of which one was put back, three outcomes by the hall, a walk-in, the rest by the gavel."""
    played = await begun(database)
    await played.speaks(NAMES[3], None, put_back=True)
    await played.speaks(NAMES[0], Outcome.ANSWERED_IN_HALL)
    await played.speaks(NAMES[1], Outcome.TO_WRITE)
    await played.speaks(NAMES[2], Outcome.ANSWERED_IN_HALL, "Phòng Kinh tế xin lỗi và hẹn trả kết quả trong tuần.")
    await played.act(lambda s, _r: floor.note_incident(s, "Mất điện năm phút"), "Mất điện năm phút, đã dùng máy phát.")
    await played.stands_up("Tạ Văn Ba")
    await played.act(lambda s, r: floor.begin_step(s, r, "conclusion"))
    await played.act(lambda s, _r: gavel.conclude(s))
    return played
