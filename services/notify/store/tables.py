"""All of notify's tables, for migrations."""

from services.notify.store.base import Base
from services.notify.store.copies import AcceptedQuestion, Conference, DoomedFile, ErasedPerson, Unit, WithdrawnQuestion
from services.notify.store.letters import Issuing, Letter, NumberSeries
from services.notify.store.messages import Message, PrintBatch, Receipt

__all__ = [
    "AcceptedQuestion",
    "Base",
    "Conference",
    "DoomedFile",
    "ErasedPerson",
    "Issuing",
    "Letter",
    "Message",
    "NumberSeries",
    "PrintBatch",
    "Receipt",
    "Unit",
    "WithdrawnQuestion",
]
