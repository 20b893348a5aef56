"""The Chromium of this machine, found as `make test` finds it."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

FINDER = Path(__file__).parents[2] / "tools" / "browser.sh"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@asynccontextmanager
async def launched(*more: str) -> AsyncIterator[Browser]:
    """Fails with the finder's one sentence when there is no browser. `more` are further arguments of it."""
    found = await asyncio.to_thread(subprocess.run, [FINDER], capture_output=True, text=True)
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found.stdout.strip(), args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            await browser.close()
