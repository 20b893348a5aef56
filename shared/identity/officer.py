"""The officer behind a request."""

from dataclasses import dataclass

from shared.identity.permissions import Permission, allowed
from shared.identity.roles import ROLE_WORDS, Role


@dataclass(frozen=True, slots=True)
class Officer:
    """Read from the sign-in token; `department` and `point` are keys of the officer's own, or empty."""

    id: str
    unit_id: str
    unit_name: str
    name: str
    roles: tuple[Role, ...]
    department: str = ""
    title: str = ""
    point: str = ""

    def may(self, permission: Permission) -> bool:
        return allowed(self.roles, permission)

    def may_watch_film(self, department: str) -> bool:
        """The film of a question that `department` answers: departments see those of their own questions alone."""
        is_own = not self.department or self.department == department
        return self.may(Permission.WATCH_RECORDING) and (is_own or self.may(Permission.WRITE_MINUTES))

    @property
    def role_words(self) -> str:
        """The roles in Vietnamese, for the header."""
        return " · ".join(ROLE_WORDS[role] for role in self.roles)
