"""Open the unit and give its officers their accounts, as an administrator would by hand."""

import re
from datetime import timedelta

from deploy.demo.person import Person
from shared.clock import real_now
from shared.identity.links import sign_unit_link
from shared.profiles.demo_accounts import DEMO_ACCOUNTS, PASSWORD, DemoAccount


async def open_office(url: str, unit_id: str, link_secret: str, units_open: int = 0) -> None:
    """From an installation with so many units to one more whose demo accounts can sign in."""
    accounts = DEMO_ACCOUNTS[unit_id]
    admin = next(account for account in accounts if "admin" in account.roles)
    token = sign_unit_link(units_open, link_secret, real_now() + timedelta(hours=1))
    async with Person(url) as person:
        await _set_up(person, unit_id, admin, token)
        await person.sign_in(admin.username, PASSWORD)
        for account in accounts:
            if account is not admin:
                await _add(person, url, account)


async def _set_up(person: Person, unit_id: str, admin: DemoAccount, token: str) -> None:
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
        "point": account.point,
    }
    response = await person.send("/routing/officers/new", fields)
    found = re.search(r"Mật khẩu tạm: ([0-9A-Z-]+)", response.text)
    assert found, "the new officer's page shows the temporary password"
    async with Person(url) as officer:
        await officer.sign_in(account.username, found[1], PASSWORD)
