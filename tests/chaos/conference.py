"""A whole conference in a storm: from the announcement to the mailed answers, and what is true afterwards."""

import random
import time as watch
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, time, timedelta
from uuid import UUID

from deploy.demo.house import enter
from deploy.demo.story import working_day
from deploy.local.testing import StackHandle
from shared.calendar import local_day, to_instant
from shared.clock import real_now
from tests.chaos import answers, before, checks, evening, mailing
from tests.chaos.books import Books
from tests.chaos.crew import Crew
from tests.chaos.ledger import Receipt
from tests.chaos.people import Fate, Town
from tests.chaos.sink import Sink
from tests.chaos.storm import Storm

ANSWERED_BEFORE = 0.7
HEARD = 0.12


@asynccontextmanager
async def crew_of(stack: StackHandle, storm: Storm, chance: random.Random) -> AsyncIterator[Crew]:
    """Everybody signed in, the office open, nothing falls yet."""
    async with AsyncExitStack() as doors:
        login, ops = stack.nats_login(), stack.database_url("ops")
        house = await doors.enter_async_context(enter(stack.url, login, ops))
        crew = Crew(stack, house, storm, Books(stack), chance)
        await crew.move_in(doors)
        yield crew


async def hold(crew: Crew, town: Town) -> None:
    """The script. Whatever falls meanwhile, every click goes on until its final word."""
    sink = Sink(crew.stack.outgoing_mail)
    async with crew.storm.raging():
        await prepare(crew, town)
        asked = await answer_most(crew)
        await _session(crew, town)
        await answer_the_rest(crew, asked)
        await _letters(crew, sink)
    crew.storm.act = "after the storm"
    await mailing.mail_out(crew, sink)
    await crew.books.rest()
    await checks.all_is_well(crew, sink)


def moments() -> tuple[datetime, datetime]:
    """A morning five weeks ahead, and now."""
    now = real_now()
    return to_instant(working_day(local_day(now) + timedelta(days=35)), time(8, 0)), now


async def prepare(crew: Crew, town: Town) -> None:
    """Announced, registered, screened, assigned; the late ones after the window has closed."""
    starts_at, now = moments()
    _begin(crew, "announcement")
    await before.announce(crew, starts_at, now)
    _begin(crew, "registration")
    await before.register(crew, town.in_time(), now)
    _begin(crew, "screening")
    in_time = crew.ledger.all()
    await before.screen(crew, in_time)
    _begin(crew, "late forms")
    await crew.set_time(starts_at - timedelta(days=5))
    await before.register(crew, town.late(), starts_at - timedelta(days=5))
    await before.screen(crew, [one for one in crew.ledger.all() if one not in in_time])
    await crew.set_time(starts_at)


async def answer_most(crew: Crew) -> list[UUID]:
    """Assign all; most answers are approved before the session, those others lean on first. Returns the rest."""
    asked = crew.ledger.accepted()
    _begin(crew, "assignment")
    await answers.assign(crew, asked)
    _begin(crew, "answers")
    early = int(len(asked) * ANSWERED_BEFORE)
    await answers.answer(crew, asked[:early])
    return asked[early:]


async def _session(crew: Crew, town: Town) -> None:
    _begin(crew, "door")
    await evening.open_doors(crew)
    _begin(crew, "session")
    await evening.begin(crew)
    await evening.hear(crew, speakers(crew))
    raised = [await evening.stand_up(crew, person) for person in town.walk_ins]
    await evening.hear(crew, raised[::2])
    await evening.gavel(crew)


def speakers(crew: Crew) -> list[Receipt]:
    """Some of those who came; not the first, on whom the duplicates lean."""
    here = [one for one in crew.ledger.all(Fate.ACCEPTED)[1:] if one.person.comes]
    return here[: int(len(crew.ledger.receipts) * HEARD)]


async def answer_the_rest(crew: Crew, asked: list[UUID]) -> None:
    """What was raised in the hall, and what was not ready before."""
    raised = [q for one in crew.ledger.all() if one.person.channel == "walk_in" for q in one.questions]
    _begin(crew, "answers after the session")
    await answers.assign(crew, raised)
    await answers.answer(crew, crew.ledger.to_answer([*asked, *raised]))


async def _letters(crew: Crew, sink: Sink) -> None:
    _begin(crew, "letters")
    await mailing.issue(crew, crew.ledger.owed())
    _begin(crew, "mail")
    await mailing.mail_out(crew, sink)
    await mailing.post_out(crew)


def _begin(crew: Crew, act: str) -> None:
    crew.storm.act = act
    crew.began[act] = watch.monotonic()
