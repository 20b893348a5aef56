"""The rows of one registration with one question, as the real intake writes them, from constants where it computes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.intake.domain.question import State
from shared.contracts.intake import Channel, RegistrationReceived, Section
from tests.bench.samples import CONFERENCE

UNIT = "phu-xuyen"
Ids = tuple[UUID, UUID, UUID]  # registration, person, question
Fields = Mapping[str, Any]


def registrant(form: Fields, ids: Ids, code: str) -> dict[str, Any]:
    empty = dict.fromkeys(("org_name", "phone", "email", "email_key", "area"), "")
    name = form["full_name"]
    return empty | {
        "person_id": ids[1],
        "unit_id": UNIT,
        "full_name": name,
        "address": form["address"],
        "sort_key": name,
        "folded": f"{name} {code}",
    }


def registration(form: Fields, ids: Ids, code: str, now: datetime) -> dict[str, Any]:
    return {
        "id": ids[0],
        "unit_id": UNIT,
        "conference_id": CONFERENCE,
        "person_id": ids[1],
        "code": code,
        "channel": Channel.WEB,
        "received_at": now,
        "entered_at": now,
        "entered_by": "citizen",
        "entered_name": "",
        "content_tthc": form["content_tthc"],
        "content_settlement": "",
        "attends": True,
        "publish_name": False,
        "declarations": {},
        "signed_name": form["full_name"],
        "has_stamp": False,
        "raw": {key: str(value) for key, value in form.items()},
    }


def question(form: Fields, ids: Ids, code: str, now: datetime) -> dict[str, Any]:
    text = form["content_tthc"]
    return {
        "id": ids[2],
        "unit_id": UNIT,
        "conference_id": CONFERENCE,
        "registration_id": ids[0],
        "person_id": ids[1],
        "number": 1,
        "code": f"{code}/1",
        "channel": Channel.WEB,
        "section": Section.PROCEDURE,
        "text": text,
        "folded": text,
        "received_at": now,
        "is_late": False,
        "state": State.RECEIVED,
        "restricted": False,
        "suggestion": {},
        "content_group": "",
        "notice": "",
        "plan_version": 1,
        "traceparent": "",
        "decided_by": "",
    }


def history(ids: Ids, now: datetime) -> dict[str, Any]:
    return {
        "unit_id": UNIT,
        "registration_id": ids[0],
        "act": "received",
        "words": "",
        "actor": "citizen",
        "actor_name": "",
        "at": now,
    }


def received(ids: Ids, code: str, now: datetime) -> RegistrationReceived:
    return RegistrationReceived(
        unit_id=UNIT,
        occurred_at=now,
        registration_id=ids[0],
        conference_id=CONFERENCE,
        person_id=ids[1],
        code=code,
        channel=Channel.WEB,
        received_at=now,
        question_ids=(ids[2],),
    )
