"""A post office of the test on the stack's own port: takes a letter and may keep its answer back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class SlowOffice:
    """`taken`: the recipients of the texts it has in hand. While `holds` no sender hears the 250."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.holds = True

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken += envelope.rcpt_tos
        while self.holds:
            await asyncio.sleep(0.02)
        return "250 OK"


@asynccontextmanager
async def slow_office(port: int) -> AsyncIterator[SlowOffice]:
    """Open while the block runs."""
    office = SlowOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield office
    finally:
        office.holds = False
        controller.stop()
