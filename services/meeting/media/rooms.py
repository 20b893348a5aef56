"""The rooms there are. One comes into being when it is asked for, and goes when nobody needs it any more."""

from collections.abc import Callable, Iterator

from services.meeting.media.room import Room

IDLE_US = 60_000_000  # longer than any handshake, and than the web process is silent about a conference of these days


class Rooms:
    """By conference. `now` is UTC µs."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now_us = now
        self._rooms: dict[str, Room] = {}
        self._asked_us: dict[str, int] = {}

    def __call__(self, name: str) -> Room:
        """The room of this name."""
        self._asked_us[name] = self._now_us()
        if name not in self._rooms:
            self._rooms[name] = Room(self._now_us)
        return self._rooms[name]

    def find(self, name: str) -> Room | None:
        """The room, if there is one: a question of whoever knocks makes none."""
        return self._rooms.get(name)

    def __iter__(self) -> Iterator[tuple[str, Room]]:
        return iter(list(self._rooms.items()))

    def sweep(self) -> None:
        """Forget the rooms that stand empty and that nobody has asked for in the last minute."""
        for name, room in self:
            if room.is_empty and self._now_us() - self._asked_us[name] > IDLE_US:
                del self._rooms[name], self._asked_us[name]
