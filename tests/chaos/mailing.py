"""Letters get numbers and leave; what is in doubt is decided by a clerk who looks into the outgoing mail."""

from datetime import timedelta
from uuid import UUID

from shared.calendar import local_day
from shared.clock import real_now
from tests.chaos.crew import Crew
from tests.chaos.sink import Sink
from tests.chaos.waiting import until

LEASE = timedelta(minutes=2)  # services.notify.usecases.send
READY = "select count(*) from notify.letters where recipient is not null and state = 'waiting'"
OPEN_MAIL = (
    "select count(*) from notify.messages where channel = 'email' and state in ('queued', 'sending', 'in_doubt')"
)


async def issue(crew: Crew, count: int) -> None:
    """Number and sign `count` letters, some hundred at a time."""
    await crew.books.reaches(count, READY)
    clerk, day = crew.officers["vanthu"], f"{local_day(real_now()):%Y-%m-%d}"
    ids = await crew.books.column("select id from notify.letters where state = 'waiting' order by id")
    for at in range(0, len(ids), 70):
        first = 1 + await crew.books.value("select coalesce(max(number), 0) from notify.letters")
        terms = {
            "first_number": str(first),
            "issued_on": day,
            "signing": "deputy_for_committee",
            "signer": "Trần Minh Đức",
        }
        word = await clerk.click("/notify/issue", terms | {"letter": [str(one) for one in ids[at : at + 70]]})
        await clerk.click(word.location, {})


async def mail_out(crew: Crew, sink: Sink) -> None:
    """Until no e-mail is open; the clerk decides whatever is in doubt."""

    async def all_out() -> bool:
        await let_leases_run_out(crew)
        await decide_doubts(crew, sink)
        return not await crew.books.value(OPEN_MAIL)

    await until(all_out, "every e-mail sent", crew.books.story)


async def let_leases_run_out(crew: Crew) -> None:
    """Two minutes pass for messages whose sender is dead: they were claimed before notify was killed."""
    killed = crew.storm.last.get("notify")
    if killed:
        stranded = "update notify.messages set claimed_until = now() where state = 'sending' and claimed_until < $1"
        await crew.books.rows(stranded, killed + LEASE)


async def decide_doubts(crew: Crew, sink: Sink) -> None:
    """A clerk looks whether the message left: then it went; else it is sent again."""
    doubtful = await crew.books.rows("select id, to_address from notify.messages where state = 'in_doubt'")
    for message_id, address in doubtful:
        if sink.holds(message_id):
            crew.tally["in doubt: had left"] += 1
            await _decide(crew, message_id, "delivered", proof="Có trong hộp thư đi")
        else:
            crew.tally["in doubt: sent again"] += 1
            await _decide(crew, message_id, "again", address=address)


async def post_out(crew: Crew) -> int:
    """Print what goes by post, give it to the post, note that it arrived; returns how many."""
    clerk = crew.officers["vanthu"]
    unready = """select count(*) from notify.letters where state = 'issued' and pdf_key is null"""
    await until(lambda: _none(crew, unready), "every letter has its file", crew.books.story)
    run = (await clerk.click("/notify/print", {"which": "all"})).location
    ids = await crew.books.column("select id from notify.messages where batch_id = $1", UUID(run.rsplit("/", 1)[-1]))
    day = f"{local_day(real_now()):%Y-%m-%d}"
    await clerk.click(f"{run}/post", {"posted_on": day, "tracking": ""})
    told = {"message": [str(one) for one in ids], "proof": "Bưu điện báo phát"}
    await clerk.click(f"{run}/outcome", told)
    return len(ids)


async def _none(crew: Crew, query: str) -> bool:
    return not await crew.books.value(query)


async def _decide(crew: Crew, message_id: UUID, how: str, **fields: str) -> None:
    await crew.officers["vanthu"].click(f"/notify/messages/{message_id}/{how}", fields)
