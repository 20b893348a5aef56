"""Becomes another program that cannot outlive its parent.

`launch.py PARENT SIGNAL IDENTITY PROGRAM…` – IDENTITY is `plain`, `map:UID` (a new user namespace in which we are UID)
or `drop:UID:GID` (for good). Runs before the packages are reachable: standard library only. Leaves with 97 when the
identity is not allowed here.
"""

import ctypes
import os
import sys

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
NOT_ALLOWED = 97

_libc = ctypes.CDLL(None, use_errno=True)


def main(parent: str, signal: str, identity: str, *program: str) -> None:
    try:
        _become(identity)
    except OSError as cause:
        print(f"launch: {identity}: {cause}", file=sys.stderr)
        raise SystemExit(NOT_ALLOWED) from cause
    # After the change of identity: the kernel forgets the death signal when credentials change.
    _libc.prctl(PR_SET_PDEATHSIG, int(signal), 0, 0, 0)
    if os.getppid() != int(parent):
        raise SystemExit(1)
    os.execv(program[0], program)


def _become(identity: str) -> None:
    kind, *ids = identity.split(":")
    if kind == "map":
        _map_to(int(ids[0]))
    elif kind == "drop":
        os.setgroups([])
        os.setgid(int(ids[1]))
        os.setuid(int(ids[0]))


def _map_to(uid: int) -> None:
    outside = os.geteuid()
    if _libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    with open("/proc/self/uid_map", "w") as file:  # noqa: PTH123 - pathlib costs 5 ms of every start
        file.write(f"{uid} {outside} 1")


if __name__ == "__main__":
    main(*sys.argv[1:])
