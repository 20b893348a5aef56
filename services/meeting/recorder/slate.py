"""The dark picture shown while there is none, so that voice alone also plays. Made once, kept as its bytes. Pure."""

from base64 import b64decode
from zlib import decompress

from services.meeting.recorder.h264 import AccessUnit, Parameters
from services.meeting.recorder.segments import Picture

PARAMETERS = Parameters(bytes.fromhex("6742c01edc1417a1000003000100000300040f162f80"), bytes.fromhex("68ce0212c8"))
DARK = decompress(b64decode("eNpL7Whh2eNyqIGh708Bs0xe9ft9vxFo3a7XgxAdAABd4Ic/"))  # 320x176, one key frame
SAMPLE = AccessUnit(0, (PARAMETERS.sps, PARAMETERS.pps, DARK), True, PARAMETERS).sample
MISSING_US = 2_000_000  # a picture is missed after this
STEP_US = 500_000


def slate(at_us: int) -> Picture:
    return Picture(at_us, SAMPLE, True, PARAMETERS, "")


def next_slate(last_us: int | None, last_is_slate: bool, connected_us: int, until_us: int) -> int | None:
    """When the next dark picture is due, if it is by `until_us`."""
    if last_us is None or last_us < connected_us:
        return connected_us if until_us - connected_us >= STEP_US else None
    due = last_us + (STEP_US if last_is_slate else MISSING_US)
    return due if due <= until_us else None
