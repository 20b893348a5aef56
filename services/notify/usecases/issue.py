"""Issue letters: number, date and signer, for one or a batch at once. From here their text never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.numbering import Series, take
from services.notify.domain.recipient import Recipient
from services.notify.domain.refusals import LettersChanged, NoAddressYet, NoSigner, NothingToIssue, UnknownSigning
from services.notify.domain.states import LetterState
from services.notify.store.sight import NUMBER_ORDER
from services.notify.store.tables import Letter, NumberSeries
from services.notify.usecases.known import profile_of
from services.notify.usecases.queue_message import queue_message
from shared.calendar.words import local_day, to_instant
from shared.contracts.notify import LetterIssued
from shared.documents.numbers import number_text
from shared.identity.actor import Actor
from shared.messaging import outbox
from shared.profiles import Profile
from shared.profiles.documents import Signing


@dataclass(frozen=True, slots=True)
class Terms:
    """What the clerk gives to all letters of one issuing."""

    first_number: int
    issued_on: date
    signing: str
    signer: str
    waits_for_signed: bool = False


def capacities(profile: Profile) -> tuple[Signing, ...]:
    """In whose name a letter can be signed: every capacity but the two signatures of the minutes. Rule: R-125"""
    minutes = {symbol.signing for symbol in profile.symbols if symbol.kind == "minutes"}
    letters = {symbol.signing for symbol in profile.symbols if symbol.kind != "minutes"}
    return tuple(one for one in profile.signing if one.key in letters or one.key not in minutes)


async def series_of(session: AsyncSession, unit_id: str, year: int) -> Series:
    """Where the year's series stands, to propose the next number."""
    row = await session.get(NumberSeries, (unit_id, year))
    return Series(row.last, row.last_on) if row else Series()


async def check_terms(session: AsyncSession, unit_id: str, terms: Terms, count: int, now: datetime) -> None:
    """Refuse what cannot be issued before anybody is asked to confirm it."""
    if not terms.signer:
        raise NoSigner()
    if terms.signing not in {one.key for one in capacities(await profile_of(session, unit_id))}:
        raise UnknownSigning()
    series = await series_of(session, unit_id, terms.issued_on.year)
    take(series, terms.first_number, count, terms.issued_on, local_day(now))


async def issue_letters(
    session: AsyncSession, unit_id: str, letter_ids: Sequence[UUID], terms: Terms, actor: Actor, now: datetime
) -> list[Letter]:
    """Give the waiting letters their numbers in the order of names, protected ones last, and queue their delivery.

    The series is locked first, so that two clerks never give one number. Refuses numbers already given, days in the
    future or before the last number's, letters without a recipient, and a selection that changed meanwhile.
    Rule: R-001; Nghị định 30/2020/NĐ-CP, điều 15, 18
    """
    await check_terms(session, unit_id, terms, len(letter_ids), now)
    row = await _locked_series(session, unit_id, terms.issued_on.year)
    letters = await waiting_letters(session, unit_id, letter_ids, lock=True)
    if len(letters) != len(set(letter_ids)):
        raise LettersChanged(changed=len(set(letter_ids)) - len(letters))
    series = Series(row.last, row.last_on)
    numbers, after = take(series, terms.first_number, len(letters), terms.issued_on, local_day(now))
    row.last, row.last_on = after.last, after.last_on
    for number, letter in zip(numbers, letters, strict=True):
        _issue(session, letter, number, terms, actor, now)
    return letters


async def _locked_series(session: AsyncSession, unit_id: str, year: int) -> NumberSeries:
    row = insert(NumberSeries).values(unit_id=unit_id, year=year, last=0).on_conflict_do_nothing()
    await session.execute(row)
    return await session.get_one(NumberSeries, (unit_id, year), with_for_update=True, populate_existing=True)


async def waiting_letters(
    session: AsyncSession, unit_id: str, letter_ids: Sequence[UUID], *, lock: bool = False
) -> list[Letter]:
    """Those of the letters that wait, as they get their numbers. Refuses when none does or one has no recipient yet."""
    statement = (
        select(Letter)
        .where(Letter.unit_id == unit_id, Letter.id.in_(letter_ids), Letter.state == LetterState.WAITING)
        .order_by(*NUMBER_ORDER)
    )
    letters = list((await session.execute(statement.with_for_update() if lock else statement)).scalars())
    if not letters:
        raise NothingToIssue()
    if any(letter.recipient is None for letter in letters):
        raise NoAddressYet()
    return letters


def _issue(session: AsyncSession, letter: Letter, number: int, terms: Terms, actor: Actor, now: datetime) -> None:
    letter.state, letter.number, letter.year = LetterState.ISSUED, number, terms.issued_on.year
    letter.issued_on, letter.signing, letter.signer = terms.issued_on, terms.signing, terms.signer
    letter.issued_at, letter.issued_by = now, actor.name
    letter.waits_for_signed = terms.waits_for_signed
    queue_message(session, letter, Recipient.of(letter.recipient or {}).channel, actor, now)
    outbox.put(
        session,
        LetterIssued(
            unit_id=letter.unit_id,
            occurred_at=now,
            actor=actor.id,
            letter_id=letter.id,
            question_id=letter.question_id,
            conference_id=letter.conference_id,
            number=f"{number_text(number)}{letter.symbol}",
            issued_on=to_instant(terms.issued_on, datetime.min.time()),
            purpose=letter.purpose,
        ),
        letter.traceparent,
    )
