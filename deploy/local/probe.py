"""Questions to a port: is somebody there, and is that somebody well?"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

POLL_S = 0.02


async def http_status(port: int, path: str, timeout_s: float = 2.0) -> int:
    """The status of one plain GET on this machine; 0 when nobody answers."""
    try:
        async with asyncio.timeout(timeout_s):
            return await _get(port, path)
    except (OSError, TimeoutError, ValueError, IndexError):
        return 0


async def _get(port: int, path: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def accepts(port: int) -> bool:
    """Whether something listens there."""
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 2)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


async def ready(question: Callable[[], Awaitable[bool]]) -> None:
    """Asks until the answer is yes."""
    while True:
        if await question():
            return
        await asyncio.sleep(POLL_S)
