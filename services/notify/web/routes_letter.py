"""One letter: its text, its state, its files, and everything known of how it reached its person."""

from contextlib import suppress
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.notify.domain.recipient import Recipient
from services.notify.domain.states import LetterState
from services.notify.store.letter_reads import letter_of
from services.notify.store.message_reads import M, receipts_of, sent
from services.notify.store.tables import Conference
from services.notify.usecases import prepare_letter
from services.notify.usecases.render import document_of
from services.notify.web.sight import OF_LETTER, sight_of
from services.notify.web.views import entry_of, letter_line, message_lines, milestones, subject, void_word
from shared.documents.pdf import render_pdf
from shared.refusals import NotFound
from shared.web.commands import Done, run_command
from shared.web.files import file_response
from shared.web.forms import Form
from shared.web.guard import officer_of
from shared.web.limits import TooLarge
from shared.web.room import room_of

router = APIRouter(prefix="/notify/letters/{letter_id}", dependencies=OF_LETTER)
MAX_SIGNED_MB = 15


@router.get("")
async def show(request: Request, letter_id: UUID) -> Response:
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        letter = await letter_of(session, unit_id, letter_id)
        conference = await session.get_one(Conference, letter.conference_id)
        messages = await sent(session, M.unit_id == unit_id, M.letter_id == letter_id, sight=sight_of(request))
        channels = {message.id: message.channel for message, _ in messages}
        receipts = await receipts_of(session, *channels)
    return room.templates.page(
        request,
        "letter.html",
        line=letter_line(letter),
        letter=letter,
        subject=subject(letter),
        conference=conference,
        to=Recipient.of(letter.recipient or {}),
        messages=message_lines(messages),
        history=[*(entry_of(one, channels[one.message_id]) for one in receipts), *milestones(letter)],
        void=void_word(letter),
        waits=letter.state is LetterState.WAITING,
        trace=letter.traceparent[3:35],
        max_bytes=MAX_SIGNED_MB * 1024**2,
    )


@router.get("/letter.pdf")
async def pdf(request: Request, letter_id: UUID) -> Response:
    """The letter as it stands: a marked draft, or the file that was issued. Rule: R-001"""
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        letter = await letter_of(session, unit_id, letter_id)
        if letter.pdf_key == "":
            raise NotFound()  # erased
        document = await document_of(session, letter, room.settings.public_url)
    name = f"cong-van-{letter.code.replace('/', '-')}.pdf"
    with suppress(NotFound):
        if letter.pdf_key:
            return file_response(await room.store.get(letter.pdf_key), name)
    return file_response(await render_pdf(document), name)


@router.get("/signed.pdf")
async def signed(request: Request, letter_id: UUID) -> Response:
    """The file that came back signed."""
    room, unit_id = room_of(request), officer_of(request).unit_id
    async with room.database.transaction() as session:
        letter = await letter_of(session, unit_id, letter_id)
    if not letter.signed_pdf_key:
        raise NotFound()
    return file_response(await room.store.get(letter.signed_pdf_key), f"da-ky-{letter.code.replace('/', '-')}.pdf")


@router.post("/recipient")
async def correct(request: Request, letter_id: UUID) -> Response:
    """Correct the recipient of this letter while it waits."""
    unit_id = officer_of(request).unit_id

    async def work(session: AsyncSession, form: Form) -> Done:
        to = Recipient(
            full_name=" ".join(form["full_name"].split())[:200],
            org_name=" ".join(form["org_name"].split())[:300],
            address=form["address"][:500],
            email=form["email"][:200],
            phone=form["phone"][:40],
        )
        await prepare_letter.correct_recipient(session, unit_id, letter_id, to)
        return Done("Đã lưu người nhận của thư này.", f"/notify/letters/{letter_id}")

    return await run_command(request, work)


@router.post("/recipient/fetch")
async def fetch_again(request: Request, letter_id: UUID) -> Response:
    """Take the address from the register of intake again."""
    unit_id = officer_of(request).unit_id

    async def work(session: AsyncSession, _form: Form) -> Done:
        await prepare_letter.fetch_recipient_again(session, unit_id, letter_id)
        return Done("Đang lấy lại địa chỉ từ sổ tiếp nhận.", f"/notify/letters/{letter_id}")

    return await run_command(request, work)


@router.post("/signed")
async def keep_signed(request: Request, letter_id: UUID) -> Response:
    """The signed PDF that came back, before or after the number was given here."""
    room, unit_id = room_of(request), officer_of(request).unit_id

    async def work(session: AsyncSession, form: Form) -> Done:
        file = form.file("signed")
        body = await file.read(MAX_SIGNED_MB * 1024**2 + 1) if file else b""
        if len(body) > MAX_SIGNED_MB * 1024**2:
            raise TooLarge(limit_mb=MAX_SIGNED_MB)
        await prepare_letter.keep_signed_file(session, room.store, unit_id, letter_id, body)
        return Done("Đã lưu bản đã ký. Từ lúc này thư được gửi bằng bản này.", f"/notify/letters/{letter_id}")

    return await run_command(request, work)
