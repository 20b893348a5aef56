"""The only wiring of meeting: settings → parts → doors."""

from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI

from services.meeting.bus import handlers
from services.meeting.usecases.answer_walk_in import answer_walk_in
from services.meeting.web import (
    routes_calendar,
    routes_call,
    routes_clips,
    routes_conferences,
    routes_console,
    routes_door,
    routes_floor,
    routes_gavel,
    routes_live,
    routes_log,
    routes_minutes,
    routes_opening,
    routes_plan,
    routes_plan_files,
    routes_plan_invitations,
    routes_plan_publish,
    routes_points,
    routes_public,
    routes_recording,
    routes_results,
    routes_turns,
    routes_watch,
    routes_watching,
)
from services.meeting.web.live_session import LiveSession, listening
from services.meeting.web.recording_keeper import keeping_the_recording
from services.meeting.web.recording_timer import keeping_recordings
from services.meeting.web.roll_keeper import keeping_the_roll
from services.meeting.web.stage_keeper import keeping_the_stage
from shared.contracts.meeting import WalkInReply, WalkInRequest
from shared.settings import Settings
from shared.web.app import build_room
from shared.web.app import create_app as create_room_app
from shared.web.room import Room

ROUTERS = (
    routes_conferences.router,
    routes_console.router,
    routes_call.router,
    routes_turns.router,
    routes_opening.router,
    routes_floor.router,
    routes_recording.router,
    routes_door.router,
    routes_gavel.router,
    routes_log.router,
    routes_watch.router,  # its stream stands before those of the staff
    routes_live.router,
    routes_plan.router,
    routes_plan_publish.router,
    routes_plan_files.router,
    routes_plan_invitations.router,
    routes_public.router,
    routes_minutes.router,
    routes_results.router,
    routes_clips.watching,
    routes_clips.reviewing,
    routes_calendar.router,
    routes_points.router,
    routes_points.choosing,
    routes_watching.router,
    routes_plan.reading,
)


def create_app() -> FastAPI:
    """Run as `uvicorn services.meeting.app:create_app --factory`."""
    room = build_room(Settings(), handlers)
    live = LiveSession(room)
    _answer_walk_ins(room)

    def listen(room: Room) -> AbstractAsyncContextManager[None]:
        return listening(room, live)

    def direct(room: Room) -> AbstractAsyncContextManager[None]:
        return keeping_the_stage(room, live)

    def record(room: Room) -> AbstractAsyncContextManager[None]:
        return keeping_the_recording(room, live)

    lifetimes = (listen, keeping_the_roll, direct, record, keeping_recordings)
    app = create_room_app(room, ROUTERS, lifetimes=lifetimes)
    app.state.live = live
    return app


def _answer_walk_ins(room: Room) -> None:
    @room.bus.answers("rpc.meeting.walk_in.get.v1", WalkInRequest)
    async def walk_ins(request: WalkInRequest) -> WalkInReply:
        async with room.database.transaction() as session:
            return await answer_walk_in(session, request)
