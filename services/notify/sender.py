"""The loops of notify: fetch addresses, make PDFs, send e-mail. Each step is safe to repeat and to kill."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from services.notify.channels.mail import AnswerLost, MailChannel, Rejected
from services.notify.usecases import contacts, render, send
from shared.observability.logs import get_logger
from shared.refusals import NotFound, Unavailable
from shared.web.room import Room

IDLE_S = 1.0
AWAY_S = 2.0

log = get_logger()
Step = Callable[[Room], Awaitable[int]]


@asynccontextmanager
async def sending(room: Room) -> AsyncIterator[None]:
    """Run the loops while the room lives."""
    channel = MailChannel(room.settings)
    steps: tuple[Step, ...] = (fetch_contacts, render_letters, lambda room: send_one(room, channel), find_doubtful)
    tasks = [asyncio.create_task(_repeat(step, room)) for step in steps]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _repeat(step: Step, room: Room) -> None:
    while True:
        try:
            done = await step(room)
        except Unavailable:
            done = 0
            await asyncio.sleep(AWAY_S)
        except Exception as error:
            log.error("sender.failed", exc_info=error)
            done = 0
            await asyncio.sleep(AWAY_S)
        if not done:
            await asyncio.sleep(IDLE_S)


async def fetch_contacts(room: Room) -> int:
    """Addresses for letters and receipts that wait for one."""
    async with room.database.transaction() as session:
        people = await contacts.people_without_contact(session)
    found = 0
    for unit_id, asked in people.items():
        answers = await contacts.ask_contacts(room.bus, unit_id, asked)
        async with room.database.transaction() as session:
            await contacts.keep_contacts(session, unit_id, asked, answers)
        found += len(answers)
    return found


async def render_letters(room: Room) -> int:
    async with room.database.transaction() as session:
        return await render.render_issued(session, room.store, room.settings.public_url)


async def send_one(room: Room, channel: MailChannel) -> int:
    """Claim, hand over, settle: three steps, of which only the middle one touches the outside world."""
    async with room.database.transaction() as session:
        claimed = await send.claim_next(session)
    if claimed is None:
        return 0
    outcome = await _hand_over(room, channel, claimed)
    async with room.database.transaction() as session:
        await send.settle(session, claimed.message.id, outcome, room.clock.now())
    return 1


async def _hand_over(room: Room, channel: MailChannel, claimed: send.Claimed) -> str | Exception:
    try:
        attachment = await render.letter_pdf(claimed.letter, room.store) if claimed.letter else None
        async with room.database.transaction() as session:
            mail = await send.mail_of(session, claimed, attachment, room.settings.public_url)
        return await channel.send(mail)
    except NotFound:
        return Unavailable("store")
    except (Unavailable, Rejected, AnswerLost) as error:
        return error


async def find_doubtful(room: Room) -> int:
    async with room.database.transaction() as session:
        return await send.find_doubtful(session, room.clock.now())
