"""One dependency after another goes away at the worst moment, and comes back: said clearly, done once, nothing lost."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio

from deploy.local.testing import running_stack
from shared.clock import real_now
from shared.ids import new_id
from tests.chaos import before, mailing
from tests.chaos.books import until
from tests.chaos.conference import crew_of
from tests.chaos.post_office import slow_office
from tests.chaos.sink import Sink
from tests.chaos.small import LETTER, MESSAGE, Small, open_small
from tests.chaos.storm import Storm, without

BUSY = "Việc của ông/bà chưa mất"


@pytest_asyncio.fixture(scope="module")
async def small() -> AsyncIterator[Small]:
    chance = random.Random(5)
    async with running_stack() as stack, crew_of(stack, Storm(stack, chance), chance) as crew:
        yield await open_small(crew)


async def test_without_tables_a_form_is_refused_in_a_sentence_and_taken_once_afterwards(small: Small) -> None:
    person, id_, stack = small.somebody(), new_id(), small.crew.stack
    form = small.form(person) | {"csrf": small.home.csrf, "command_id": str(id_)}
    async with without(stack, "postgres"):
        response = await small.home.attempt(small.form_page, form)
        assert response is not None and response.status_code == 503 and BUSY in response.text
    words = [await small.home.click(small.form_page, form, command_id=id_) for _ in range(3)]
    assert len({word.location for word in words}) == 1
    assert await small.registrations_of(person) == 1


async def test_tables_killed_under_a_click_leave_one_form(small: Small) -> None:
    for wait_s in (0.0, 0.005, 0.01, 0.02, 0.03):
        person, pid = small.somebody(), small.crew.stack.pid("postgres")
        click = asyncio.create_task(small.registers(person))
        await asyncio.sleep(wait_s)
        small.crew.stack.kill("postgres")
        await click
        await small.crew.stack.wait_new("postgres", pid)
        assert await small.registrations_of(person) == 1
    assert not [what for what in small.crew.tally if what.startswith("fault")]


async def test_without_the_store_a_scan_is_refused_and_nothing_is_half_kept(small: Small) -> None:
    person, id_, stack = small.somebody("paper"), new_id(), small.crew.stack
    clerk = small.crew.officers["vanthu"]
    entry = before.entry(small.crew, person, real_now()) | {"csrf": clerk.csrf, "command_id": str(id_)}
    async with without(stack, "store"):
        response = await clerk.attempt("/intake/register", entry, before.SCANS)
        assert response is not None and response.status_code == 503 and BUSY in response.text
        assert await small.registrations_of(person) == 0
    for _ in range(2):
        await clerk.click("/intake/register", entry, before.SCANS, command_id=id_)
    assert await small.registrations_of(person) == 1
    scans = """select count(*) from intake.attachments a join intake.registrations f on f.id = a.registration_id
        join intake.registrants p on p.person_id = f.person_id where p.full_name = $1"""
    assert await small.crew.books.value(scans, person.full_name) == 1


async def test_without_the_store_letters_wait_and_then_leave_once(small: Small) -> None:
    person, stack = small.somebody(), small.crew.stack
    question = await small.letter_to(person)
    async with without(stack, "store"):
        await mailing.issue(small.crew, 1)
        assert [tuple(row) for row in await small.crew.books.rows(LETTER, question)] == [("issued", None)]
        assert not small.letters_in_the_mail(person)
    await small.is_sent(question)
    assert len(small.letters_in_the_mail(person)) == 1


async def test_without_the_post_office_nothing_is_claimed_and_afterwards_each_letter_leaves_once(small: Small) -> None:
    people, stack = [small.somebody() for _ in range(3)], small.crew.stack
    questions = [await small.letter_to(person) for person in people]
    async with without(stack, "mail"):
        await mailing.issue(small.crew, len(people))
        made = "select count(*) from notify.letters where question_id = any($1) and pdf_key is not null"
        await small.crew.books.reaches(3, made, questions)
        for question in questions:
            assert [row["state"] for row in await small.crew.books.rows(MESSAGE, question)] == ["queued"]
    for person, question in zip(people, questions, strict=True):
        await small.is_sent(question)
        assert len(small.letters_in_the_mail(person)) == 1


async def test_without_the_bus_citizens_get_receipts_and_the_facts_flow_later(small: Small) -> None:
    people, stack, books = [small.somebody() for _ in range(5)], small.crew.stack, small.crew.books
    await books.rest()
    async with without(stack, "nats"):
        codes = [(await small.registers(person)).location.rsplit("/", 1)[-1] for person in people]
        for code in codes:
            assert code in await small.home.open(f"/tra-cuu/{code}")
        assert await books.value("select count(*) from intake.outbox where published_seq is null") == len(people)
    told = "select count(*) from notify.messages where purpose = 'receipt' and state = 'delivered' and code = any($1)"
    await books.reaches(len(people), told, codes)
    await books.rest()
    to = [mail.to for mail in Sink(stack.outgoing_mail).mails() if mail.is_receipt]
    assert [to.count(person.email) for person in people] == [1] * len(people)


async def test_a_sender_killed_between_claim_and_answer_leaves_a_doubt_and_never_a_second_letter(small: Small) -> None:
    person, crew = small.somebody(), small.crew
    question = await small.letter_to(person)
    await crew.books.rest()
    async with without(crew.stack, "mail"), slow_office(crew.stack.config.ports.smtp) as office:
        await mailing.issue(crew, 1)
        await until(lambda: _true(person.email in office.taken), "the text handed over", crew.books.story)
        await crew.storm.strike("notify")
        office.holds = False
        await mailing.let_leases_run_out(crew)
        doubt = "select count(*) from notify.messages where question_id = $1 and state = 'in_doubt'"
        await crew.books.reaches(1, doubt, question)
        await crew.storm.strike("notify")
        await crew.books.rest()
        [message] = await crew.books.rows(MESSAGE, question)
        clerk = crew.officers["vanthu"]
        await clerk.click(f"/notify/messages/{message['id']}/delivered", {"proof": "Máy chủ thư xác nhận"})
        await small.is_sent(question)
        assert office.taken.count(person.email) == 1


async def test_a_jump_of_the_clock_fires_each_missed_term_once(small: Small) -> None:
    person, crew = small.somebody(), small.crew
    code = (await small.registers(person)).location.rsplit("/", 1)[-1]
    question = await crew.books.value("select id from intake.questions where code = $1", f"{code}/1")
    await crew.officers["vanphong"].click("/intake/screening", {"question": [str(question)]})
    await before.assign(crew, [question])
    open_alerts = "select count(*) from routing.alerts where question_id = $1 and fired_at is null"
    assert await crew.books.value(open_alerts, question) > 0
    await crew.set_time(real_now() + timedelta(days=90))
    await crew.storm.strike("routing")
    missed = "select count(*) from routing.history where question_id = $1 and what = 'overdue'"
    await crew.books.reaches(1, missed, question)
    await crew.storm.strike("routing", "nats")
    await crew.set_time(real_now() + timedelta(days=91))
    assert await crew.books.value(missed, question) == 1
    assert await crew.books.value(open_alerts, question) == 0


async def _true(value: bool) -> bool:
    return value
