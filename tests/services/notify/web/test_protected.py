"""Who denounced somebody: the officers who may read denunciations see it, others that a letter is there. C-27"""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from pypdf import PdfReader

from deploy.local.testing import StackHandle
from services.notify import sender
from services.notify.domain.states import MessageState
from services.notify.store.tables import Letter, Message
from shared.contracts.intake import ExclusionReason, RegistrationReceived
from shared.contracts.notify import MessageDelivered
from shared.identity import Role
from shared.messaging.tables import outbox
from tests.rules import rule
from tests.services.notify.house import House
from tests.services.notify.post_office import PostOffice, server_at
from tests.services.notify.web.desk import Desk, desk_of
from tests.services.notify.web.test_desk import path_of, terms

LISTS = ("/notify/", "/notify/outbox", "/notify/print", "/notify/receipts")
BOOKS = ("/notify/outbox.xlsx", "/notify/receipts.xlsx")
NAME, ADDRESS, NOTICE = "Trịnh Công Tố", "số 7, thôn Kín Đáo, xã Phú Xuyên", "Nội dung ông/bà gửi là tố cáo bí mật."
SEARCHES = (
    "/notify/?q=trinh+cong",
    "/notify/?q={code}",
    "/notify/?purpose=turned_away",
    "/notify/?incomplete=1",
    "/notify/outbox?q=trinh+cong",
    "/notify/outbox?q={code}",
    "/notify/outbox?purpose=turned_away",
    "/notify/outbox?channel=post",
)


@dataclass
class Secret:
    """A denouncer's notice, and all that could tell who it is."""

    house: House
    received: RegistrationReceived
    email: str

    @property
    def tells(self) -> tuple[str, ...]:
        return (NAME, ADDRESS, "bí mật", self.received.code, *filter(None, [self.email]))

    async def letter(self) -> Letter:
        return next(one for one in await self.house.letters() if one.restricted)

    async def message(self) -> Message:
        letter = await self.letter()
        return next(one for one in await self.house.messages() if one.letter_id == letter.id)


async def denounced(house: House, email: str = "") -> Secret:
    """A form that came by e-mail or not, turned away as a denunciation, its notice composed and addressed."""
    person = house.person(NAME, email=email, address=ADDRESS)
    received = house.received(person)
    away = house.turned_away(
        person,
        registration_id=received.registration_id,
        reason=ExclusionReason.DENUNCIATION,
        notice=NOTICE,
    )
    await house.tell(received, away)
    await house.address()
    return Secret(house, received, email)


@pytest_asyncio.fixture
async def office_desk(house: House, servers: StackHandle) -> AsyncIterator[Desk]:
    async with desk_of(house.app, house.unit_id, servers.keys.token_private_key, Role.HOST_OFFICE) as one:
        yield one


