"""Open the unit and give its officers their accounts, as an administrator would by hand."""

import re
from datetime import timedelta

from deploy.demo.person import Person
from shared.clock import real_now
from shared.identity.links import sign_link
from shared.profiles.demo_accounts import DEMO_ACCOUNTS, PASSWORD, DemoAccount

ADMIN = "quantri"


async def open_office(url: str, unit_id: str, link_secret: str) -> None:
    """From an empty installation to a unit whose demo accounts can sign in."""
    accounts = DEMO_ACCOUNTS[unit_id]
    admin = next(account for account in accounts if account.username == ADMIN)
    async with Person(url) as person:
        await _set_up(person, unit_id, admin, link_secret)
        await person.sign_in(ADMIN, PASSWORD)
        for account in accounts:
            if account is not admin:
                await _add(person, url, account)


async def _set_up(person: Person, unit_id: str, admin: DemoAccount, link_secret: str) -> None:
    token = sign_link("setup", "first", link_secret, real_now() + timedelta(hours=1))
    await person.open(f"/bat-dau?token={token}")
    fields = {"username": admin.username, "full_name": admin.full_name, "password": PASSWORD}
    await person.send("/bat-dau", fields | {"token": token, "profile": unit_id})


async def _add(person: Person, url: str, account: DemoAccount) -> None:
    fields = {
        "username": account.username,
        "full_name": account.full_name,
        "title": account.title,
        "roles": list(account.roles),
        "department": account.department,
    }
    response = await person.send("/routing/officers/new", fields)
    found = re.search(r"Mật khẩu tạm: ([0-9A-Z-]+)", response.text)
    assert found, "the new officer's page shows the temporary password"
    async with Person(url) as officer:
        await officer.sign_in(account.username, found[1], PASSWORD)
