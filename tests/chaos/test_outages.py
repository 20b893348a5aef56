"""One dependency after another goes away at the worst moment, and comes back: said clearly, done once, nothing lost."""

import asyncio
from datetime import timedelta

from shared.clock import real_now
from shared.ids import new_id
from tests.chaos import answers, before
from tests.chaos.sink import Sink
from tests.chaos.small import Small
from tests.chaos.storm import without

BUSY = "Việc của ông/bà chưa mất"


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


async def test_a_jump_of_the_clock_fires_each_missed_term_once(small: Small) -> None:
    person, crew = small.somebody(), small.crew
    code = (await small.registers(person)).location.rsplit("/", 1)[-1]
    question = await crew.books.value("select id from intake.questions where code = $1", f"{code}/1")
    await crew.officers["vanphong"].click("/intake/screening", {"question": [str(question)]})
    await answers.assign(crew, [question])
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
