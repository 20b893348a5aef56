"""Sign-in tokens are read offline, and only those routing signed."""

import base64
import json
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from shared.clock import real_now
from shared.identity import Officer, Role, tokens

OFFICER = Officer(
    "o-1", "phu-xuyen", "UBND xã Phú Xuyên", "Trần Thị Lan", (Role.CLERK, Role.SECRETARY), "economy", "Ủy viên", "hall"
)


def key_pair() -> tuple[str, str]:
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


PRIVATE, PUBLIC = key_pair()


def claims(**changes: object) -> dict[str, object]:
    good = jwt.decode(tokens.sign(OFFICER, PRIVATE), PUBLIC, algorithms=["EdDSA"], audience=tokens.AUDIENCE)
    return {name: value for name, value in (good | changes).items() if value is not None}


def signed(**changes: object) -> str:
    return jwt.encode(claims(**changes), PRIVATE, algorithm="EdDSA")


def unsigned() -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims())
    coded = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    return ".".join((*coded, ""))


def test_the_officer_comes_back_whole():
    assert tokens.read(tokens.sign(OFFICER, PRIVATE), PUBLIC) == OFFICER


def test_a_token_of_another_key_is_nobody():
    foreign, _ = key_pair()
    assert tokens.read(tokens.sign(OFFICER, foreign), PUBLIC) is None


@pytest.mark.parametrize(
    "token",
    [
        signed(exp=real_now() - timedelta(seconds=1)),
        signed(aud="another-product"),
        signed(aud=None),
        signed(sub=None),
        signed(roles=["god"]),
        signed(roles=None),
        unsigned(),
        jwt.encode(claims(), PUBLIC.splitlines()[1], algorithm="HS256"),
        tokens.sign(OFFICER, PRIVATE)[:-4] + "AAAA",
        "",
        "x.y.z",
        "ệ",
    ],
)
def test_expired_foreign_or_forged_tokens_are_nobody(token):
    assert tokens.read(token, PUBLIC) is None


def test_a_token_without_an_end_is_nobody():
    assert tokens.read(signed(exp=None), PUBLIC) is None
