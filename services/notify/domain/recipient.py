"""To whom a letter goes: a copy of the contact, kept with the letter it serves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from shared.contracts.notify import Delivery
from shared.vietnamese import letter_name, read_address


@dataclass(frozen=True, slots=True)
class Recipient:
    """Name, organisation and addresses as they stood when the letter was addressed."""

    full_name: str
    org_name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{name: str(stored.get(name) or "") for name in cls.__dataclass_fields__})

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def channel(self) -> Delivery:
        """By e-mail where there is one, else by post; who gave neither is handed the letter. Rule: R-023, R-095"""
        if self.email:
            return Delivery.EMAIL
        return Delivery.POST if self.address else Delivery.HAND

    def address_for(self, channel: Delivery) -> str:
        """Where the channel takes it: the mailbox, else the postal address."""
        return self.email if channel is Delivery.EMAIL else self.address

    @property
    def addressed(self) -> str:
        """The name after "Kính gửi": the organisation with its representative, or Ông/Bà and the full name."""
        if self.org_name:
            return f"{self.org_name} (người đại diện: ông/bà {self.full_name})"
        return letter_name(self.full_name)

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The address as the post wants it on an envelope."""
        return read_address(self.address).letter_lines() if self.address else ()
