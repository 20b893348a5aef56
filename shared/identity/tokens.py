"""Sign-in tokens: Ed25519-signed by routing, verified by every room without asking anybody.

They live twelve hours of real time, so that a jump of the business clock signs nobody out.
"""

from datetime import timedelta
from typing import Any

import jwt

from shared.clock import real_now
from shared.identity.officer import Officer
from shared.identity.roles import Role

ALGORITHM = "EdDSA"
LIFETIME = timedelta(hours=12)
AUDIENCE = "doi-thoai"
COOKIE = "dt_session"


def sign(officer: Officer, private_key_pem: str) -> str:
    """A token for a signed-in officer."""
    now = real_now()
    claims: dict[str, Any] = {
        "sub": officer.id,
        "unit": officer.unit_id,
        "unit_name": officer.unit_name,
        "name": officer.name,
        "roles": [role.value for role in officer.roles],
        "dept": officer.department,
        "title": officer.title,
        "point": officer.point,
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + LIFETIME,
    }
    return jwt.encode(claims, private_key_pem, algorithm=ALGORITHM)


def read(token: str, public_key_pem: str) -> Officer | None:
    """The officer, or `None` for a forged, foreign or expired token."""
    try:
        claims = jwt.decode(
            token, public_key_pem, algorithms=[ALGORITHM], audience=AUDIENCE, options={"require": ["exp"]}
        )
        return Officer(
            id=claims["sub"],
            unit_id=claims["unit"],
            unit_name=claims["unit_name"],
            name=claims["name"],
            roles=tuple(Role(role) for role in claims["roles"]),
            department=claims["dept"],
            title=claims["title"],
            point=claims["point"],
        )
    except (jwt.InvalidTokenError, KeyError, ValueError):
        return None
