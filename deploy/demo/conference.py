"""One conference of the demo, act by act. The story decides when each act is played."""

from datetime import datetime, timedelta
from uuid import UUID

from deploy.demo import answers, desk, letters, results
from deploy.demo.planning import Announced, announce, invite
from deploy.demo.registrations import Handling, Registration, registrations
from deploy.demo.session import Session
from deploy.demo.staff import Staff
from shared.profiles import load_profile

DECIDED = {"answered_in_hall", "to_write", "over_authority", "guided"}


class Conference:
    """Remembers what was handed in, so that later acts can find it."""

    def __init__(self, staff: Staff, kind: str, starts_at: datetime, number: str, title: str) -> None:
        self._staff, self._house, self._starts_at, self._number = staff, staff.house, starts_at, number
        self._title = title
        self._profile = load_profile(staff.unit_id)
        self.forms = registrations(kind)
        self._codes: dict[str, str] = {}
        self._screened: set[str] = set()
        self._questions: dict[UUID, Handling] = {}
        self._assigned: set[UUID] = set()
        self._drafted: set[UUID] = set()
        self._approved: set[UUID] = set()
        self._heard: set[UUID] = set()
        self._announced: Announced

    async def announce(self, now: datetime) -> None:
        self._announced = await announce(self._staff, self._starts_at, self._title, self._number, now)

    async def invite(self) -> None:
        await invite(self._staff, self._announced)

    async def hand_in(self, form: Registration, at: datetime) -> None:
        self._codes[form.key] = await desk.hand_in(self._staff, self._profile, self._announced, form, at)

    async def screen(self, *, leave: int = 0) -> None:
        """Screen what waits, all but the newest `leave`."""
        waiting = [form for form in self.forms if form.key in self._codes and form.key not in self._screened]
        for form in waiting[: len(waiting) - leave]:
            await self._screen(form)
        await self._house.rest()

    async def _screen(self, form: Registration) -> None:
        self._screened.add(form.key)
        for number, handling in enumerate(form.handlings(), start=1):
            await desk.screen(self._staff, self._codes[form.key], number, handling, self._codes)
            if handling.screening == "accepted" and not handling.duplicate_of:
                question_id = await self._house.question_id(f"{self._codes[form.key]}/{number}")
                self._questions[question_id] = handling

    async def assign(self, *, leave: int = 0) -> None:
        """The leader confirms what waits, all but the newest `leave`."""
        waiting = [q for q in self._questions if q not in self._assigned]
        for question_id in waiting[: len(waiting) - leave]:
            await answers.assign(self._staff, question_id, self._questions[question_id])
            self._assigned.add(question_id)

    async def draft(self, *, leave: int = 0) -> None:
        """Departments submit their answers, all but the newest `leave`."""
        waiting = [q for q, h in self._questions.items() if q in self._assigned - self._drafted and h.answer]
        for question_id in waiting[: len(waiting) - leave]:
            await answers.draft(self._staff, question_id, self._questions[question_id])
            self._drafted.add(question_id)

    async def approve(self, *, leave: int = 0, back: int = 0) -> None:
        """The leader approves, all but the newest `leave`; of those the first `back` are returned."""
        waiting = [q for q in self._questions if q in self._drafted - self._approved]
        kept = len(waiting) - leave
        for question_id in waiting[:kept]:
            await answers.approve(self._staff, question_id)
            self._approved.add(question_id)
        for question_id in waiting[kept : kept + back]:
            await answers.return_draft(self._staff, question_id)
        await self._house.rest()

    async def session(self) -> Session:
        office = await self._staff.office()
        return Session(office, self._announced.conference_id, self._profile)

    async def open_doors(self) -> None:
        """Whoever comes is checked in, also some who had not meant to; of the absent, one told us."""
        asked = [form for form in self.forms if form.key in self._codes]
        absent = [f for f in asked if any(h.outcome == "absent" for h in f.handlings())]
        present = [f for f in asked if f not in absent and (f.attend or _is_heard(f))]
        session = await self.session()
        seats = {await self._person(f): f.point for f in present}
        await session.open_doors(seats, [await self._person(f) for f in absent[:1]])

    async def _person(self, form: Registration) -> UUID:
        query = "select person_id from intake.registrations where code = $1"
        found: UUID = await self._house.value(query, self._codes[form.key])
        return found

    async def begin(self) -> None:
        await (await self.session()).begin()

    async def adopt(self) -> None:
        await (await self.session()).adopt()

    async def step(self, number: int) -> None:
        """Begin a step of the agenda, counted from 1."""
        await (await self.session()).step(self._profile.plan.agenda[number - 1].key)

    async def speak_next(self) -> None:
        """The next question whose outcome the hall decides is heard: those in time first, then those raised here."""
        session = await self.session()
        for question_id, handling in self._questions.items():
            if question_id in self._heard or handling.outcome not in DECIDED:
                continue
            self._heard.add(question_id)
            if await self._stands_in_line(question_id):
                await session.speak(question_id, handling.outcome)
                return

    async def _stands_in_line(self, question_id: UUID) -> bool:
        path = await self._house.value("select path from meeting.questions where question_id = $1", question_id)
        return bool(path == "at_conference")

    async def walk_in(self, form: Registration) -> None:
        """Somebody stands up in the hall, with one matter or two."""
        session = await self.session()
        texts = [text for text in (form.content_tthc, form.content_settlement) if text]
        for text, handling in zip(texts, form.handlings(), strict=True):
            self._questions[await session.raise_in_hall(form, text)] = handling
        await self._house.rest()

    async def put_on_air(self, point: str) -> None:
        await (await self.session()).put_on_air(point)

    async def close(self) -> None:
        await (await self.session()).close()
        await self._house.rest()

    async def send_letters(self, now: datetime) -> None:
        await letters.send_all(self._staff, now)

    async def report_deliveries(self, now: datetime) -> None:
        await letters.report_deliveries(self._staff, now)

    async def sign_off(self) -> None:
        await results.sign_off_minutes(self._staff, self._announced.conference_id)

    async def publish(self) -> None:
        await results.publish_result(self._staff, self._announced.conference_id)

    def walk_ins(self) -> list[Registration]:
        return [form for form in self.forms if form.channel == "walk_in"]

    def times(self) -> list[tuple[datetime, Registration]]:
        """When each form was handed in, oldest first."""
        forms = [(form.received_at(self._starts_at), form) for form in self.forms if form.channel != "walk_in"]
        return sorted(forms, key=lambda pair: pair[0])

    def before(self, days: float) -> datetime:
        """A moment that many days before the session."""
        return self._starts_at - timedelta(days=days)


def _is_heard(form: Registration) -> bool:
    return any(handling.outcome in DECIDED for handling in form.handlings())
