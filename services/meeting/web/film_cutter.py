"""Has each question's film cut once its turn is recorded, until it is there or known to be none."""

import asyncio
from uuid import UUID

import httpx

from services.meeting.store import film_orders
from services.meeting.store.recording_tables import FilmOrder, FilmState
from services.meeting.web.recorder_door import RecorderDoor
from shared.database.engine import Database
from shared.observability.logs import get_logger

REPEAT_S = 1.0
LONGEST_PAUSE_S = 60.0
log = get_logger()


class FilmCutter:
    """One film after the other, for the recorder's machine records beside them. Every waiting order is tried once a
    second; one that failed after 2 s, 4 s … 60 s, and for that pause no other waits.

    An order is settled as `READY`, or as `NONE` where nothing of its turn was recorded, and never tried again.
    Only the pauses are remembered: a room that was started anew tries everything at once.
    """

    def __init__(self, database: Database, recorder: RecorderDoor) -> None:
        self._database, self._recorder = database, recorder
        self._later: dict[UUID, tuple[float, float]] = {}  # turn → when to try again, and the pause after that

    async def run(self) -> None:
        """For ever; whatever fails is tried again after `REPEAT_S` seconds."""
        while True:
            try:
                await self.cut_all()
            except Exception as error:
                log.warning("films.interrupted", error=type(error).__name__)
            await asyncio.sleep(REPEAT_S)

    async def cut_all(self) -> None:
        """Have every order cut that is due now. The recorder away is no error: its order waits."""
        async with self._database.reading() as session:
            orders = await film_orders.waiting(session)
        now = asyncio.get_running_loop().time()
        for order in orders:
            if self._later.get(order.turn_id, (now, 0))[0] <= now:
                await self._cut(order)

    async def _cut(self, order: FilmOrder) -> None:
        try:
            state = await self._recorder.cut(order)
        except httpx.HTTPError as error:
            self._try_later(order.turn_id)
            log.info("film.delayed", conference_id=str(order.conference_id), error=type(error).__name__)
            return
        if state is not FilmState.WAITING:
            self._later.pop(order.turn_id, None)
            async with self._database.transaction() as session:
                await film_orders.settle(session, order, state)

    def _try_later(self, turn_id: UUID) -> None:
        pause = min(2 * self._later.get(turn_id, (0, REPEAT_S))[1], LONGEST_PAUSE_S)
        self._later[turn_id] = (asyncio.get_running_loop().time() + pause, pause)
