"""`python -m deploy.demo`: play the demo into the running, empty stack of this folder's settings."""

import asyncio
import sys

from deploy.demo.house import enter
from deploy.demo.story import tell_story
from deploy.local.config import StackConfig
from deploy.local.keys import OPS, load_or_make
from deploy.local.room_env import database_url, nats_url


async def main() -> None:
    config = StackConfig.from_env()
    keys = load_or_make(config.data / "secrets.json")
    login = {"servers": nats_url(config), "user": OPS, "password": keys.nats[OPS]}
    async with enter(f"http://127.0.0.1:{config.ports.http}", login, database_url(config, keys, OPS)) as house:
        await tell_story(house, keys.link_secret, lambda done, of: print(f"  bản thử {done}/{of}", file=sys.stderr))


if __name__ == "__main__":
    asyncio.run(main())
