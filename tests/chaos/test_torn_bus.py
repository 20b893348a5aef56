"""What the bus acknowledged and then lost is told again, and taken once."""

import random

import pytest

from deploy.local.testing import running_stack
from tests.chaos.conference import crew_of
from tests.chaos.sink import Sink
from tests.chaos.small import open_small
from tests.chaos.storm import ROOMS, Storm, without
from tests.chaos.torn import tear

TURNS = 4
FORMS = 12


@pytest.mark.long
async def test_facts_that_a_torn_disk_lost_are_told_again_and_taken_once() -> None:
    """Some facts were taken before the disk tore, some were not; citizens go on registering meanwhile."""
    chance = random.Random(7)
    async with running_stack() as stack, crew_of(stack, Storm(stack, chance), chance) as crew:
        small = await open_small(crew)
        people = []
        for _ in range(TURNS):
            await crew.books.rest()
            people += [small.somebody() for _ in range(FORMS)]
            for person in people[-FORMS:]:
                await small.registers(person)
            async with without(stack, "nats"):
                gone = [tear(stack, room, chance) for room in ROOMS]
                people += [small.somebody() for _ in range(3)]
                for person in people[-3:]:
                    await small.registers(person)
            assert any(gone), "nothing was torn"
        sent = "select count(*) from notify.messages where purpose = 'receipt' and state = 'delivered'"
        await crew.books.reaches(len(people), sent)
        await crew.books.rest()
        to = [mail.to for mail in Sink(stack.outgoing_mail).mails()]
        assert [to.count(person.email) for person in people] == [1] * len(people)
        logs = "".join(path.read_text("utf-8", "replace") for path in stack.config.logs.glob("*.log"))
        assert "relay.reconciled" in logs, "nothing was ever missing"
        print(f"told again: {logs.count('relay.reconciled')} times")
