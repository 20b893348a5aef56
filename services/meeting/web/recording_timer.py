"""The room's timer: terms of recordings, and what the other rooms hear of films. Rows say what is due. Rule: R-209"""

from contextlib import AbstractAsyncContextManager

from services.meeting.usecases.keep_recordings import next_due, tend
from shared.messaging.deadlines import deadlines
from shared.web.room import Room


def keeping_recordings(room: Room) -> AbstractAsyncContextManager[None]:
    """Run while the room lives; of two processes each row is done by one."""
    return deadlines(room, next_due, tend)
