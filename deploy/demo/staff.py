"""The officers of one unit of the demo at their desks, found by the roles of their accounts."""

from typing import NamedTuple

from deploy.demo.house import House
from deploy.demo.person import Person
from shared.profiles.demo_accounts import DEMO_ACCOUNTS, DemoAccount

COMMUNE = "phu-xuyen"
CENTRE = "pvhcc-ha-noi"


class Staff(NamedTuple):
    """Opens the browsers of one unit's people."""

    house: House
    unit_id: str

    @property
    def leader_account(self) -> DemoAccount:
        """Who chairs, decides and signs."""
        return _first(self.unit_id, "leader")

    async def leader(self) -> Person:
        return await self.house.person(self.leader_account.username)

    async def office(self) -> Person:
        return await self.house.person(_first(self.unit_id, "host_office").username)

    async def clerk(self) -> Person:
        return await self.house.person(_first(self.unit_id, "clerk").username)

    async def writer(self, department: str) -> Person:
        return await self.house.person(account_of(department, self.unit_id))


def account_of(department: str, unit_id: str = COMMUNE) -> str:
    """Who signs in for a department."""
    accounts = DEMO_ACCOUNTS[unit_id]
    return next(a.username for a in accounts if a.department == department and "department" in a.roles)


def _first(unit_id: str, role: str) -> DemoAccount:
    return next(account for account in DEMO_ACCOUNTS[unit_id] if role in account.roles)
