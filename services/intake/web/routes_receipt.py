"""The receipt a sender sees after sending, and its paper."""

from fastapi import APIRouter, Request, Response

from services.intake.domain.window import is_late
from services.intake.store.tables import Conference, Registration
from services.intake.web.citizen_pages import citizen_page
from services.intake.web.conference_words import shown
from services.intake.web.guesses import find_registration
from services.intake.web.paper import receipt
from services.intake.web.routes_conference import load
from services.intake.web.words import CHANNEL_WORDS
from shared.documents import qr
from shared.profiles import Profile
from shared.refusals import NotFound
from shared.web.guard import public
from shared.web.papers import document_response
from shared.web.room import room_of

router = APIRouter(prefix="/hoi-nghi/{slug}/da-nhan", dependencies=[public()])


@router.get("/{code}.pdf")
async def paper(request: Request, slug: str, code: str) -> Response:
    """The receipt to print. Rule: R-011"""
    form, conference, profile = await _load(request, slug, code)
    room = room_of(request)
    late = is_late(form.received_at, conference.closes_at)
    public_url = room.settings.public_url
    paper = receipt(profile, conference, form, late, public_url, room.clock.now())
    return await document_response(paper, f"giay-tiep-nhan-{form.code}", "pdf")


@router.get("/{code}")
async def received(request: Request, slug: str, code: str) -> Response:
    """Code, QR, the legal time of receipt, whether it was in time, and what happens next. Rule: R-011, R-032"""
    form, conference, profile = await _load(request, slug, code)
    room = room_of(request)
    one = shown(conference, room.clock.now())
    address = f"{room.settings.public_url}/tra-cuu/{form.code}"
    return citizen_page(
        request,
        "receipt.html",
        profile,
        conference=one,
        form=form,
        late=is_late(form.received_at, conference.closes_at),
        qr=qr.svg(address, f"Mã QR dẫn đến trang tra cứu phiếu {form.code}"),
        address=address,
        channel=CHANNEL_WORDS[form.channel],
    )


async def _load(request: Request, slug: str, code: str) -> tuple[Registration, Conference, Profile]:
    form = await find_registration(request, code)
    conference, profile, _ = await load(request, slug)
    if form is None or form.conference_id != conference.id:
        raise NotFound()
    return form, conference, profile
