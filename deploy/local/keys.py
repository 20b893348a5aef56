"""Passwords and keys of one data folder: made once, kept in `secrets.json`, readable by its owner only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from deploy.local.config import ROOMS
from deploy.local.problems import StackProblem

OPS = "ops"
USERS = (OPS, *ROOMS)


@dataclass(frozen=True, slots=True)
class Keys:
    """One password a user and server; S3 access keys carry the user's name, so that a log line says who it was."""

    nats: dict[str, str]
    postgres: dict[str, str]
    s3_access: dict[str, str]
    s3_secret: dict[str, str]
    store_signing: str
    token_private_key: str
    token_public_key: str
    link_secret: str

    @classmethod
    def made(cls) -> Self:
        private, public = _key_pair()
        return cls(
            nats=_passwords(),
            postgres=_passwords(),
            s3_access={user: f"{user}-{secrets.token_hex(6)}" for user in USERS},
            s3_secret=_passwords(),
            store_signing=secrets.token_urlsafe(32),
            token_private_key=private,
            token_public_key=public,
            link_secret=secrets.token_urlsafe(48),
        )


def load_or_make(path: Path) -> Keys:
    """Refuses a damaged file instead of replacing it: the servers already know the old passwords."""
    if not path.exists():
        _write(path, Keys.made())
    try:
        return Keys(**json.loads(path.read_text()))
    except (ValueError, TypeError) as cause:
        raise StackProblem(
            f"Tệp khóa {path} bị hỏng: hãy phục hồi từ bản sao lưu (make restore FILE=…) hoặc chọn DATA khác."
        ) from cause


def _write(path: Path, keys: Keys) -> None:
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(keys), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _passwords() -> dict[str, str]:
    return {user: secrets.token_urlsafe(24) for user in USERS}


def _key_pair() -> tuple[str, str]:
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()
