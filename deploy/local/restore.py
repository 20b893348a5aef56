"""`make restore FILE=…`: an archive becomes the data folder of this house."""

import asyncio
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from deploy.local import archive, facts, objects, provision, tables
from deploy.local.buckets import client
from deploy.local.config import StackConfig
from deploy.local.folder import UNFINISHED, refuse_running, write_note
from deploy.local.parts.postgres_place import move_aside
from deploy.local.problems import StackProblem
from deploy.local.supervisor import SERVERS, Supervisor


async def restore(config: StackConfig, file: Path, *, force: bool = False) -> None:
    """Refuses a folder that holds data, unless `force` moves it aside first."""
    config.data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=config.data.parent) as draft:
        await asyncio.to_thread(archive.unpack, file, Path(draft))
        make_room(config, force=force)
        _lay_out(config, Path(draft))
        await _fill(config, Path(draft))
    (config.data / UNFINISHED).unlink()


def make_room(config: StackConfig, *, force: bool) -> None:
    if not config.data.exists() or not any(config.data.iterdir()):
        return
    if not force:
        raise StackProblem(
            f"Thư mục {config.data} đang có dữ liệu: hãy chọn thư mục trống (DATA=…), "
            "hoặc thêm FORCE=1 để chuyển dữ liệu cũ sang bên cạnh."
        )
    refuse_running(config.data)
    move_aside(config, f"{datetime.now(UTC):%Y%m%d-%H%M%S}")


def _lay_out(config: StackConfig, draft: Path) -> None:
    """An interrupted restore must not pass for data: `restore-unfinished` goes last."""
    config.data.mkdir(parents=True, exist_ok=True, mode=0o711)
    (config.data / UNFINISHED).touch()
    write_note(config.data)
    shutil.copyfile(draft / archive.SECRETS, config.data / archive.SECRETS)
    (config.data / archive.SECRETS).chmod(0o600)
    if (draft / archive.SPOOL).exists():
        shutil.copytree(draft / archive.SPOOL, config.spool)
    if (draft / archive.AUTHORITY).exists():
        shutil.copytree(draft / archive.AUTHORITY, config.data / archive.AUTHORITY)


async def _fill(config: StackConfig, draft: Path) -> None:
    supervisor = Supervisor(config)
    try:
        supervisor.open(restoring=True)
        await supervisor.start(*SERVERS)
        await provision.empty_house(config, supervisor.keys)
        await tables.bring_back(config, supervisor.keys, draft / archive.DUMP)
        await tables.mark_unpublished(config, supervisor.keys)
        await asyncio.to_thread(objects.bring_back, client(config, supervisor.keys), draft)
        connection = await facts.connect(config, supervisor.keys)
        with (draft / archive.FACTS).open() as lines:
            await facts.bring_back(connection.jetstream(), lines)
        await connection.close()
    finally:
        await supervisor.close()
