"""The front door: one origin on HTTP and, with the machine's own authority, on HTTPS for the local network."""

from functools import partial

from deploy.local.binaries import server
from deploy.local.config import StackConfig
from deploy.local.parts.ca_page import write_ca_page
from deploy.local.parts.caddyfile import caddyfile
from deploy.local.parts.part import Part
from deploy.local.private import prepare_file
from deploy.local.probe import http_status
from deploy.local.process import Order


def caddy(config: StackConfig, release: str) -> Part:
    file = config.run / "Caddyfile"
    return Part(
        name="caddy",
        title="Cổng vào (Caddy)",
        ports=("http", "https"),
        order=Order(
            (server("caddy"), "run", "--config", str(file), "--adapter", "caddyfile"),
            env={"HOME": str(config.run), "XDG_DATA_HOME": str(config.run), "XDG_CONFIG_HOME": str(config.run)},
            cwd=config.run,
            stop_within_s=4,
        ),
        prepare=partial(prepare_file, file, caddyfile(config, release)),
        is_ready=partial(_is_ready, config, release),
    )


async def _is_ready(config: StackConfig, release: str) -> bool:
    """The door answers, and its authority and the page about it are there."""
    return await http_status(config.ports.http, "/caddy-health") == 200 and write_ca_page(config, release)
