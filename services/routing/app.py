"""The only wiring of routing: settings → parts → doors."""

from functools import partial

from fastapi import FastAPI

from services.routing.bus import handlers
from services.routing.usecases import answer_operator
from services.routing.usecases.remind import fire_alerts, next_alert
from services.routing.web import (
    routes_account,
    routes_acts,
    routes_approve,
    routes_assign,
    routes_home,
    routes_officers,
    routes_operations,
    routes_question,
    routes_questions,
    routes_reports,
    routes_reset,
    routes_setup,
    routes_sign_in,
    routes_unit,
)
from shared.contracts.operations import ResetLink
from shared.messaging.deadlines import deadlines
from shared.settings import Settings
from shared.web.app import build_room
from shared.web.app import create_app as create_room_app


def create_app() -> FastAPI:
    """Run as `uvicorn services.routing.app:create_app --factory`."""
    room = build_room(Settings(), handlers)
    routers = (
        routes_sign_in.router,
        routes_reset.router,
        routes_setup.router,
        routes_account.router,
        routes_officers.router,
        routes_unit.router,
        routes_operations.router,
        routes_home.router,
        routes_home.counter,
        routes_questions.router,
        routes_question.router,
        routes_acts.router,
        routes_assign.router,
        routes_approve.router,
        routes_reports.router,
    )
    answers = room.bus.answers(answer_operator.RESET_LINK, ResetLink)
    answers(partial(answer_operator.reset_link, room.database, room.settings))
    return create_room_app(room, routers, [lambda room: deadlines(room, next_alert, fire_alerts)])
