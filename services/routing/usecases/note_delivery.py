"""What notify tells: numbered, delivered with proof, or come back."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.routing.domain.life import Life
from services.routing.domain.words import What
from services.routing.store.questions import find_locked
from services.routing.usecases.settle import close
from services.routing.usecases.telling import POST, tell
from shared.calendar import local_day, short_date
from shared.contracts.notify import Delivery, LetterIssued, MessageDelivered, MessageFailed, Purpose

CHANNEL_WORDS = {Delivery.EMAIL: "Thư điện tử", Delivery.POST: "Bưu điện", Delivery.HAND: "Trao tận tay"}


async def note_letter(session: AsyncSession, event: LetterIssued, now: datetime) -> None:
    """The answer's letter has its number and date; a notice from before the question was accepted is none of ours."""
    if event.purpose is not Purpose.ANSWER:
        return
    row = await find_locked(session, event.question_id)
    if row is None:
        return
    row.letter_number = f"{event.number} ngày {short_date(local_day(event.issued_on))}"
    tell(session, row, What.ISSUED, POST, now, f"Số {row.letter_number}")


async def note_delivery(session: AsyncSession, event: MessageDelivered, now: datetime) -> None:
    """The answer arrived: nothing is owed any more. Rule: R-011"""
    if event.purpose is not Purpose.ANSWER or event.question_id is None:
        return
    row = await find_locked(session, event.question_id)
    if row is None:
        return
    row.delivery_problem = ""
    tell(session, row, What.DELIVERED, POST, now, f"{CHANNEL_WORDS[event.channel]}: {event.proof}")
    if row.life is Life.RELEASED:
        close(session, row, "delivered", POST, now)


async def note_failure(session: AsyncSession, event: MessageFailed, now: datetime) -> None:
    """The answer came back; a person in notify chooses the next way, everyone here sees it."""
    if event.purpose is not Purpose.ANSWER or event.question_id is None:
        return
    row = await find_locked(session, event.question_id)
    if row is None:
        return
    if row.life is Life.RELEASED:
        row.delivery_problem = f"{CHANNEL_WORDS[event.channel]}: {event.reason}"
    tell(session, row, What.FAILED, POST, now, f"{CHANNEL_WORDS[event.channel]}: {event.reason}")
