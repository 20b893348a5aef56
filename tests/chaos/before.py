"""From the announcement to the evening before: forms come in, are screened, assigned, answered, approved."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from shared.calendar import local_day, to_local
from tests.chaos.clicks import Browser
from tests.chaos.crew import Crew
from tests.chaos.ledger import Receipt
from tests.chaos.people import Fate, Person

AT_ONCE = 100
SCANS = {"scans": ("phieu.pdf", b"%PDF-1.4\n% phieu giay\n%%EOF\n", "application/pdf")}


async def announce(crew: Crew, starts_at: datetime, now: datetime) -> None:
    """Plan and publish."""
    office, local = crew.officers["vanphong"], to_local(starts_at)
    chair = {"chair_title": "Phó Chủ tịch UBND xã", "chair_name": "Trần Minh Đức", "signer_name": "Trần Minh Đức"}
    planned = await office.click("/meeting/plan/new", {"day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"} | chair)
    crew.conference_id = UUID(planned.location.rsplit("/", 1)[-1])
    paper = {"number": "71", "signed_on": f"{local_day(now):%Y-%m-%d}", "signer_name": "Trần Minh Đức"}
    await office.click(f"/meeting/plan/{crew.conference_id}/publish", paper)
    await crew.books.reaches(1, "select count(*) from intake.conferences where id = $1", crew.conference_id)
    crew.slug = await crew.books.value("select slug from intake.conferences where id = $1", crew.conference_id)


async def register(crew: Crew, people: list[Person], now: datetime) -> None:
    """Everybody hands in and keeps the receipt; citizens at home, the clerk for paper and telephone."""
    online = [person for person in people if person.channel == "web"]

    async def hand_in(home: Browser, person: Person) -> None:
        crew.ledger.add(Receipt(person, await _online(crew, home, person)))

    async def key_in(clerk: Browser, person: Person) -> None:
        crew.ledger.add(Receipt(person, await _keyed_in(crew, clerk, person, now)))

    await crew.side_by_side(hand_in, online)
    await crew.with_browsers([crew.officers["vanthu"]], key_in, [one for one in people if one not in online])
    await _look_up(crew)


async def _online(crew: Crew, home: Browser, person: Person) -> str:
    declared = {f"declared-{one.key}": "1" for one in crew.profile.form.declarations}
    path = f"/hoi-nghi/{crew.slug}/dang-ky"
    return (await home.click(path, person.fields() | declared | {"step": "send"})).location.rsplit("/", 1)[-1]


async def _keyed_in(crew: Crew, clerk: Browser, person: Person, now: datetime) -> str:
    word = await clerk.click("/intake/register", entry(crew, person, now), SCANS if person.channel == "paper" else None)
    return str(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", word.message)[0])


def entry(crew: Crew, person: Person, now: datetime) -> dict[str, str]:
    """What the clerk types for a form that came an hour ago."""
    local = to_local(now - timedelta(hours=1))
    return person.fields() | {
        "conference": str(crew.conference_id),
        "channel": person.channel,
        "received_on": f"{local:%Y-%m-%d}",
        "received_time": f"{local:%H:%M}",
        "read_back": "1",
    }


async def _look_up(crew: Crew) -> None:
    """The ids behind the new receipts, for the officers' screens."""
    new = {code: one for code, one in crew.ledger.receipts.items() if not one.questions}
    query = (
        "select split_part(code, '/', 1), person_id, id from intake.questions where split_part(code, '/', 1) = any($1)"
    )
    for code, person_id, question in await crew.books.rows(f"{query} order by id", list(new)):
        new[code].person_id = person_id
        new[code].questions.append(question)


async def screen(crew: Crew, receipts: list[Receipt]) -> None:
    """The office accepts page by page; notices, duplicates and withdrawals one by one."""
    office = crew.officers["vanphong"]
    plain = [q for one in receipts if _is_accepted(one) for q in one.questions]
    for some in pages(plain):
        await office.click("/intake/screening", {"question": some})
    original = next(one for one in receipts if one.person.fate is Fate.ACCEPTED)
    for receipt in receipts:
        for number, question in enumerate(receipt.questions, start=1):
            await _decide(office, receipt, number, question, original)


def _is_accepted(receipt: Receipt) -> bool:
    """Of those who take their question back every other one does so after it was accepted."""
    person = receipt.person
    return person.fate is Fate.ACCEPTED or (person.fate is Fate.WITHDRAWN and person.number % 2 == 0)


async def _decide(office: Browser, receipt: Receipt, number: int, question: UUID, original: Receipt) -> None:
    page = f"/intake/screening/{question}"
    match receipt.person.fate:
        case Fate.TURNED_AWAY:
            await office.click(f"{page}/turn-away", {"reason": "complaint"})
        case Fate.DUPLICATE:
            await office.click(f"{page}/duplicate", {"original_typed": f"{original.code}/1"})
        case Fate.WITHDRAWN:
            await office.click(f"/tra-cuu/{receipt.code}/rut/{number}", {})


def pages(questions: list[UUID]) -> list[list[str]]:
    """Ticked rows, as many as a screen takes at once."""
    ids = [str(question) for question in questions]
    return [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