async def seen(desk: Desk) -> str:
    """Everything the lists and exports say."""
    pages = [await desk.get(path) for path in LISTS]
    assert {page.status_code for page in pages} == {200}
    words = [page.text for page in pages]
    for path in BOOKS:
        with zipfile.ZipFile(io.BytesIO((await desk.get(path)).content)) as book:
            words += [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    return "\n".join(words)


async def doors_of(secret: Secret) -> list[str]:
    """The pages of the letter, of its message and of its print run."""
    letter, message = await secret.letter(), await secret.message()
    run = [f"/notify/print/{message.batch_id}"] if message.batch_id else []
    files = [f"{one}/{name}.pdf" for one in run for name in ("thu", "danh-sach", "nhan")]
    return [
        f"/notify/letters/{letter.id}",
        f"/notify/letters/{letter.id}/letter.pdf",
        f"/notify/messages/{message.id}",
        *run,
        *files,
    ]


@rule("C-27")
async def test_the_clerk_numbers_the_letter_without_seeing_whose_it_is(house: House, desk: Desk):
    secret = await denounced(house)
    await house.waiting(house.person("An Văn An"), house.person("Vũ Thị Yến"))
    listed = await desk.get("/notify/")
    assert "Thư giữ kín" in listed.text and not any(word in listed.text for word in secret.tells)
    asked = await desk.post("/notify/issue", terms(house, which="all"))
    look = await desk.get(asked.headers["location"])
    assert "từ số 15 đến số 17" in look.text and "Thư giữ kín" in look.text
    assert not any(word in look.text for word in secret.tells)
    await desk.post(path_of(asked.headers["location"]))
    assert (await secret.letter()).number == 17, "last in the row, so that the number does not tell the name"
    record = await desk.get(asked.headers["location"])
    assert not any(word in record.text for word in secret.tells)


@rule("C-27")
@pytest.mark.parametrize("email", ["", "to-cao@example.vn"])
async def test_in_no_list_export_search_or_page_does_the_clerk_read_who_denounced(house: House, desk: Desk, email: str):
    secret = await denounced(house, email)
    for issue in (False, True):
        if issue:
            await house.issue(await house.letters(), first=15)
        words = await seen(desk)
        assert "Thư giữ kín" in words and not any(word in words for word in secret.tells)
        for path in SEARCHES:
            page = await desk.get(path.format(code=secret.received.code))
            assert "Không có thư nào như vậy" in page.text, path
    assert "15/UBND" in words
    message, letter = await secret.message(), await secret.letter()
    for path in await doors_of(secret):
        assert (await desk.get(path)).status_code == 404, path
    fields = {"channel": "hand", "full_name": "Ai", "address": "đâu"}
    for path in (
        f"/notify/letters/{letter.id}/recipient",
        f"/notify/letters/{letter.id}/recipient/fetch",
        f"/notify/letters/{letter.id}/signed",
        f"/notify/messages/{message.id}/envelope",
        f"/notify/messages/{message.id}/way",
    ):
        assert (await desk.post(path, fields)).status_code == 404, path
    assert (await secret.message()).channel is message.channel


@rule("C-27")
async def test_the_clerks_print_run_leaves_the_protected_letter_out(house: House, desk: Desk, office_desk: Desk):
    secret = await denounced(house)
    await house.waiting(house.person("An Văn An"))
    await house.issue(await house.letters())
    message = await secret.message()
    ticked = await desk.post("/notify/print", {"which": "ticked", "message": str(message.id)})
    assert ticked.status_code == 409
    assert (await desk.post("/notify/print", {"which": "all", "restricted": "1"})).status_code == 404
    made = await desk.post("/notify/print", {"which": "all"})
    letters = await desk.get(f"{path_of(made.headers['location'])}/thu.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(letters.content)).pages)
    assert "An Văn An" in text and NAME not in text
    assert (await secret.message()).state is MessageState.QUEUED

    page = await office_desk.get("/notify/print")
    assert NAME in page.text and "niêm phong" in page.text and "An Văn An" not in page.text
    sealed = await office_desk.post("/notify/print", {"which": "all", "restricted": "1"})
    here = path_of(sealed.headers["location"])
    body = (await office_desk.get(f"{here}/thu.pdf")).content
    assert NAME in " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    assert (await office_desk.post("/notify/print", {"which": "all"})).status_code == 404
    await office_desk.post(f"{here}/post", {"posted_on": "2026-01-01", "tracking": "EE000000001VN"})
    done = {"message": str(message.id), "what": "delivered", "proof": f"{NAME} ký nhận"}
    assert (await office_desk.post(f"{here}/outcome", done)).status_code == 303
    for path in (here, f"{here}/thu.pdf", f"{here}/danh-sach.pdf", f"{here}/nhan.pdf"):
        assert (await desk.get(path)).status_code == 404, path
    for path in (f"{here}/post", f"{here}/outcome"):
        assert (await desk.post(path, done)).status_code == 404, path
    words = await seen(desk)
    assert not any(word in words for word in (*secret.tells, here, "EE000000001VN", "ký nhận"))
    assert "Đã gửi tới người nhận" in words


@rule("C-27")
async def test_who_may_read_denunciations_sees_the_protected_letter_and_no_other(house: House, office_desk: Desk):
    secret = await denounced(house)
    await house.waiting(house.person("An Văn An"))
    waiting = await office_desk.get("/notify/")
    assert NAME in waiting.text and "An Văn An" not in waiting.text
    assert "Cấp số, ký và ban hành" not in waiting.text
    letter = await secret.letter()
    assert (await office_desk.post("/notify/issue", terms(house, letter=str(letter.id)))).status_code == 403
    fixed = {"full_name": NAME, "address": "số 8, thôn Kín Đáo"}
    assert (await office_desk.post(f"/notify/letters/{letter.id}/recipient", fixed)).status_code == 303
    await house.issue(await house.letters())
    for path in await doors_of(secret):
        page = await office_desk.get(path)
        assert page.status_code == 200, path
        assert path.endswith(".pdf") or (NAME in page.text and "Thư giữ kín" in page.text), path
    words = await seen(office_desk)
    assert NAME in words and "An Văn An" not in words
    other = next(one for one in await house.messages() if not one.restricted)
    for path in (f"/notify/letters/{other.letter_id}", f"/notify/messages/{other.id}"):
        assert (await office_desk.get(path)).status_code == 404, path


@rule("C-27")
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CLERK, Role.HOST_OFFICE)])
async def test_every_other_role_stays_outside(house: House, servers: StackHandle, role: Role):
    secret = await denounced(house)
    await house.issue(await house.letters())
    async with desk_of(house.app, house.unit_id, servers.keys.token_private_key, role) as other:
        for path in (*LISTS, *BOOKS, *await doors_of(secret)):
            assert (await other.get(path)).status_code == 403, path


