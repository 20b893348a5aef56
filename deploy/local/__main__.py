"""`python -m deploy.local run|backup|restore|reset-link|clean`; settings come from the environment, see `config.py`."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from deploy.local.config import StackConfig
from deploy.local.problems import StackProblem

USAGE = "Cách dùng: python -m deploy.local run | backup | restore TỆP | reset-link | clean"


def main(arguments: list[str]) -> int:
    """0 done, 2 a problem the person can solve (one sentence on stderr)."""
    command = COMMANDS.get(arguments[0] if arguments else "")
    if command is None:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        command(StackConfig.from_env(), arguments[1:])
    except StackProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _run(config: StackConfig, rest: list[str]) -> None:
    from deploy.local.run import run

    asyncio.run(run(config))


def _backup(config: StackConfig, rest: list[str]) -> None:
    from deploy.local.backup import backup

    archive = asyncio.run(backup(config, Path(rest[0] if rest else "build/backup")))
    print(f"Đã sao lưu vào {archive} ({archive.stat().st_size / 1e6:.1f} MB).")


def _restore(config: StackConfig, rest: list[str]) -> None:
    from deploy.local.restore import restore

    if not rest or not rest[0]:
        raise StackProblem("Chưa chọn bản sao lưu: hãy gõ make restore FILE=build/backup/doi-thoai-….tar.gz.")
    asyncio.run(restore(config, Path(rest[0]), force=os.environ.get("FORCE") == "1"))
    print(f"Đã phục hồi vào {config.data}: hãy chạy make run.")


def _reset_link(config: StackConfig, rest: list[str]) -> None:
    from deploy.local.reset_link import reset_link, words

    print(words(asyncio.run(reset_link(config, os.environ.get("WHO", "")))))


def _clean(config: StackConfig, rest: list[str]) -> None:
    from deploy.local.clean import clean

    clean(config)


COMMANDS: dict[str, Callable[[StackConfig, list[str]], None]] = {
    "run": _run,
    "backup": _backup,
    "restore": _restore,
    "reset-link": _reset_link,
    "clean": _clean,
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
