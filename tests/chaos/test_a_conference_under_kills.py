"""300 registrations from the announcement to the mailed answers, while every process is killed in its turn."""

import os
import random
from pathlib import Path

from deploy.local.testing import running_stack
from tests.chaos import conference
from tests.chaos.figures import figures
from tests.chaos.people import Town
from tests.chaos.storm import PARTS, Storm

SEED = int(os.environ.get("CHAOS_SEED") or random.randrange(10**6))
FORMS = int(os.environ.get("CHAOS_FORMS") or 300)


async def test_nothing_is_lost_and_nothing_happens_twice_whatever_is_killed(tmp_path: Path) -> None:
    """The truth is the people's own list of receipts, and the outgoing mail."""
    print(f"CHAOS_SEED={SEED}")
    chance = random.Random(SEED)
    town = Town.of(FORMS, chance)
    async with running_stack(tmp_path) as stack:
        storm = Storm(stack, chance)
        async with conference.crew_of(stack, storm, chance) as crew:
            try:
                await conference.hold(crew, town)
            finally:
                print(figures(crew, SEED))
        assert set(storm.kills) == set(PARTS), "every part was killed"
