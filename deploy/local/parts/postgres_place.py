"""Under which identity PostgreSQL runs, and where its data then stands. It refuses to run as root.

An ordinary user runs it as themselves. Root maps itself to another uid in a user namespace; where that is not
allowed, PostgreSQL becomes `nobody` for good, with programs and data in a folder that `nobody` can reach.
"""

import hashlib
import os
import pwd
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deploy.local.binaries import postgres_home
from deploy.local.config import StackConfig
from deploy.local.problems import StackProblem
from deploy.local.process import run_now

OUTSIDE = Path("/var/lib")
STAND_INS = ("nobody", "daemon", "bin")


@dataclass(frozen=True, slots=True)
class Place:
    """`home` holds `bin/`; `data` is the cluster's folder; `owner` differs from us only when root steps down."""

    identity: str
    home: Path
    data: Path
    owner: tuple[int, int] | None = None

    def program(self, name: str) -> str:
        return str(self.home / "bin" / name)


def choose(config: StackConfig) -> Place:
    """The first identity that works here, unless POSTGRES_AS says `map` or `drop`."""
    home, data = postgres_home(), config.data / "postgres"
    if os.geteuid() and _is_known(os.geteuid()):
        return Place("plain", home, data)
    stand_in = _stand_in()
    mapped = f"map:{stand_in.pw_uid}"
    if (
        not data.is_symlink()
        and config.postgres_as != "drop"
        and run_now([str(home / "bin/postgres"), "-V"], mapped) == 0
    ):
        return Place(mapped, home, data)
    return _dropped(config, stand_in)


def _dropped(config: StackConfig, stand_in: pwd.struct_passwd) -> Place:
    outside = outside_of(config)
    identity = f"drop:{stand_in.pw_uid}:{stand_in.pw_gid}"
    data = config.data / "postgres" if _everyone_enters(config.data) else outside / "data"
    home = postgres_home()
    if run_now([str(home / "bin/postgres"), "-V"], identity) != 0:
        home = _copied(outside)
    if data.is_relative_to(outside):
        _move_outside(config.data / "postgres", data)
    place = Place(identity, home, data, (stand_in.pw_uid, stand_in.pw_gid))
    if data.exists():
        give(data, place)
    return place


def outside_of(config: StackConfig) -> Path:
    """One folder for each data folder, named after its path."""
    return OUTSIDE / f"doi-thoai-{hashlib.sha256(str(config.data).encode()).hexdigest()[:12]}"


def _copied(outside: Path) -> Path:
    """Programs and the libraries they look for beside themselves; copied once per version."""
    source = postgres_home().parent
    target = outside / _version(source)
    if not target.exists():
        draft = outside / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        for folder in (source, source.with_name(source.name + ".libs")):
            shutil.copytree(folder, draft / folder.name, symlinks=True)
        _open_to_all([outside, draft])
        draft.rename(target)
    return target / source.name / "pginstall18"


def _version(source: Path) -> str:
    stat = (source / "pginstall18/bin/postgres").stat()
    return f"programs-{stat.st_size}-{int(stat.st_mtime)}"


def _open_to_all(folders: Iterable[Path]) -> None:
    for folder in folders:
        folder.chmod(0o755)


def _move_outside(link: Path, data: Path) -> None:
    """The data folder keeps a link, so that whoever looks for the tables finds them."""
    data.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    if link.is_symlink():
        return
    if data.exists():  # its data folder was deleted by hand: keep what stood outside, but not as ours
        data.rename(data.with_name(f"data.orphan-{time.time_ns()}"))
    if link.is_dir():
        shutil.move(link, data)
    link.symlink_to(data)


def give(path: Path, place: Place) -> None:
    """Hands a file or a folder with all it holds to the identity that will use it."""
    if place.owner is None or path.stat().st_uid == place.owner[0]:
        return
    for one in (*path.rglob("*"), path):
        os.chown(one, *place.owner, follow_symlinks=False)


def _everyone_enters(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.resolve().parents))


def _is_known(uid: int) -> bool:
    return any(entry.pw_uid == uid for entry in pwd.getpwall())


def _stand_in() -> pwd.struct_passwd:
    """initdb insists on a user that the system knows by name."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in STAND_INS if name in known)


def move_aside(config: StackConfig, when: str) -> None:
    """The data folder, and what stands outside for it, get a new name beside the old one."""
    aside = config.data.with_name(f"{config.data.name}.before-{when}")
    try:
        config.data.rename(aside)
    except OSError as cause:
        raise StackProblem(
            f"Không đổi tên được thư mục {config.data} ({cause.strerror}): hãy chọn DATA khác."
        ) from cause
    link, outside = aside / "postgres", outside_of(config)
    if link.is_symlink():
        moved = outside.with_name(f"{outside.name}.before-{when}")
        outside.rename(moved)
        link.unlink()
        link.symlink_to(moved / "data")
