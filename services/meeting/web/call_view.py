"""The page of a speaker at home, and the links the console gives out for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup

from services.meeting.domain.calling import call_of
from services.meeting.domain.line import propose_next
from services.meeting.domain.media_links import call_token
from services.meeting.store import conferences
from services.meeting.store.scene import Scene
from services.meeting.web.console_view import remaining_s, row
from shared.clock import real_now
from shared.documents import qr
from shared.web.room import Room


@dataclass(frozen=True, slots=True)
class CallLink:
    """The address to send, and the same as a drawing."""

    address: str
    qr: Markup


def call_page(scene: Scene, question_id: UUID, now: datetime) -> dict[str, Any]:
    """What the page of who asks this question from home needs."""
    state, entry = scene.state, scene.state.entries.get(question_id)
    return {
        "conference": scene.conference,
        "state": state,
        "unit_name": conferences.profile_of(scene.conference).unit.name,
        "call": call_of(state, scene.rules, question_id),
        "own": row(scene, entry) if entry else None,
        "turn": state.turn,
        "server_now": now,
        "remaining_s": remaining_s(scene),
    }


def call_links(room: Room, scene: Scene) -> dict[UUID, CallLink]:
    """By question: of whoever speaks or is proposed, if at home. The same bytes for half an hour."""
    if not room.settings.media_url:
        return {}
    proposed, turn = propose_next(scene.state), scene.state.turn
    near = {turn.question_id if turn else None, proposed.entry.question_id if proposed else None} - {None}
    return {id_: _link(room, scene, id_) for id_ in near if id_ and call_of(scene.state, scene.rules, id_).is_open}


def _link(room: Room, scene: Scene, question_id: UUID) -> CallLink:
    id_, secret = str(scene.conference.conference_id), room.settings.link_secret.get_secret_value()
    token = call_token(id_, str(question_id), secret, real_now())
    address = f"{room.settings.public_url.rstrip('/')}/meeting/c/{id_}/call/{question_id}?token={token}"
    return CallLink(address, Markup(qr.svg(address, "Mã QR của đường dẫn phát biểu từ xa")))
