"""The one-shot deploy step: roles, schemas, migrations, streams, consumers, buckets. Safe to run again at any time."""

import asyncio

from deploy.compose.place import KEYS, compose_config, secrets_folder
from deploy.local import provision
from deploy.local.keys import load_or_make

if __name__ == "__main__":
    asyncio.run(provision.main(compose_config(), load_or_make(secrets_folder() / KEYS)))
    print("Đã xong: vai trò, bảng, luồng và kho tệp.")
