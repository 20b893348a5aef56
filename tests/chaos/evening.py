"""The session: the door, the programme, turns, people who stand up in the hall, the gavel."""

import re
from uuid import UUID, uuid5

from deploy.demo.session import SECRETARY
from tests.chaos.clicks import Browser, Word
from tests.chaos.crew import Crew
from tests.chaos.ledger import Receipt
from tests.chaos.people import Fate, Person

SAID = ("answered_in_hall", "to_write", "guided", "answered_in_hall", "over_authority", "to_write")


async def open_doors(crew: Crew) -> None:
    """Whoever came is checked in, at three tables."""
    ids = crew.ledger.accepted()
    known = "select count(*) from meeting.questions where question_id = any($1::uuid[])"
    await crew.books.reaches(len(ids), known, ids)

    async def mark(door: Browser, receipt: Receipt) -> None:
        fields = {"person": str(receipt.person_id), "presence": "present"}
        await door.click(f"{_base(crew)}/attendance/mark", fields)

    here = [receipt for receipt in crew.ledger.all(Fate.ACCEPTED) if receipt.person.comes]
    await crew.with_browsers([crew.officers["vanphong"]] * 3, mark, here)


async def begin(crew: Crew) -> None:
    """To the step in which people speak."""
    await act(crew, "session/open")
    await act(crew, "agenda/adopt")
    await act(crew, "agenda/secretary", name=SECRETARY)
    for step in crew.profile.plan.agenda[1:]:
        await act(crew, "agenda/begin", step=step.key)
        if step.takes_questions:
            return


async def hear(crew: Crew, receipts: list[Receipt]) -> None:
    """One question after another is called and ended with what the hall said."""
    for number, receipt in enumerate(receipts):
        question, outcome = receipt.questions[0], SAID[number % len(SAID)]
        await speak(crew, question, outcome)
        receipt.outcomes[question] = outcome


async def speak(crew: Crew, question: UUID, outcome: str) -> None:
    turn = await act(crew, "turns/call", question=str(question), chair_allows="1")
    await act(crew, "turns/end", turn=str(turn.command_id), outcome=outcome)


async def stand_up(crew: Crew, person: Person) -> Receipt:
    """A question put in the hall; the code on the slip is this person's receipt."""
    told = {"full_name": person.full_name, "area": person.area, "email": person.email, "text": person.texts[0]}
    word = await act(crew, "questions/raise", address=person.fields()["address"], **told)
    code = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", word.message)[0]
    receipt = Receipt(person, code, uuid5(word.command_id, "person"), [uuid5(word.command_id, "question")])
    crew.ledger.add(receipt)
    return receipt


async def gavel(crew: Crew) -> None:
    await act(crew, "gavel")


async def act(crew: Crew, path: str, **fields: str) -> Word:
    """One click on the console; its id names what it made."""
    return await crew.officers["vanphong"].click(f"{_base(crew)}/{path}", fields)


def _base(crew: Crew) -> str:
    return f"/meeting/c/{crew.conference_id}"
