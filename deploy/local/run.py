"""`make run`: starts the house, keeps it alive, stops it on Ctrl-C, SIGTERM or a closed terminal."""

import asyncio
import signal
from collections.abc import Coroutine
from functools import partial

from deploy.local import screen
from deploy.local.config import StackConfig
from deploy.local.supervisor import Supervisor

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def run(config: StackConfig) -> None:
    """Ends when told to; a signal during the start ends it as well."""
    stopped = asyncio.Event()
    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    supervisor = Supervisor(config, partial(screen.show_change, config))
    supervisor.on_step = screen.show_step
    try:
        await _until(stopped, _start(config, supervisor))
        await stopped.wait()
    finally:
        await supervisor.close()
    screen.say("Đã dừng, không còn tiến trình nào.")


async def _start(config: StackConfig, supervisor: Supervisor) -> None:
    supervisor.open()
    await supervisor.refuse_occupied_ports()
    begun = screen.show_start(config)
    await supervisor.start()
    screen.show_ready(config, begun)


async def _until(stopped: asyncio.Event, starting: Coroutine[None, None, None]) -> None:
    start = asyncio.ensure_future(starting)
    stop = asyncio.ensure_future(stopped.wait())
    await asyncio.wait((start, stop), return_when=asyncio.FIRST_COMPLETED)
    if start.done():
        stop.cancel()
        start.result()
        return
    start.cancel()
    screen.say("\nĐang dừng…")
    await asyncio.gather(start, return_exceptions=True)
