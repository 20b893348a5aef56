"""Questions between the embedded stack and the rooms."""

from shared.contracts.event import Contract


class DemoReset(Contract):
    """`rpc.stack.demo.reset.v1`: wipe the demo and play it anew."""

    actor: str


class DemoResetReply(Contract):
    """The stack has begun; the rooms close for a while."""

    accepted: bool = True


class ResetLink(Contract):
    """`rpc.routing.reset_link.make.v1`: the operator at the server asks for an administrator's new password.

    `username` may be empty where only one administrator can be meant.
    """

    username: str = ""


class ResetLinkReply(Contract):
    """The one-time address and whose it is; otherwise `problem`, the sentence that says why there is none."""

    address: str = ""
    full_name: str = ""
    username: str = ""
    minutes: int = 0
    problem: str = ""
