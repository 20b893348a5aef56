"""1 000 registrations in a tempest: double kills, parts that hang, torn disks, a post office that falls."""

import os
import random
from pathlib import Path

import pytest

from deploy.local.testing import running_stack
from tests.chaos import conference, waiting
from tests.chaos.figures import figures
from tests.chaos.people import Town
from tests.chaos.tempest import Tempest

SEED = int(os.environ.get("CHAOS_SEED") or random.randrange(10**6))
FORMS = int(os.environ.get("CHAOS_LONG_FORMS") or 1000)
PATIENCE_S = 900.0


@pytest.mark.long
async def test_a_thousand_forms_through_a_tempest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing lost, nothing twice; what is in doubt was decided by the clerk and is told in the figures."""
    print(f"CHAOS_SEED={SEED}")
    monkeypatch.setattr(waiting, "PATIENCE_S", PATIENCE_S)
    chance = random.Random(SEED)
    town = Town.of(FORMS, chance)
    async with running_stack(tmp_path) as stack, conference.crew_of(stack, Tempest(stack, chance), chance) as crew:
        try:
            await conference.hold(crew, town)
        finally:
            print(figures(crew, SEED))
