"""Văn thư numbers and sends the letters; those without e-mail are printed and posted."""

from datetime import datetime

from deploy.demo.house import House
from shared.calendar import local_day

WAITING = "select id from notify.letters where state = 'waiting' and recipient is not null order by id"
ALL_WAITING = "select count(*) from notify.letters where state = 'waiting' and recipient is null"


async def issue_all(house: House, now: datetime, *, leave: int = 0) -> int:
    """Issue the waiting letters, all but the newest `leave`; returns how many."""
    clerk = await house.person("vanthu")
    rows = await house.rows(WAITING)
    ids = [str(row["id"]) for row in rows][: len(rows) - leave]
    if not ids:
        return 0
    await clerk.open("/notify/")
    fields = {
        "letter": ids,
        "first_number": str(1 + int(await house.value("select coalesce(max(number), 0) from notify.letters"))),
        "issued_on": f"{local_day(now):%Y-%m-%d}",
        "signing": "deputy_for_committee",
        "signer": "Trần Minh Đức",
    }
    await clerk.send("/notify/issue", fields)
    return len(ids)
