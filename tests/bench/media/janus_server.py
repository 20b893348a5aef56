"""Debian's Janus with nothing but the VideoRoom, its settings in a folder that goes with it."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench.media.janus_line import JanusLine
from tests.bench.media.janus_port import JanusPort
from tests.bench.media.servers import Served, free_port, process

LIBRARIES = Path("/usr/lib/x86_64-linux-gnu/janus")
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "janus")
MAIN = """
general: {{ configs_folder = "{folder}"; plugins_folder = "{plugins}"; transports_folder = "{transports}";
  loggers_folder = "{folder}"; events_folder = "{folder}"; debug_level = 2; event_loops = 1; }}
media: {{ ipv6 = false; }}
nat: {{ ice_lite = true; }}
plugins: {{ disable = "{other_plugins}"; }}
transports: {{ disable = "{other_transports}"; }}
"""
HTTP = 'general: {{ json = "compact"; base_path = "/janus"; http = true; ip = "127.0.0.1"; port = {port}; }}\n'
VIDEOROOM = "general: { string_ids = true; }\n"


def present() -> bool:
    """Installs it as root on Debian; else says what to type."""
    if shutil.which("janus") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(INSTALL, env=os.environ | quiet, capture_output=True, check=False)
    if shutil.which("janus") is None:
        print(f"Janus is not here: type 'sudo {' '.join(INSTALL)}' and run again; its figures are left out.")
    return shutil.which("janus") is not None


@asynccontextmanager
async def janus() -> AsyncIterator[Served]:
    with tempfile.TemporaryDirectory(prefix="janus-") as folder:
        http = free_port()
        _write(Path(folder), http)
        nowhere = subprocess.DEVNULL
        async with process("janus", "-F", folder, "-o", stdout=nowhere, stderr=nowhere) as started:
            line = JanusLine(f"http://127.0.0.1:{http}/janus")
            while not await line.open():
                await asyncio.sleep(0.1)
            yield Served(JanusPort(line), started.pid)
            await line.close()


def _write(folder: Path, http: int) -> None:
    plugins, transports = LIBRARIES / "plugins", LIBRARIES / "transports"
    main = MAIN.format(
        folder=folder,
        plugins=plugins,
        transports=transports,
        other_plugins=_others(plugins, "libjanus_videoroom.so"),
        other_transports=_others(transports, "libjanus_http.so"),
    )
    (folder / "janus.jcfg").write_text(main)
    (folder / "janus.transport.http.jcfg").write_text(HTTP.format(port=http))
    (folder / "janus.plugin.videoroom.jcfg").write_text(VIDEOROOM)


def _others(libraries: Path, wanted: str) -> str:
    return ",".join(sorted(path.name for path in libraries.glob("*.so") if path.name != wanted))
