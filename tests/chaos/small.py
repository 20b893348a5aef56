"""A small house for one outage after another: an open conference, and short ways to a receipt and to a letter."""

from dataclasses import dataclass
from uuid import UUID

from tests.chaos import before
from tests.chaos.clicks import Browser, Word
from tests.chaos.conference import moments
from tests.chaos.crew import Crew
from tests.chaos.people import MATTERS, Fate, Person
from tests.chaos.sink import Mail, Sink

LETTER = "select state, pdf_key from notify.letters where question_id = $1"
MESSAGE = "select id, state, tries from notify.messages where question_id = $1"


@dataclass
class Small:
    """`count` numbers the people, so that each test has its own."""

    crew: Crew
    count: int = 0

    @property
    def home(self) -> Browser:
        return self.crew.homes[0]

    def somebody(self, channel: str = "web") -> Person:
        self.count += 1
        email = f"nguoi-{self.count}@example.com"
        return Person(self.count, channel, email, False, True, (f"{MATTERS[0]} ({self.count})",), Fate.ACCEPTED)

    def form(self, person: Person) -> dict[str, str]:
        declared = {f"declared-{one.key}": "1" for one in self.crew.profile.form.declarations}
        return person.fields() | declared | {"step": "send"}

    @property
    def form_page(self) -> str:
        return f"/hoi-nghi/{self.crew.slug}/dang-ky"

    async def registers(self, person: Person) -> Word:
        return await self.home.click(self.form_page, self.form(person))

    async def registrations_of(self, person: Person) -> int:
        query = "select count(*) from intake.registrants where full_name = $1"
        return int(await self.crew.books.value(query, person.full_name))

    async def letter_to(self, person: Person) -> UUID:
        """A notice that waits for its number; returns the question it is about."""
        code = (await self.registers(person)).location.rsplit("/", 1)[-1]
        question: UUID = await self.crew.books.value("select id from intake.questions where code = $1", f"{code}/1")
        page = f"/intake/screening/{question}/turn-away"
        await self.crew.officers["vanphong"].click(page, {"reason": "complaint"})
        ready = "select count(*) from notify.letters where question_id = $1 and recipient is not null"
        await self.crew.books.reaches(1, ready, question)
        return question

    def letters_in_the_mail(self, person: Person) -> list[Mail]:
        mails = Sink(self.crew.stack.outgoing_mail).mails()
        return [mail for mail in mails if mail.to == person.email and not mail.is_receipt]

    async def is_sent(self, question: UUID) -> None:
        sent = "select count(*) from notify.messages where question_id = $1 and state = 'delivered'"
        await self.crew.books.reaches(1, sent, question)


async def open_small(crew: Crew) -> Small:
    """The conference announced, its form open."""
    await before.announce(crew, *moments())
    return Small(crew)
