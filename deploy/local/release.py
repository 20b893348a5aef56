"""One short name for all static files together: it changes when one of them does, so browsers may keep them."""

import hashlib
from pathlib import Path


def static_folders(repository: Path) -> dict[str, Path]:
    """Room (or `shared`) → folder of its static files."""
    rooms = {path.parents[1].name: path for path in sorted(repository.glob("services/*/web/static"))}
    return {"shared": repository / "shared/web/static"} | rooms


def release_of(repository: Path) -> str:
    """Twelve hexadecimal digits over names and contents."""
    digest = hashlib.sha256()
    for room, folder in static_folders(repository).items():
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{room}/{file.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]
