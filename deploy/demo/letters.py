"""Văn thư numbers and sends the letters; those without e-mail are printed, posted, and mostly delivered."""

import asyncio
from datetime import datetime

from deploy.demo.house import RESTED_WITHIN_S, House
from deploy.demo.person import Person
from deploy.demo.staff import Staff
from shared.calendar import local_day

WITHOUT_ADDRESS = "select count(*) from notify.letters where state = 'waiting' and recipient is null"
WITHOUT_FILE = "select count(*) from notify.letters where state = 'issued' and pdf_key is null"


async def send_all(staff: Staff, now: datetime) -> None:
    """Everything that waits is issued in one batch; what goes by post is one print run."""
    house, clerk = staff.house, await staff.clerk()
    await _until_none(house, WITHOUT_ADDRESS)
    page = await clerk.open("/notify/")
    proposed = next(form for form in clerk.forms(page) if form.action == "/notify/issue")
    signer = {"signing": "deputy_for_committee", "signer": staff.leader_account.full_name}
    choice = signer | {"which": "all", "issued_on": f"{local_day(now):%Y-%m-%d}"}
    checked = await clerk.send("/notify/issue", proposed.fields | choice)
    await clerk.send(checked.url.path, {})
    await _until_none(house, WITHOUT_FILE)
    await _print_and_post(clerk, now)
    await house.rest()


async def _print_and_post(clerk: Person, now: datetime) -> None:
    made = await clerk.send("/notify/print", {"which": "all"})
    await clerk.send(f"{made.url.path}/post", {"posted_on": f"{local_day(now):%Y-%m-%d}"})


async def report_deliveries(staff: Staff, now: datetime) -> None:
    """The postman's slips come back for all but the last letter."""
    house, clerk = staff.house, await staff.clerk()
    for row in await house.rows("select id from notify.print_batches"):
        page = await clerk.open(f"/notify/print/{row['id']}")
        ticked = [value for form in clerk.forms(page) for value in form.choices.get("message", [])]
        day = f"{local_day(now):%Y-%m-%d}"
        fields = {"message": ticked[:-1], "what": "delivered", "day": day, "proof": "Giấy báo phát"}
        await clerk.send(f"/notify/print/{row['id']}/outcome", fields)


async def _until_none(house: House, count: str) -> None:
    async with asyncio.timeout(RESTED_WITHIN_S):
        while await house.value(count):  # noqa: ASYNC110 - another process works
            await asyncio.sleep(0.1)
