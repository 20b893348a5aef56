"""What tests of the live session need: a conference, facts from other rooms, a room with its doors open."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import uvicorn
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.local.testing import StackHandle
from services.meeting.store.conference_tables import Conference, Status
from services.meeting.store.recording_tables import RecordingRow
from shared.calendar import local_day
from shared.clock import real_now
from shared.contracts import intake, routing
from shared.database import migrate
from shared.database.engine import Database
from shared.identity import Officer, Role, tokens
from shared.ids import new_code, new_id
from shared.profiles import load_profile

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
UNIT = "phu-xuyen"
DEPARTMENT = routing.DepartmentRef(key="economy", name="Phòng Kinh tế")


def conference_row(unit_id: str = UNIT, **changes: Any) -> Conference:
    """An announced conference with the profile of Phú Xuyên."""
    conference_id = changes.pop("conference_id", new_id())
    values: dict[str, Any] = {
        "conference_id": conference_id,
        "unit_id": unit_id,
        "slug": f"dot-{str(conference_id)[-12:]}",
        "title": "Hội nghị đối thoại về thủ tục hành chính năm 2026",
        "starts_at": NOW,
        "venue": "Hội trường UBND xã Phú Xuyên",
        "chair": "Ông Nguyễn Văn Hùng, Chủ tịch UBND xã",
        "status": Status.ANNOUNCED,
        "profile": load_profile("phu-xuyen").model_dump(mode="json"),
        "dates": [],
        "version": 1,
        "seq": 0,
        "roll_wanted": 0,
        "roll_read": 0,
    }
    return Conference(**values | changes)


async def announce(session: AsyncSession, **changes: Any) -> UUID:
    """Insert an announced conference; answers its id."""
    conference = conference_row(**changes)
    session.add(conference)
    await session.flush()
    return conference.conference_id


def accepted(conference_id: UUID, **changes: Any) -> intake.QuestionAccepted:
    """A question that passed intake's door."""
    values: dict[str, Any] = {
        "unit_id": UNIT,
        "occurred_at": NOW - timedelta(days=5),
        "question_id": new_id(),
        "registration_id": new_id(),
        "conference_id": conference_id,
        "person_id": new_id(),
        "code": f"{new_code()}/1",
        "channel": intake.Channel.WEB,
        "section": intake.Section.SETTLEMENT,
        "text": "Đề nghị xã cho biết vì sao hồ sơ cấp giấy phép xây dựng bị trả lại hai lần.",
        "area": "thôn Thao Chính",
        "path": intake.AnswerPath.AT_CONFERENCE,
        "received_at": NOW - timedelta(days=6),
    }
    return intake.QuestionAccepted(**values | changes)


def roll_row(fact: intake.QuestionAccepted, display_name: str, public_name: str) -> intake.RollRow:
    return intake.RollRow(
        person_id=fact.person_id,
        registration_id=fact.registration_id,
        code=fact.code.partition("/")[0],
        display_name=display_name,
        public_name=public_name,
        area=fact.area,
        attends=True,
        question_ids=(fact.question_id,),
    )


def approved(fact: intake.QuestionAccepted, text: str, **changes: Any) -> routing.AnswerApproved:
    values: dict[str, Any] = {
        "unit_id": fact.unit_id,
        "occurred_at": NOW - timedelta(days=1),
        "question_id": fact.question_id,
        "conference_id": fact.conference_id,
        "version": 1,
        "kind": routing.AnswerKind.ANSWER,
        "text": text,
        "legal_basis": "Điều 103 Luật Xây dựng",
        "sha256": "0" * 64,
        "department": DEPARTMENT,
        "approved_by": "Ông Nguyễn Văn Hùng, Chủ tịch UBND xã",
    }
    return routing.AnswerApproved(**values | changes)


