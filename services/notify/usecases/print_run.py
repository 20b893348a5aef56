"""Print runs: what is printed together, given to the post together, and followed letter by letter."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.refusals import FutureDate, NothingToPost, NothingToPrint
from services.notify.domain.states import MessageState
from services.notify.domain.tracking import read_tracking
from services.notify.store.tables import Letter, Message, PrintBatch
from services.notify.usecases.receipts import note
from services.notify.usecases.stored_files import doom
from services.notify.usecases.waking import ring_after_commit
from shared.calendar.words import clock_time, local_day, short_date
from shared.contracts.notify import Delivery
from shared.identity.actor import Actor
from shared.ids import new_id
from shared.refusals import NotFound

RUN = "Đợt in "


def waits_for_print(unit_id: str) -> ColumnElement[bool]:
    """Post letters that are queued; which have no file yet shows `is_ready`."""
    return and_(Message.unit_id == unit_id, Message.channel == Delivery.POST, Message.state == MessageState.QUEUED)


def is_ready() -> ColumnElement[bool]:
    """The letter's file is there, signed where that is waited for; an erased letter has none."""
    return or_(Letter.signed_pdf_key.is_not(None), and_(~Letter.waits_for_signed, Letter.pdf_key != ""))


async def make_print_run(
    session: AsyncSession,
    unit_id: str,
    message_ids: Sequence[UUID] | None,
    actor: Actor,
    now: datetime,
    *,
    restricted: bool = False,
) -> PrintBatch:
    """Take the ticked post letters, or all (`None`), whose files are ready. Refuses when there is none.

    Protected letters have runs of their own: those who print the others never hold them. Rule: R-023, C-27
    """
    ready = (waits_for_print(unit_id), Message.restricted.is_(restricted), is_ready())
    statement = select(Message).join(Letter, Letter.id == Message.letter_id).where(*ready)
    if message_ids is not None:
        statement = statement.where(Message.id.in_(message_ids))
    messages = list((await session.execute(statement.with_for_update(of=Message))).scalars())
    if not messages:
        raise NothingToPrint()
    run = PrintBatch(
        id=new_id(),
        unit_id=unit_id,
        name=f"{RUN}{clock_time(now)} ngày {short_date(local_day(now))}",
        size=len(messages),
        restricted=restricted,
        made_at=now,
        made_by=actor.name,
    )
    session.add(run)
    for message in messages:
        await note(session, message, MessageState.PRINTED, run.name, actor, now)
        message.batch_id = run.id
    ring_after_commit(session)
    return run


async def locked_run(session: AsyncSession, unit_id: str, run_id: UUID) -> PrintBatch:
    """A print run of the unit, locked. Refuses those of other units as not found."""
    run = await session.get(PrintBatch, run_id, with_for_update=True)
    if run is None or run.unit_id != unit_id:
        raise NotFound()
    return run


async def letters_of(session: AsyncSession, run_id: UUID, *, lock: bool = False) -> list[tuple[Message, Letter]]:
    """The run's messages with their letters, by number."""
    statement = (
        select(Message, Letter)
        .join(Letter, Letter.id == Message.letter_id)
        .where(Message.batch_id == run_id)
        .order_by(Letter.year, Letter.number)
    )
    rows = await session.execute(statement.with_for_update(of=Message) if lock else statement)
    return [(message, letter) for message, letter in rows]


async def give_to_post(
    session: AsyncSession, unit_id: str, run_id: UUID, posted_on: date, pasted: str, actor: Actor, now: datetime
) -> int:
    """The run went to the post on a day, with the codes the post gave (may be none, or come later); returns how many.

    Refuses a day in the future and codes that do not fit the letters. Rule: R-023, R-095
    """
    run = await locked_run(session, unit_id, run_id)
    if posted_on > local_day(now):
        raise FutureDate()
    rows = await letters_of(session, run_id, lock=True)
    codes = read_tracking(pasted, [letter.number for _, letter in rows if letter.number])
    printed = [message for message, _ in rows if message.state is MessageState.PRINTED]
    if not printed and not codes:
        raise NothingToPost()
    for message, letter in rows:
        message.tracking = codes.get(letter.number or 0, message.tracking)
    for message in printed:
        code = f", mã bưu gửi {message.tracking}" if message.tracking else ""
        text = f"Giao bưu điện ngày {short_date(posted_on)}{code}"
        await note(session, message, MessageState.POSTED, text, actor, now)
    run.posted_on = run.posted_on or posted_on
    await doom(session, run.cover_key)  # made again, with the codes
    run.cover_key = None
    ring_after_commit(session)
    return len(printed)