@rule("C-27")
async def test_the_receipt_of_a_denunciation_disappears_from_the_clerks_list(house: House, desk: Desk):
    person = house.person(NAME, email="to-cao@example.vn", address=ADDRESS)
    received = house.received(person)
    await house.tell(received)
    await house.address()
    assert NAME in (await desk.get("/notify/outbox")).text, "a form like any other, until somebody reads it"
    reason = ExclusionReason.DENUNCIATION
    await house.tell(house.turned_away(person, registration_id=received.registration_id, reason=reason))
    page = await desk.get("/notify/outbox")
    assert NAME not in page.text and received.code not in page.text and "Chưa có thư nào được gửi" in page.text


@rule("C-27")
async def test_neither_facts_nor_logs_tell_who_denounced(house: House, office: PostOffice, capsys):
    secret = await denounced(house, "to-cao@example.vn")
    await house.issue(await house.letters())
    await sender.send_due(house.room, server_at(house.room.settings, office.port))
    assert (await secret.message()).state is MessageState.DELIVERED
    async with house.room.database.transaction() as session:
        rows = await session.execute(outbox.select())
        told = [row for row in rows if row.headers["ce-source"].endswith(house.unit_id)]
    facts = [MessageDelivered.model_validate_json(row.body) for row in told if row.subject == MessageDelivered.SUBJECT]
    letter = await secret.letter()
    (of_letter,) = [fact for fact in facts if fact.question_id == letter.question_id]
    assert of_letter.proof == ""
    everything = "".join(row.body.decode() for row in told) + capsys.readouterr().out
    assert not any(word in everything for word in secret.tells)


@rule("R-074")
async def test_a_complaint_is_no_secret_of_this_kind(house: House, desk: Desk):
    await house.tell(house.turned_away(house.person("Nguyễn Văn Khiếu")))
    await house.address()
    page = await desk.get("/notify/")
    assert "Nguyễn Văn Khiếu" in page.text and "Thư giữ kín" not in page.text
