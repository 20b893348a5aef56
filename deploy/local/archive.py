"""The shape of a backup: one tar.gz that only its owner can read, with a list of contents in front."""

import json
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from deploy.local.problems import StackProblem

FORMAT = 1
MANIFEST, DUMP, FACTS, OBJECTS, INDEX, AUTHORITY = (
    "manifest.json",
    "tables.dump",
    "facts.jsonl",
    "objects",
    "objects.jsonl",
    "caddy",
)
SECRETS, SPOOL = "secrets.json", "recordings"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made_at` in UTC, ISO 8601."""

    format: int
    made_at: str
    rooms: list[str]

    @classmethod
    def read(cls, folder: Path) -> Self:
        return cls(**json.loads((folder / MANIFEST).read_text()))

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1))


def pack(folder: Path, archive: Path) -> None:
    """Appears whole or not at all."""
    draft = archive.with_name(f".{archive.name}.draft")
    draft.touch(mode=0o600)
    with tarfile.open(draft, "w:gz", compresslevel=3) as tar:
        for path in (folder / MANIFEST, *sorted(path for path in folder.iterdir() if path.name != MANIFEST)):
            tar.add(path, path.name)
    draft.replace(archive)


def unpack(archive: Path, folder: Path) -> Manifest:
    """Refuses what is no backup of ours, is damaged, or was made by a newer version."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            _extract(tar, folder)
        manifest = Manifest.read(folder)
    except FileNotFoundError as cause:
        raise StackProblem(f"Không có tệp sao lưu {archive}: hãy kiểm tra lại đường dẫn FILE=….") from cause
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError) as cause:
        raise StackProblem(
            f"Tệp {archive} bị hỏng hoặc không phải bản sao lưu của Đối Thoại: hãy chọn tệp khác."
        ) from cause
    if manifest.format > FORMAT:
        raise StackProblem(f"Bản sao lưu {archive} do phiên bản mới hơn tạo ra: hãy cập nhật phần mềm rồi phục hồi.")
    return manifest


def _extract(tar: tarfile.TarFile, folder: Path) -> None:
    """Plain files and folders inside `folder` only; early 3.11 has no filter of its own."""
    for member in tar.getmembers():
        path = PurePosixPath(member.name)
        if path.is_absolute() or ".." in path.parts or not (member.isfile() or member.isdir()):
            raise tarfile.ReadError(member.name)
    if hasattr(tarfile, "data_filter"):
        tar.extraction_filter = tarfile.data_filter
    tar.extractall(folder)
