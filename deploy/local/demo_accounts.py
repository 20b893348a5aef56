"""Who may sign in to the demonstration; printed at the end of the start."""

from typing import NamedTuple


class DemoAccount(NamedTuple):
    """`who` is read by people: role and unit."""

    who: str
    sign_in: str
    password: str


ACCOUNTS: tuple[DemoAccount, ...] = ()
