"""`make run`: starts the house, keeps it alive, stops it on Ctrl-C, SIGTERM or a closed terminal."""

import asyncio
import signal
from collections.abc import Coroutine
from datetime import timedelta
from functools import partial

from deploy.local import screen
from deploy.local.config import ROOMS, StackConfig
from deploy.local.demo import Demo, is_empty
from deploy.local.supervisor import Supervisor
from shared.clock import real_now
from shared.identity.links import sign_unit_link

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def run(config: StackConfig) -> None:
    """Ends when told to; a signal during the start ends it as well."""
    stopped = asyncio.Event()
    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    supervisor = Supervisor(config, partial(screen.show_change, config))
    supervisor.on_step = screen.show_step
    demo: asyncio.Task[None] | None = None
    try:
        await _until(stopped, _start(config, supervisor))
        if config.demo and not stopped.is_set():
            demo = asyncio.create_task(_show_demo(supervisor))
        await stopped.wait()
    finally:
        if demo:
            demo.cancel()
            await asyncio.gather(demo, return_exceptions=True)
        await supervisor.close()
    screen.say("Đã dừng, không còn tiến trình nào.")


async def _start(config: StackConfig, supervisor: Supervisor) -> None:
    supervisor.open()
    await supervisor.refuse_occupied_ports()
    begun = screen.show_start(config)
    await supervisor.start()
    is_new = config.rooms == ROOMS and await is_empty(supervisor)
    screen.show_ready(config, begun, setup_link(supervisor) if is_new and not config.demo else "")


async def _show_demo(supervisor: Supervisor) -> None:
    """A demo that fails to play is told, and the house stays open."""
    try:
        await Demo(supervisor).run()
    except Exception as error:
        screen.say(f"Bản thử không dựng được: {error}. Hãy thử lại bằng “Bắt đầu lại bản thử” ở trang Vận hành.")


def setup_link(supervisor: Supervisor) -> str:
    """The one-time address that makes the first unit and its administrator; good for a day."""
    token = sign_unit_link(0, supervisor.keys.link_secret, real_now() + timedelta(days=1))
    return f"{supervisor.config.public_url}/bat-dau?token={token}"


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
