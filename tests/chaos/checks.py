"""After the storm: nothing lost, nothing twice. Each check names the receipts it is about."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from shared.messaging.topology import ROOMS
from tests.chaos.books import Books
from tests.chaos.crew import Crew
from tests.chaos.ledger import Receipt
from tests.chaos.people import Fate
from tests.chaos.sink import Sink

STORY = """
select i.id, i.code, i.state as intake, r.life, r.custody, r.holder, r.outcome, r.closed_how,
  (select count(*) from meeting.session_events e where e.type = 'question.concluded'
     and e.payload ->> 'question_id' = i.id::text) as conclusions,
  (select count(*) from notify.letters l where l.question_id = i.id and l.state = 'issued') as issued,
  (select string_agg(concat_ws(' ', m.purpose, m.channel, m.state), ', ') from notify.messages m
     where m.question_id = i.id) as messages
from intake.questions i left join routing.questions r on r.id = i.id where i.registration_id =
  (select id from intake.registrations where code = $1) order by i.number
"""


async def all_is_well(crew: Crew, sink: Sink) -> None:
    """Every check, so that one failure does not hide another."""
    wrong = [
        *await _register_is_the_list(crew),
        *[line for receipt in crew.ledger.all() for line in await _ended_once(crew.books, receipt)],
        *_mails_once(crew, sink),
        *await _logs_without_gaps(crew.books),
        *await _nothing_left_over(crew.books),
    ]
    wrong += _faults(crew)
    assert not wrong, "\n".join([*wrong[:40], f"{len(wrong)} wrong; seen by", *crew.storm.story])


async def _register_is_the_list(crew: Crew) -> list[str]:
    """The register holds the people's receipts, each once, and nothing nobody holds."""
    codes = Counter(await crew.books.column("select code from intake.registrations"))
    mine = Counter(list(crew.ledger.receipts))
    return [f"lost: {code}" for code in mine - codes] + [f"registered twice: {code}" for code in codes - mine]


async def _ended_once(books: Books, receipt: Receipt) -> list[str]:
    rows = [dict(row) for row in await books.rows(STORY, receipt.code)]
    wrong = [] if len(rows) == len(receipt.questions) else [f"{receipt.code}: {len(rows)} questions"]
    return wrong + [
        f"{row['code']} ({receipt.person.fate}) {why}: {row}" for row in rows if (why := _wrong(receipt, row))
    ]


def _wrong(receipt: Receipt, row: dict[str, Any]) -> str:
    """What is wrong with one question's end; nothing when it is as its sender must expect."""
    said = receipt.outcomes.get(row["id"], "")
    match receipt.person.fate:
        case Fate.WITHDRAWN:
            return "" if row["intake"] == "withdrawn" and not row["issued"] else "not withdrawn"
        case Fate.TURNED_AWAY:
            return "" if row["intake"] == "turned_away" and row["issued"] == 1 else "no notice, or two"
        case Fate.DUPLICATE:
            return "" if row["closed_how"] == "delivered" and row["issued"] == 1 else "the twin is not answered once"
    if not row["life"] or not (row["holder"] or said == "guided"):  # guided on the spot: nobody has to answer
        return "has no holder or state"
    if row["conclusions"] != 1:
        return "has not one outcome"
    if said == "over_authority":
        return "" if row["custody"] == "escalated" else "not escalated"
    ended = {"answered_in_hall": "in_hall", "guided": "guided"}.get(said, "delivered")
    if row["closed_how"] != ended:
        return f"not {ended}"
    return "" if row["issued"] == (1 if ended == "delivered" else 0) else "wrong number of letters"


def _mails_once(crew: Crew, sink: Sink) -> list[str]:
    """By address and by file: one receipt a form, one e-mail an official letter, none twice."""
    mails = sink.mails()
    ids = Counter(mail.message_id for mail in mails)
    subjects = Counter((mail.to, mail.subject) for mail in mails)
    receipts = Counter(mail.to for mail in mails if mail.is_receipt)
    letters = Counter(mail.to for mail in mails if not mail.is_receipt)
    wrong = [f"twice in the mail: {what}" for what, count in (*ids.items(), *subjects.items()) if count > 1]
    wrong += [f"without its file: {mail.subject}" for mail in mails if not mail.is_receipt and not mail.has_file]
    for one in crew.ledger.all():
        address = one.person.email
        got = (receipts.pop(address, 0), letters.pop(address, 0)) if address else (1, one.letters)
        if got != (1, one.letters):
            wrong.append(
                f"{one.code} {address} ({one.person.fate}): {got[0]} receipts, {got[1]} of {one.letters} letters"
            )
    return wrong + [f"mail to nobody we know: {address}" for address in (*receipts, *letters)]


def _faults(crew: Crew) -> list[str]:
    """An outage is answered as one (503), never as a fault of ours; the rooms' own words are the story."""
    seen = [f"{count} × {what}" for what, count in crew.tally.items() if what.startswith("fault")]
    return seen and seen + [line for path in crew.stack.config.logs.glob("*.log") for line in _failures(path)]


def _failures(path: Path) -> list[str]:
    lines = [json.loads(line) for line in path.read_text("utf-8", "replace").splitlines() if "request.failed" in line]
    return [f"{path.stem} {line['path']}: {line.get('exception', '')[-700:]}" for line in lines]


async def _logs_without_gaps(books: Books) -> list[str]:
    numbers = await books.column("select seq from meeting.session_events order by seq")
    return [] if numbers == list(range(1, len(numbers) + 1)) else ["the session log has a gap"]


async def _nothing_left_over(books: Books) -> list[str]:
    wrong = [
        f"dead letter in {room}: {row['subject']} {row['error']}" for room in ROOMS for row in await _dead(books, room)
    ]
    return wrong if await books.at_rest() else [*wrong, f"not at rest:\n{await books.story()}"]


async def _dead(books: Books, room: str) -> list[Any]:
    return await books.rows(f"select subject, error from {room}.dead_letters")
