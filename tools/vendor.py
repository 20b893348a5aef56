"""Bring the browser files of other projects into the tree, each named with its hash in `shared/web/vendor.toml`.

    python tools/vendor.py            fetch with the machine's own npm, refuse anything whose hash differs
    python tools/vendor.py --check    offline: what stands in the tree is what the lock says

A new version: change `version`, run, and copy the hash the refusal prints after looking at what changed.
"""

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "shared/web/vendor.toml"
Read = Callable[[str], bytes]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wanted(package: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give (path inside the package, path in our tree, hash) of each plain file of one package."""
    for file in package.get("files", ()):
        yield file["file"], f"{package['into']}/{Path(file['file']).name}", file["sha256"]


def fetch(package: dict[str, Any], folder: Path) -> Read:
    """Unpack one published package and return a reader of its files."""
    spec = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", spec],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    archive = folder / packed.stdout.strip().splitlines()[-1]

    def read(path: str) -> bytes:
        with tarfile.open(archive) as tar:
            member = tar.extractfile(f"package/{path}")
            if member is None:
                raise FileNotFoundError(path)
            return member.read()

    return read


def icon_macro(package: dict[str, Any], read: Read) -> bytes:
    """Write the one template that draws our icons inline, from the outlines the lock names."""
    rows = []
    for name in package["icons"]["names"]:
        svg = read(f"icons/outline/{name}.svg").decode()
        shapes = [s for s in re.findall(r"<(?:path|circle|rect|line)[^>]*>", svg) if 'stroke="none"' not in s]
        rows.append(f"  '{name}': '{''.join(shapes).replace(' />', '/>')}',")
    head = f"{{# {package['name']} {package['version']} ({package['licence']}), written by tools/vendor.py #}}"
    macro = (ROOT / "tools/icon_macro.jinja").read_text()
    return "\n".join([head, "{%- set outlines = {", *rows, "} -%}", macro]).encode()


def write(target: str, content: bytes, expected: str) -> list[str]:
    if sha256(content) != expected:
        return [f"{target}: the lock says {expected or 'nothing'}, the package gives {sha256(content)}"]
    path = ROOT / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return []


def vendor(package: dict[str, Any]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        read = fetch(package, Path(folder))
        wrong = [line for file, to, sha in wanted(package) for line in write(to, read(file), sha)]
        if icons := package.get("icons"):
            wrong += write(icons["into"], icon_macro(package, read), icons["sha256"])
    return wrong


def check(package: dict[str, Any]) -> list[str]:
    """Compare the tree with the lock, without network."""
    pairs = [(to, sha) for _, to, sha in wanted(package)]
    if icons := package.get("icons"):
        pairs.append((icons["into"], icons["sha256"]))
    return [
        f"{to}: is not the locked file"
        for to, sha in pairs
        if not (ROOT / to).is_file() or sha256((ROOT / to).read_bytes()) != sha
    ]


def main(arguments: list[str]) -> int:
    step = check if "--check" in arguments else vendor
    packages = tomllib.loads(LOCK.read_text())["package"]
    wrong = [line for package in packages for line in step(package)]
    print("\n".join(wrong) or f"{len(packages)} packages as locked")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
