"""Every fact has its handler, every refusal its sentence, every route its permission, the tables their migration."""

import tomllib
from pathlib import Path

import services.meeting
from deploy.local.testing import StackHandle
from services.meeting.bus import handlers
from services.meeting.domain import refusals
from shared.clock import OffsetClock
from shared.database import migrate
from shared.database.engine import Database
from shared.messaging.topology import READS
from shared.refusals import Refusal

MESSAGES = Path(services.meeting.__path__[0]) / "web" / "messages.toml"


def test_every_fact_meeting_reads_has_a_handler():
    assert handlers(OffsetClock()).subjects() == {event.SUBJECT for event in READS["meeting"]}


def test_every_refusal_has_a_sentence():
    sentences = tomllib.loads(MESSAGES.read_text("utf-8"))
    codes = {
        c.code for c in vars(refusals).values() if isinstance(c, type) and issubclass(c, Refusal) and c is not Refusal
    }
    assert codes <= set(sentences)


async def test_the_migrations_lead_to_the_tables(servers: StackHandle, database: Database):
    await migrate.check("meeting", servers.database_url("meeting"))
