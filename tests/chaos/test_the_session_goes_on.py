"""The session waits for no other room: with intake, routing, notify and the bus dead the console works as ever."""

import asyncio
import random
from pathlib import Path
from uuid import UUID

from deploy.local.testing import running_stack
from tests.chaos import checks, conference, evening, mailing
from tests.chaos.crew import Crew
from tests.chaos.hall import Hall, projector
from tests.chaos.people import Town
from tests.chaos.sink import Sink
from tests.chaos.storm import Storm

SEED = 11
DEAD = ("intake", "routing", "notify", "nats")


async def test_a_session_goes_on_while_every_other_room_and_the_bus_are_dead(tmp_path: Path) -> None:
    """Rule: design §1, the session waits for no other room."""
    chance = random.Random(SEED)
    town = Town.of(30, chance)
    async with running_stack(tmp_path) as stack, conference.crew_of(stack, Storm(stack, chance), chance) as crew:
        asked = await _until_the_doors_open(crew, town)
        await asyncio.gather(*(stack.kill_and_hold(part) for part in DEAD))
        async with projector(crew) as hall:
            await _hold_it_alone(crew, town, hall)
        await asyncio.gather(*(stack.start(part) for part in DEAD))
        await _afterwards(crew, asked)


async def _until_the_doors_open(crew: Crew, town: Town) -> list[UUID]:
    """Everything up to the session, with a part of the answers approved; returns the questions without one."""
    await conference.prepare(crew, town)
    asked = await conference.answer_most(crew)
    await crew.books.rest()
    return asked


async def _hold_it_alone(crew: Crew, town: Town, hall: Hall) -> None:
    """Door, turns, walk-ins, gavel: each click has its word and reaches the hall's screen."""
    await evening.open_doors(crew)
    await evening.begin(crew)
    await hall.shows(await _seq(crew))
    await evening.hear(crew, conference.speakers(crew))
    raised = [await evening.stand_up(crew, person) for person in town.walk_ins]
    await hall.shows(await _seq(crew))
    await evening.hear(crew, raised[:1])
    await evening.gavel(crew)
    await hall.shows(await _seq(crew))
    assert not crew.tally["sent again"], "every click was answered at once"


async def _afterwards(crew: Crew, asked: list[UUID]) -> None:
    """The others are back: walk-ins are in the register under the codes on their slips, letters flow."""
    sink = Sink(crew.stack.outgoing_mail)
    await conference.answer_the_rest(crew, asked)
    await mailing.issue(crew, crew.ledger.owed())
    await mailing.mail_out(crew, sink)
    await mailing.post_out(crew)
    await crew.books.rest()
    await checks.all_is_well(crew, sink)


async def _seq(crew: Crew) -> int:
    return int(await crew.books.value("select max(seq) from meeting.session_events"))
