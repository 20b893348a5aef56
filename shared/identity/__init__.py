"""Who acts: roles, permissions, and sign-in tokens signed by routing and verified offline by all."""

from shared.identity.officer import Officer
from shared.identity.permissions import Permission, allowed
from shared.identity.roles import ROLE_WORDS, Role

__all__ = ["ROLE_WORDS", "Officer", "Permission", "Role", "allowed"]
