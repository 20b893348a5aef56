"""The states of letters and messages, and which may follow which."""

from enum import StrEnum


class LetterState(StrEnum):
    """Composed and waiting for number and signature; issued; or withdrawn before that."""

    WAITING = "waiting"
    ISSUED = "issued"
    VOID = "void"


class VoidReason(StrEnum):
    """Why a letter that waited is not used."""

    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"  # the notice of a question that was taken after all
    ERASED = "erased"


class MessageState(StrEnum):
    """Where a message is. `in_doubt`: handed over, but the answer was lost; a person decides."""

    QUEUED = "queued"
    SENDING = "sending"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    PRINTED = "printed"
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    CANCELLED = "cancelled"


S = MessageState

FOLLOWS: dict[MessageState, frozenset[MessageState]] = {
    S.QUEUED: frozenset({S.SENDING, S.PRINTED, S.FAILED, S.CANCELLED, S.DELIVERED}),
    S.SENDING: frozenset({S.DELIVERED, S.QUEUED, S.FAILED, S.IN_DOUBT}),
    S.IN_DOUBT: frozenset({S.QUEUED, S.DELIVERED, S.FAILED, S.CANCELLED}),
    S.FAILED: frozenset({S.QUEUED, S.CANCELLED}),
    S.PRINTED: frozenset({S.POSTED, S.QUEUED, S.DELIVERED}),
    S.POSTED: frozenset({S.DELIVERED, S.RETURNED}),
    S.RETURNED: frozenset({S.QUEUED, S.CANCELLED}),
    S.DELIVERED: frozenset({S.RETURNED}),  # a bounce that comes later overrules
    S.CANCELLED: frozenset({S.QUEUED}),  # the way back to a channel that was left
}

NEEDS_A_PERSON = frozenset({S.IN_DOUBT, S.FAILED, S.RETURNED})
ON_THE_WAY = frozenset({S.QUEUED, S.SENDING, S.PRINTED, S.POSTED})


def may_follow(now: MessageState, then: MessageState) -> bool:
    """Whether a message in state `now` may go to `then`."""
    return then in FOLLOWS[now]
