"""Quick clicks on the console while its room is dead and the page is loaded anew: each arrives once, in order."""

from collections.abc import Callable
from itertools import count

from playwright.async_api import Response

from tests.e2e.acts import console
from tests.e2e.front import Front
from tests.e2e.person import Person
from tests.rules import rule

CLICKS, REFUSALS = 10, 3
QUEUED = """() => Object.keys(localStorage).filter(key => key.startsWith("doithoai.commands:"))
  .flatMap(key => JSON.parse(localStorage[key]).map(command => command.id))"""
ALL_SENT = f"""() => new Promise((done) => {{
  const look = () => (({QUEUED})().length ? setTimeout(look, 50) : done());
  look();
}})"""
WRITTEN = "select command_id::text as id from meeting.session_events where command_id::text = any($1) order by seq"


@rule("R-101")
async def test_ten_clicks_through_three_503s_and_a_reload_are_ten_commands_in_order(demo: Front) -> None:
    operator = await _at_a_turn(demo)
    await demo.stack.kill_and_hold("meeting")
    async with operator.page.expect_event("response", refused(REFUSALS)):
        for _ in range(CLICKS):
            await operator.at("#extend-turn").click()
    clicked: list[str] = await operator.page.evaluate(QUEUED)
    await demo.stack.start("meeting")
    await operator.page.reload()  # a command that was just answered is sent again, so answers are not counted
    await operator.page.evaluate(ALL_SENT)
    written = [row["id"] for row in await demo.house.rows(WRITTEN, clicked)]
    assert len(clicked) == CLICKS
    assert written == clicked


def refused(times: int) -> Callable[[Response], bool]:
    """Whether this was the n-th 503 to the button."""
    seen = count(1)
    return lambda answer: answer.url.endswith("/turns/extend") and answer.status == 503 and next(seen) == times


async def _at_a_turn(demo: Front) -> Person:
    operator = await demo.officer("vanphong")
    operator.forgive("503", "502", "ERR_", "MIME")
    await operator.open("/meeting/")
    await operator.follow("Bàn điều hành")
    if not await operator.at("#turn-card").count():
        await console.call_next(operator)
    return operator
