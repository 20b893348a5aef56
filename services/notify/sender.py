"""The loops of notify: fetch addresses, make PDFs, send e-mail. Each step is safe to repeat and to kill."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

from services.notify.channels.mail import SmtpServer
from services.notify.domain.mail import AnswerLost, Deferred, MailLine, MailServer, Rejected
from services.notify.usecases import contacts, print_files, render, send, stored_files
from services.notify.usecases.waking import bell
from shared.observability.logs import get_logger
from shared.observability.trace import follow
from shared.refusals import Unavailable
from shared.web.room import Room

IDLE_S = 1.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
FAREWELL_S = 8.0

log = get_logger()
Step = Callable[[Room], Awaitable[int]]


@asynccontextmanager
async def sending(room: Room) -> AsyncIterator[None]:
    """Run the loops while the room lives; at the end the e-mail that is being handed over is finished first."""
    server = SmtpServer(room.settings)
    steps: tuple[Step, ...] = (
        fetch_contacts,
        render_letters,
        lambda room: send_due(room, server),
        find_doubtful,
        make_print_files,
        sweep_files,
    )
    stopping = asyncio.Event()
    tasks = [asyncio.create_task(_repeat(step, room, stopping)) for step in steps]
    try:
        yield
    finally:
        stopping.set()
        _, late = await asyncio.wait(tasks, timeout=FAREWELL_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _repeat(step: Step, room: Room, stopping: asyncio.Event) -> None:
    """Again at once while there is work, when the bell rings, or every second; after trouble with growing pauses."""
    pause = FIRST_PAUSE_S
    with bell() as rings:
        while not stopping.is_set():
            rings.clear()
            try:
                done = await step(room)
            except Exception as error:
                if not isinstance(error, Unavailable):
                    log.error("sender.failed", exc_info=error)
                await _first_of(stopping, pause_s=pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)
                continue
            pause = FIRST_PAUSE_S
            if not done:
                await _first_of(stopping, rings, pause_s=IDLE_S)


async def _first_of(*events: asyncio.Event, pause_s: float) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waits, timeout=pause_s, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()


async def fetch_contacts(room: Room) -> int:
    """Addresses for letters and receipts that wait for one; returns for how many persons."""
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
    """PDFs of newly issued letters."""
    async with room.database.transaction() as session:
        return await render.render_issued(session, room.store, room.settings.public_url)


async def send_due(room: Room, server: MailServer) -> int:
    """Send what is due over one connection. While the server is away nothing is claimed. Raises `Unavailable`."""
    async with room.database.transaction() as session:
        if not await send.count_due(session):
            return 0
    sent = 0
    async with server.line() as line:
        while await send_one(room, line):
            sent += 1
    return sent


async def send_one(room: Room, line: MailLine) -> bool:
    """Claim, hand over, settle: three steps, of which only the middle one touches the outside world.

    Raises `Unavailable` when the line broke, so that the next one goes over a new line.
    """
    async with room.database.transaction() as session:
        mail = await send.claim_next(session, room.store, room.settings.public_url)
    if mail is None:
        return False
    follow(mail.traceparent)
    outcome: send.Outcome
    try:
        outcome = await line.hand_over(mail)
    except (Unavailable, Rejected, Deferred, AnswerLost) as error:
        outcome = error
    await write_down(room, mail.id, outcome)
    log.info("mail.handed_over", message=str(mail.id), outcome=type(outcome).__name__)
    if isinstance(outcome, Unavailable | AnswerLost):
        raise Unavailable("smtp")
    return True


async def write_down(room: Room, message_id: UUID, outcome: send.Outcome) -> None:
    """However long the database is away: only a sender that dies leaves a doubt behind."""
    while True:
        try:
            async with room.database.transaction() as session:
                await send.settle(session, message_id, outcome, room.clock.now())
            return
        except Unavailable:
            await asyncio.sleep(FIRST_PAUSE_S)


async def find_doubtful(room: Room) -> int:
    """Messages whose sender died in the middle."""
    async with room.database.transaction() as session:
        return await send.find_doubtful(session, room.clock.now())


async def make_print_files(room: Room) -> int:
    """Files of new print runs, so that they are there when somebody clicks."""
    try:
        async with room.database.transaction() as session:
            return await print_files.make_missing(session, room.store)
    except print_files.FilesLost as lost:
        async with room.database.transaction() as session:
            await stored_files.lose_files(session, lost.keys)
        return 1


async def sweep_files(room: Room) -> int:
    """Delete what must go."""
    async with room.database.transaction() as session:
        return await stored_files.sweep(session, room.store)
