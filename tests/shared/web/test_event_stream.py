"""Nothing of a stream goes on when its reader, its end or its time has come, and what it held open is closed."""

import asyncio

import pytest
from structlog.testing import capture_logs

from shared.web.event_stream import EventStream
from tests.shared.web.event_reader import EventReader


class Teller:
    """Says each word put into `words`; `is_closed` once it has let go."""

    def __init__(self) -> None:
        self.words: asyncio.Queue[bytes] = asyncio.Queue()
        self.is_closed = False

    async def __call__(self, write) -> None:
        try:
            while word := await self.words.get():
                await write(word)
        finally:
            await asyncio.sleep(0)  # closing may take a turn of the loop
            self.is_closed = True


@pytest.fixture
def teller() -> Teller:
    return Teller()


async def test_words_reach_the_reader_and_the_last_one_ends_the_answer(teller):
    reader = EventReader(EventStream(teller))
    teller.words.put_nowait(b"one")
    await reader.until(lambda: reader.bytes == b"one")
    assert (reader.status, reader.is_whole) == (200, False)
    assert reader.headers[b"content-type"].startswith(b"text/event-stream")
    assert reader.headers[b"cache-control"] == b"no-store" and b"content-length" not in reader.headers
    teller.words.put_nowait(b"")
    await reader.task
    assert reader.is_whole and teller.is_closed


async def test_a_reader_who_leaves_while_something_is_told_leaves_nothing_open(teller):
    reader = EventReader(EventStream(teller))
    teller.words.put_nowait(b"one")
    await reader.until(lambda: reader.bytes == b"one")
    teller.words.put_nowait(b"two")
    await reader.leave()
    assert teller.is_closed


async def test_a_server_that_stops_leaves_nothing_open(teller):
    reader = EventReader(EventStream(teller))
    teller.words.put_nowait(b"one")
    await reader.until(lambda: reader.bytes == b"one")
    reader.task.cancel()
    await asyncio.gather(reader.task, return_exceptions=True)
    assert teller.is_closed


async def test_it_ends_when_it_is_over_and_when_its_life_is(teller):
    over = asyncio.get_running_loop().create_future()
    until_over, short = EventReader(EventStream(teller, over)), EventReader(EventStream(teller, life_s=0.01))
    await short.task
    assert short.is_whole and not until_over.is_whole
    over.set_result(None)
    await until_over.task
    assert until_over.is_whole


async def test_what_breaks_ends_the_answer_and_is_told_in_the_log():
    async def tell(write) -> None:
        raise ValueError("no picture")

    with capture_logs() as logs:
        reader = EventReader(EventStream(tell))
        await reader.task
    assert reader.is_whole and [one["event"] for one in logs] == ["event_stream.broke"]
