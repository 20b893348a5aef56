"""Where an H.264 picture begins that needs no earlier one, seen without decoding. RFC 6184. Pure."""

SPS = 7
STAP_A = 24


def starts_key_frame(payload: bytes) -> bool:
    """Whether a key frame's parameter sets stand here, alone or in an aggregate: a decoder can start from here."""
    if not payload:
        return False
    kind = payload[0] & 0x1F
    return kind == SPS or (kind == STAP_A and len(payload) > 3 and _holds_sps(payload))


def _holds_sps(aggregate: bytes) -> bool:
    at = 1
    while at + 2 < len(aggregate):
        if aggregate[at + 2] & 0x1F == SPS:
            return True
        at += 2 + int.from_bytes(aggregate[at : at + 2])
    return False
