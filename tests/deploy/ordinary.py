"""Becoming an ordinary user for one child, who may still read the interpreter and the tree wherever they stand."""

import ctypes
import os
import pwd

CAP_DAC_OVERRIDE = 1
PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 47, 2
VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def become_nobody() -> None:
    """For `preexec_fn`. Keeps one capability, since a home of root's may hold interpreter and tree."""
    _libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(nobody().pw_gid)
    os.setuid(nobody().pw_uid)
    bit = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    if _libc.capset(header, sets) or _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0):
        raise OSError(ctypes.get_errno(), "capset")
