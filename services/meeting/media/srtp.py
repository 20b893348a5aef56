"""SRTP for one packet after another in one buffer: pylibsrtp's `Session` makes its own room and number for each."""

from collections.abc import Callable, Sequence

from pylibsrtp import Error, Session
from pylibsrtp._binding import ffi, lib  # type: ignore[import-not-found]

ROOM = 1500
LONGEST = ROOM - 144  # libsrtp's longest trailer, as `Session.protect` keeps free
_room = ffi.new("char[]", ROOM)
_bytes, _size = ffi.buffer(_room), ffi.new("int *")


def protecting(session: Session) -> Callable[[Sequence[bytes]], list[bytes]]:
    """`session.protect` for bursts, a third cheaper. Raises pylibsrtp's `Error`."""
    encrypt = lib.srtp_protect

    def protect(burst: Sequence[bytes]) -> list[bytes]:
        context, protected = session._srtp[0], []
        for packet in burst:
            size = len(packet)
            if size > LONGEST:
                raise Error("a packet too long")
            _bytes[0:size], _size[0] = packet, size
            if encrypt(context, _room, _size):
                raise Error("not protected")
            protected.append(_bytes[: _size[0]])
        return protected

    return protect


def unprotecting(session: Session) -> Callable[[bytes], bytes]:
    """`session.unprotect`, likewise."""
    decrypt = lib.srtp_unprotect

    def unprotect(packet: bytes) -> bytes:
        size = len(packet)
        if size > ROOM:
            raise Error("a packet too long")
        _bytes[0:size], _size[0] = packet, size
        if decrypt(session._srtp[0], _room, _size):
            raise Error("not ours")
        plain: bytes = _bytes[: _size[0]]
        return plain

    return unprotect
