"""Durable registrations a second: intake's public form, against a bare handler doing the same inserts.

Each side is one uvicorn process started alike, asked by the same keep-alive clients. While the bare handler is
measured intake stands still, so that nobody relays behind its back.
"""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
from sqlalchemy import text

from deploy.local.ports import is_free
from deploy.local.probe import accepts
from deploy.local.process import python_path
from deploy.local.testing import StackHandle, running_stack
from shared.clock import real_now
from shared.contracts.meeting import AnswerRule, ConferenceAnnounced
from shared.contracts.routing import UnitChanged
from shared.database.engine import Database
from shared.messaging.outbox import row_of
from shared.profiles import load_profile
from tests.bench.client import Posting
from tests.bench.ground import opened, stream_of_ops
from tests.bench.rounds import Comparison, alternate, rate
from tests.bench.samples import CONFERENCE

REPOSITORY = Path(__file__).parents[2]
SLUG = "do-tai"
CLIENTS = 16
FIELDS = {
    "full_name": "Nguyễn Thị Hòa",
    "address": "Thôn Thao Chính, xã Phú Xuyên",
    "content_tthc": "Tôi nộp hồ sơ cấp đổi giấy chứng nhận quyền sử dụng đất đã bốn tháng mà chưa có kết quả, vì sao?",
}


async def compare(count: int, rounds: int) -> Comparison:
    async with running_stack(rooms=("intake",)) as stack, opened(stack, "intake") as database, _bare(stack) as port:
        await _announced(stack)
        form = await _online_form(stack)
        bare = Posting(port, "/register", FIELDS)

        async def ours() -> float:
            await _emptied(database)
            return await rate(form.many(count, CLIENTS))

        async def raw() -> float:
            stack.pause("intake")
            try:
                await _emptied(database)
                return await rate(bare.many(count, CLIENTS))
            finally:
                await _emptied(database)
                stack.resume("intake")

        return await alternate(ours, raw, rounds)


async def _emptied(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("truncate registrants, registrations, questions, history, outbox, commands"))


@asynccontextmanager
async def _bare(stack: StackHandle) -> AsyncIterator[int]:
    port = next(port for port in range(stack.config.ports.http + 10, stack.config.ports.http + 40) if is_free(port))
    program = (sys.executable, "-m", "uvicorn", "tests.bench.bare_door:create_app", "--factory")
    options = ("--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--no-server-header")
    env = stack.env("intake") | python_path(REPOSITORY)
    process = await asyncio.create_subprocess_exec(*program, *options, "--log-level", "warning", env=env)
    try:
        while not await accepts(port):
            await asyncio.sleep(0.05)
        yield port
    finally:
        process.terminate()
        await process.wait()


async def _announced(stack: StackHandle) -> None:
    """The facts that open the form: the unit's profile and the announcement."""
    now = real_now()
    profile = load_profile("phu-xuyen").model_dump(mode="json")
    unit = UnitChanged(unit_id="phu-xuyen", occurred_at=now, version=1, profile=profile, departments=())
    plan = ConferenceAnnounced(
        unit_id="phu-xuyen",
        occurred_at=now,
        conference_id=CONFERENCE,
        version=1,
        slug=SLUG,
        title="Hội nghị đối thoại",
        starts_at=now + timedelta(days=30),
        venue="Hội trường UBND xã",
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=20),
        registration_words="đến hết ngày 20",
        answer_rule=AnswerRule(n=10, unit="working_days", start="next_day", cap_working_days=2, words="10 ngày"),
        late_policy="in_writing",
        dates=(),
        calendar_version="1",
        chair="Chủ tịch UBND xã",
    )
    async with stream_of_ops(stack) as js:
        for row in (row_of(unit), row_of(plan)):
            await js.publish(row["subject"], row["body"], headers=row["headers"])


async def _online_form(stack: StackHandle) -> Posting:
    """The form as a browser got it: with its CSRF pair, every declaration ticked, at its last step."""
    path = f"/hoi-nghi/{SLUG}/dang-ky"
    async with httpx.AsyncClient(base_url=stack.room_url("intake"), timeout=20) as browser, asyncio.timeout(30):
        while (page := await browser.get(path)).status_code != 200:
            await asyncio.sleep(0.1)
        token = re.search(r'name="csrf"\s+value="([^"]+)"', page.text)
        assert token
        declared = {f"declared-{d.key}": "yes" for d in load_profile("phu-xuyen").form.declarations}
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    fields = FIELDS | declared | {"csrf": token[1], "step": "send"}
    return Posting(stack.config.ports.of("intake"), path, fields, cookie)
