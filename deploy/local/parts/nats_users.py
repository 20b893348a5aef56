"""Who may say what on the bus. One table: a room may do only what stands here; `ops` may do everything."""

from dataclasses import dataclass, field

from shared.clock import OFFSET_BUCKET
from shared.messaging.topology import ROOMS, consumers_of, durable_of, stream_of

MAY_ASK = {
    "intake": ("rpc.meeting.>",),
    "routing": ("rpc.intake.>", "rpc.stack.>"),
    "meeting": ("rpc.intake.>",),
    "notify": ("rpc.intake.>",),
}
MORE_PUBLISH: dict[str, tuple[str, ...]] = {"routing": (f"$KV.{OFFSET_BUCKET}.>",)}
MORE_SUBSCRIBE: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Permissions:
    publish: tuple[str, ...]
    subscribe: tuple[str, ...] = field(default=())


def permissions_of(room: str) -> Permissions:
    """Publishes its own facts, asks whom it may, fetches from its own consumers, reads the clock."""
    return Permissions(
        publish=(
            f"evt.{room}.>",
            f"live.{room}.>",
            *MAY_ASK[room],
            *_own_stream(stream_of(room)),
            *_reading(room),
            *_clock(),
            *MORE_PUBLISH.get(room, ()),
        ),
        subscribe=(f"_INBOX_{room}.>", f"rpc.{room}.>", f"live.{room}.>", *MORE_SUBSCRIBE.get(room, ())),
    )


def _own_stream(stream: str) -> tuple[str, ...]:
    """The relay compares its outbox with the end of its stream."""
    return (f"$JS.API.STREAM.INFO.{stream}", f"$JS.API.STREAM.MSG.GET.{stream}")


def _reading(room: str) -> tuple[str, ...]:
    """Each consumer by its full name: NATS wildcards match whole tokens only."""
    subjects: list[str] = []
    for source in consumers_of(room):
        stream, durable = stream_of(source), durable_of(room, source)
        subjects += [
            f"$JS.API.STREAM.INFO.{stream}",
            f"$JS.API.CONSUMER.INFO.{stream}.{durable}",
            f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}",
            f"$JS.ACK.{stream}.{durable}.>",
            f"$JS.ACK.*.*.{stream}.{durable}.>",
        ]
    return tuple(subjects)


def _clock() -> tuple[str, ...]:
    bucket = f"KV_{OFFSET_BUCKET}"
    return (
        f"$JS.API.STREAM.INFO.{bucket}",
        f"$JS.API.STREAM.MSG.GET.{bucket}",
        f"$JS.API.DIRECT.GET.{bucket}.>",
        f"$JS.API.CONSUMER.CREATE.{bucket}.>",
        f"$JS.API.CONSUMER.DELETE.{bucket}.>",
        f"$JS.FC.{bucket}.>",
    )


def all_permissions() -> dict[str, Permissions]:
    return {room: permissions_of(room) for room in ROOMS}
