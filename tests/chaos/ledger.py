"""What the people outside know: their receipts, what they were told, and so what each of them must get."""

from dataclasses import dataclass, field
from uuid import UUID

from tests.chaos.people import Fate, Person

LETTERS_OF = {"answered_in_hall": 0, "guided": 0, "over_authority": 0, "to_write": 1}


@dataclass(slots=True)
class Receipt:
    """One form as its sender holds it. `outcomes`: question id → what the hall said, for those that were heard."""

    person: Person
    code: str
    person_id: UUID | None = None
    questions: list[UUID] = field(default_factory=list)
    outcomes: dict[UUID, str] = field(default_factory=dict)

    @property
    def letters(self) -> int:
        """How many official letters this sender must get, each once. Absent, not reached, late: one a question."""
        if self.person.fate is Fate.WITHDRAWN:
            return 0
        return sum(LETTERS_OF.get(self.outcomes.get(question, ""), 1) for question in self.questions)


@dataclass(slots=True)
class Ledger:
    """The client's own list; nothing in here comes from a room's tables but ids."""

    receipts: dict[str, Receipt] = field(default_factory=dict)

    def add(self, receipt: Receipt) -> None:
        assert receipt.code not in self.receipts, f"two senders hold {receipt.code}"
        self.receipts[receipt.code] = receipt

    def all(self, *fates: Fate) -> list[Receipt]:
        """In the order of the senders' numbers."""
        chosen = [one for one in self.receipts.values() if not fates or one.person.fate in fates]
        return sorted(chosen, key=lambda receipt: receipt.person.number)

    def accepted(self) -> list[UUID]:
        return [question for receipt in self.all(Fate.ACCEPTED) for question in receipt.questions]

    def owed(self) -> int:
        """Letters that must leave the house in all."""
        return sum(receipt.letters for receipt in self.receipts.values())

    def to_answer(self, questions: list[UUID]) -> list[UUID]:
        """Those that still want a text: not those guided elsewhere or reported upward."""
        heard = {id_: outcome for receipt in self.receipts.values() for id_, outcome in receipt.outcomes.items()}
        return [question for question in questions if heard.get(question) not in ("guided", "over_authority")]
