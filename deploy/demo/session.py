"""The session: the door, the agenda, the turns, the gavel."""

from uuid import UUID, uuid5

from deploy.demo.person import Person
from deploy.demo.registrations import Registration
from shared.ids import new_id
from shared.profiles import Profile

SECRETARY = "Hoàng Anh Dũng"


class Session:
    """One conference in the hands of the host office."""

    def __init__(self, office: Person, conference_id: UUID, profile: Profile) -> None:
        self._office, self._profile = office, profile
        self._base = f"/meeting/c/{conference_id}"

    async def act(self, path: str, **fields: str) -> UUID:
        """One command; returns its id, which names the turn or question it made."""
        command_id = new_id()
        await self._office.send(f"{self._base}/{path}", fields | {"command_id": str(command_id)})
        return command_id

    async def open_doors(self, present: dict[UUID, str], excused: list[UUID]) -> None:
        """Check people in at their points; those who told that they cannot come are excused."""
        for person_id, point in present.items():
            await self.act("attendance/mark", person=str(person_id), presence="present", point=point)
        for person_id in excused:
            await self.act("attendance/mark", person=str(person_id), presence="excused")

    async def begin(self) -> None:
        """Open the session; its first step begins with it."""
        await self.act("session/open")
        await self.act("session/recording-notice", shown="1")

    async def adopt(self) -> None:
        """The programme is adopted and the secretary appointed."""
        await self.act("agenda/adopt")
        await self.act("agenda/secretary", name=SECRETARY)

    async def step(self, key: str) -> None:
        await self.act("agenda/begin", step=key)

    async def raise_in_hall(self, person: Registration, text: str) -> UUID:
        """A question put in the hall; returns its id."""
        area = self._profile.unit.area(person.area)
        name = area.name if area else person.area
        command_id = await self.act(
            "questions/raise",
            full_name=person.full_name,
            area=name,
            address=f"{person.house}, {name}, {self._profile.unit.territory}",
            phone=person.phone,
            email=person.email,
            text=text,
            point=person.point,
            shows_name="1" if person.publish_name else "",
        )
        return uuid5(command_id, "question")  # as the hall's own page makes it

    async def speak(self, question_id: UUID, outcome: str) -> None:
        """Call a question and end its turn with what the hall decided."""
        turn = await self.call(question_id)
        await self.act("turns/end", turn=str(turn), outcome=outcome)

    async def call(self, question_id: UUID) -> UUID:
        return await self.act("turns/call", question=str(question_id), chair_allows="1")

    async def put_on_air(self, point: str) -> None:
        """A point everybody sees; empty follows whoever speaks."""
        await self.act("stage", point=point)

    async def close(self) -> None:
        """The gavel."""
        await self.act("gavel")
