"""The facts on the bus. The contract is the fact: services build and read these classes directly."""

from shared.contracts.event import Event, subject_of
from shared.contracts.registry import EVENTS, decode

__all__ = ["EVENTS", "Event", "decode", "subject_of"]
