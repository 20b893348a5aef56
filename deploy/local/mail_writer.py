"""Receives e-mail and writes each as one `.eml` file: `python -m deploy.local.mail_writer PORT FOLDER`."""

import asyncio
import os
import signal
import sys
import time
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

NUMBERS = count(1)


class Writer:
    """A message is on disk before its sender hears 250."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        name = f"{time.time_ns()}-{os.getpid()}-{next(NUMBERS)}"
        draft = self._folder / f".{name}"
        with draft.open("wb") as file:
            file.write(_with_recipients(envelope))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / f"{name}.eml")
        return "250 OK"


def _with_recipients(envelope: Envelope) -> bytes:
    """The envelope's addresses stand on top, since a blind copy has no header."""
    lines = "".join(f"X-Envelope-To: {address}\r\n" for address in envelope.rcpt_tos)
    return lines.encode() + bytes(envelope.original_content or b"")


async def main(port: int, folder: Path) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    controller = Controller(Writer(folder), hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    await stopped.wait()
    controller.stop()


if __name__ == "__main__":
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True, mode=0o700)
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
