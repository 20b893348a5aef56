"""Questions to the embedded stack."""

from shared.contracts.event import Contract


class DemoReset(Contract):
    """`rpc.stack.demo.reset.v1`: wipe the demo and play it anew."""

    actor: str


class DemoResetReply(Contract):
    """The stack has begun; the rooms close for a while."""

    accepted: bool = True