def duplicate(fact: intake.QuestionAccepted, of: UUID) -> intake.QuestionMarkedDuplicate:
    copied = {"unit_id", "question_id", "conference_id", "person_id", "registration_id", "code", "text", "received_at"}
    return intake.QuestionMarkedDuplicate(**fact.model_dump(include=copied), occurred_at=NOW, duplicate_of=of)


async def meeting_database(servers: StackHandle) -> Database:
    """Meeting's own schema, migrated."""
    url = servers.database_url("meeting")
    await migrate.upgrade("meeting", url)
    return Database(url)


async def end_all(database: Database) -> None:
    """What earlier tests left open would be recorded beside a test's own."""
    open_ones = update(Conference).where(Conference.status == Status.LIVE).values(status=Status.CONCLUDED)
    async with database.transaction() as session:
        await session.execute(open_ones)
        await session.execute(update(RecordingRow).values(is_on=False, doomed_at=real_now()))


@contextlib.contextmanager
def settings_of(servers: StackHandle, **changes: str) -> Any:
    """The room's `DT_*` settings in the environment."""
    before = dict(os.environ)
    os.environ.update(servers.env("meeting") | {"DT_MEDIA_URL": "", "DT_RECORDER_URL": ""} | changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.asynccontextmanager
async def open_room(servers: StackHandle, port: int = 0, **changes: str) -> AsyncIterator[str]:
    """The meeting room on a port of its own; answers its address."""
    from services.meeting.app import create_app

    with settings_of(servers, **changes):
        app = create_app()
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


def officer(name: str = "Trần Thị Lan", *roles: Role, unit_id: str = UNIT) -> Officer:
    return Officer(
        id=str(new_id()),
        unit_id=unit_id,
        unit_name="UBND xã Phú Xuyên",
        name=name,
        roles=roles or (Role.SECRETARY,),
    )


def cookie(servers: StackHandle, who: Officer) -> str:
    return tokens.sign(who, servers.keys.token_private_key)


class Desk:
    """An officer's browser without a screen: posts commands as scripts do."""

    def __init__(self, client: httpx.AsyncClient, conference_id: UUID, csrf: str) -> None:
        self._client, self._base, self._csrf = client, f"/meeting/c/{conference_id}", csrf

    async def send(self, path: str, command_id: UUID | None = None, **fields: Any) -> dict[str, Any]:
        """Answers the JSON of the command, with its `code` as HTTP status."""
        data = {name: str(value) for name, value in fields.items()} | {"csrf": self._csrf}
        headers = {"accept": "application/json", "x-command-id": str(command_id or new_id())}
        answer = await self._client.post(f"{self._base}/{path}", data=data, headers=headers)
        body: dict[str, Any] = answer.json()
        return body | {"code": answer.status_code}

    async def opens(self) -> dict[str, Any]:
        """Open the conference, whatever its day: the room's clock is the real one."""
        return await self.send("session/open", today=local_day(real_now()))

    @contextlib.asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[AsyncIterator[str]]:
        """The lines of the first live picture."""
        async with self._client.stream("GET", f"{self._base}/{path}") as answer:
            answer.raise_for_status()
            yield _first_picture(answer)

    async def get(self, path: str) -> str:
        answer = await self._client.get(f"{self._base}/{path}".rstrip("/"))
        answer.raise_for_status()
        return answer.text


async def _first_picture(answer: httpx.Response) -> AsyncIterator[str]:
    is_picture = False
    async for line in answer.aiter_lines():
        if is_picture and not line:
            return
        is_picture = is_picture or line == "event: picture"
        if is_picture:
            yield line.removeprefix("data: ")


@contextlib.asynccontextmanager
async def desk(servers: StackHandle, url: str, conference_id: UUID, who: Officer | None = None) -> AsyncIterator[Desk]:
    """Sign in as an officer and read the CSRF token from a page."""
    cookies = {tokens.COOKIE: cookie(servers, who or officer())}
    async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=20) as client:
        page = await client.get("/meeting/")
        csrf = page.text.partition('name="csrf" content="')[2].partition('"')[0]
        yield Desk(client, conference_id, csrf)
