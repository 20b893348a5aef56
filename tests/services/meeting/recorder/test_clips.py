"""Each film is in the store once, and of one that failed nothing is."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from services.meeting.recorder.clips import Clips, Wanted
from services.meeting.store import recordings
from shared.refusals import Unavailable
from shared.storage import Store
from tests.services.meeting.recorder.test_deletion import database, in_bucket
from tests.services.meeting.recorder.test_long_films import shelf_of, spooled
from tests.services.meeting.recorder.test_recorder import store_of

__all__ = ["database"]
WANTED = Wanted("all", "start", "end")


@pytest_asyncio.fixture
async def clips(store_servers, database, tmp_path, conference):
    """Over six recorded seconds."""
    await spooled(tmp_path, database, conference, segments=3)
    store, films = store_of(store_servers), tmp_path / "films"
    films.mkdir()
    return Clips(store, database, shelf_of(tmp_path, store, database), films, spare=0)


async def fails(*_what: Any) -> Any:
    raise Unavailable("somewhere")


@pytest.mark.parametrize(
    ("where", "what"), [(Store, "sha256"), (recordings, "put_clip")], ids=["reading back", "writing down"]
)
async def test_of_a_film_that_failed_after_it_was_put_nothing_stays_in_the_store(
    clips, store_servers, conference, monkeypatch, where, what
):
    with monkeypatch.context() as broken, pytest.raises(Unavailable):
        broken.setattr(where, what, fails)
        await clips.cut(conference, WANTED, is_over=True)
    assert await in_bucket(store_servers, conference) == set()
    assert await clips.cut(conference, WANTED, is_over=True)


async def test_who_asks_again_while_a_film_is_cut_and_later_gets_the_same_one(clips, store_servers, conference):
    asked = [clips.cut(conference, WANTED, is_over=True) for _ in range(3)]
    films = [*await asyncio.gather(*asked), await clips.cut(conference, WANTED, is_over=True)]
    assert {film["key"] for film in films} == await in_bucket(store_servers, conference)
    assert len({film["sha256"] for film in films}) == len({film["key"] for film in films}) == 1
