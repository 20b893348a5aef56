"""Issue letters: number, date and signer, for one or a batch at once. From here their text never changes."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.states import LetterState, MessageState
from services.notify.store.tables import Letter, Message, NumberSeries
from services.notify.usecases.compose import profile_of
from shared.calendar.words import local_day, to_instant
from shared.clock import real_now
from shared.contracts.notify import Delivery, LetterIssued
from shared.documents.numbers import number_text
from shared.ids import new_id
from shared.messaging import outbox
from shared.refusals import Refusal


class NothingToIssue(Refusal):
    """None of the ticked letters waits any more: another officer issued them."""

    code = "nothing_to_issue"


class NumberTaken(Refusal):
    """A number of the range was given before in this year."""

    code = "number_taken"


class NoAddressYet(Refusal):
    """A letter's recipient is not known yet; issuing would print a letter nobody gets."""

    code = "no_address_yet"


class FutureDate(Refusal):
    """A document cannot be dated after today."""

    code = "future_date"


async def next_number(session: AsyncSession, unit_id: str, year: int) -> int:
    """The number the series proposes: one more than the last of the year."""
    statement = select(NumberSeries.last).where(NumberSeries.unit_id == unit_id, NumberSeries.year == year)
    return ((await session.execute(statement)).scalar_one_or_none() or 0) + 1


async def issue_letters(
    session: AsyncSession,
    unit_id: str,
    letter_ids: Sequence[UUID],
    *,
    first_number: int,
    issued_on: date,
    signing: str,
    signer: str,
    actor: str,
    now: datetime,
) -> int:
    """Give the waiting letters their numbers in the order of names, and queue their delivery; returns how many.

    The series is locked, so that two clerks never give one number. Refuses numbers already given, dates in the
    future, and letters without a recipient. Rule: R-001; Nghị định 30/2020, art. 15.
    """
    if issued_on > local_day(now):
        raise FutureDate()
    await _check_signing(session, unit_id, signing)
    await _take_numbers(session, unit_id, issued_on.year, first_number)
    letters = await _waiting(session, unit_id, letter_ids)
    if not letters:
        raise NothingToIssue()
    for number, letter in enumerate(letters, start=first_number):
        _issue(session, letter, number, issued_on, signing, signer, actor, now)
    await _keep_series(session, unit_id, issued_on.year, first_number + len(letters) - 1)
    return len(letters)


async def _check_signing(session: AsyncSession, unit_id: str, signing: str) -> None:
    profile = await profile_of(session, unit_id)
    if signing not in {capacity.key for capacity in profile.signing}:
        raise Refusal()


async def _take_numbers(session: AsyncSession, unit_id: str, year: int, first_number: int) -> None:
    row = insert(NumberSeries).values(unit_id=unit_id, year=year, last=0).on_conflict_do_nothing()
    await session.execute(row)
    series = await session.get_one(NumberSeries, (unit_id, year), with_for_update=True)
    if first_number <= series.last:
        raise NumberTaken(number=first_number, last=series.last)


async def _keep_series(session: AsyncSession, unit_id: str, year: int, last: int) -> None:
    series = await session.get_one(NumberSeries, (unit_id, year))
    series.last = last


async def _waiting(session: AsyncSession, unit_id: str, letter_ids: Sequence[UUID]) -> list[Letter]:
    statement = (
        select(Letter)
        .where(Letter.unit_id == unit_id, Letter.id.in_(letter_ids), Letter.state == LetterState.WAITING)
        .order_by(Letter.sort_key, Letter.id)
        .with_for_update()
    )
    letters = list((await session.execute(statement)).scalars())
    if any(letter.recipient is None for letter in letters):
        raise NoAddressYet()
    return letters


def _issue(
    session: AsyncSession,
    letter: Letter,
    number: int,
    issued_on: date,
    signing: str,
    signer: str,
    actor: str,
    now: datetime,
) -> None:
    letter.state, letter.number, letter.issued_on = LetterState.ISSUED, number, issued_on
    letter.signing, letter.signer, letter.issued_at, letter.issued_by = signing, signer, now, actor
    queue(session, letter, now)
    outbox.put(
        session,
        LetterIssued(
            unit_id=letter.unit_id,
            occurred_at=now,
            actor=actor,
            letter_id=letter.id,
            question_id=letter.question_id,
            conference_id=letter.conference_id,
            number=f"{number_text(number)}{letter.symbol}",
            issued_on=to_instant(issued_on, datetime.min.time()),
        ),
    )


def queue(session: AsyncSession, letter: Letter, now: datetime, channel: Delivery | None = None) -> Message:
    """The message that carries an issued letter: by e-mail where there is an address, else by post. Rule: R-023."""
    recipient = letter.recipient or {}
    channel = channel or (Delivery.EMAIL if recipient.get("email") else Delivery.POST)
    message = Message(
        id=new_id(),
        unit_id=letter.unit_id,
        conference_id=letter.conference_id,
        person_id=letter.person_id,
        question_id=letter.question_id,
        subject_id=letter.question_id,
        purpose=letter.purpose,
        version=letter.version,
        channel=channel,
        state=MessageState.QUEUED,
        letter_id=letter.id,
        content={"code": letter.code},
        to_address=recipient["email"] if channel is Delivery.EMAIL else recipient.get("address", ""),
        tracking="",
        proof="",
        tries=0,
        next_try_at=real_now(),
        created_at=now,
        traceparent=letter.traceparent,
    )
    session.add(message)
    return message
