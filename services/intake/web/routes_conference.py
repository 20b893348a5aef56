"""One conference in public: its plan, its programme, the form to download, and its result."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response

from services.intake.store import conferences, units
from services.intake.store.questions import progress_of
from services.intake.store.tables import Conference, PublishedResult
from services.intake.web.citizen_pages import citizen_page
from services.intake.web.conference_words import FOR_CITIZENS, date_words, shown
from services.intake.web.paper import paper_form
from services.intake.web.words import FIGURE_WORDS, RESULT_WORDS
from shared.contracts.meeting import ResultItem
from shared.profiles import Profile
from shared.refusals import NotFound
from shared.web.guard import public
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/hoi-nghi/{slug}", dependencies=[public()])


async def load(request: Request, slug: str) -> tuple[Conference, Profile, PublishedResult | None]:
    """The conference of a public address, with its unit and its result."""
    async with room_of(request).database.transaction() as session:
        conference, version = await conferences.get_by_slug(session, slug)
        profile = await units.profile_at(session, conference.unit_id, version)
        return conference, profile, await conferences.find_result(session, conference.id)


@router.get("")
async def plan(request: Request, slug: str) -> Response:
    """The plan with the dates that concern a citizen and the words of their rules. Rule: R-048, R-105"""
    conference, profile, result = await load(request, slug)
    one = shown(conference, room_of(request).clock.now(), has_result=result is not None)
    dates = [(planned, date_words(planned.at)) for planned in one.plan.dates if planned.key in FOR_CITIZENS]
    return citizen_page(request, "conference.html", profile, conference=one, dates=dates)


@router.get("/phieu.{kind}")
async def form_file(request: Request, slug: str, kind: Literal["pdf", "docx"]) -> Response:
    """The paper form, to print or for a word processor. Rule: R-105, R-126, R-128"""
    conference, profile, _ = await load(request, slug)
    document = paper_form(profile, conference, room_of(request).settings.public_url)
    return await document_response(document, f"phieu-dang-ky-{slug}", kind)


@router.get("/ket-qua")
async def result(request: Request, slug: str) -> Response:
    """The reviewed questions and answers, by field. Rule: R-007, R-048"""
    conference, profile, published = await load(request, slug)
    if published is None:
        raise NotFound()
    items = [ResultItem.model_validate(item) for item in published.items]
    async with room_of(request).database.reading() as session:
        known = await progress_of(session, [item.question_id for item in items])
    fields = sorted({item.field for item in items if item.field})
    chosen = request.query_params.get("linh-vuc", "")
    return citizen_page(
        request,
        "result.html",
        profile,
        conference=shown(conference, room_of(request).clock.now(), has_result=True),
        result=published,
        items=[item for item in items if not chosen or item.field == chosen],
        fields=fields,
        field_options=[(field, field) for field in fields],
        chosen=chosen if chosen in fields else "",
        outcome_words=RESULT_WORDS,
        figures=_in_order(published.figures),
        films={id_: progress for id_, progress in known.items() if progress.film_path},
    )


def _in_order(figures: dict[str, Any]) -> list[tuple[str, Any]]:
    """The figures with their words; those we have no words for come last, as meeting named them."""
    order = list(FIGURE_WORDS)
    known = sorted((key for key in figures if key in FIGURE_WORDS), key=order.index)
    rest = [key for key in figures if key not in FIGURE_WORDS]
    return [(FIGURE_WORDS.get(key, key), figures[key]) for key in (*known, *rest)]
