"""Letters on their way out: while store, post office or sender are gone they wait; none leaves twice."""

from tests.chaos import mailing
from tests.chaos.post_office import slow_office
from tests.chaos.small import LETTER, MESSAGE, Small
from tests.chaos.storm import without
from tests.chaos.waiting import until


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


async def _true(value: bool) -> bool:
    return value
