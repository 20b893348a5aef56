"""Width and height from a sequence parameter set (H.264 7.3.2.1.1). Pure."""

LONGEST = 1024  # bytes; a camera's has twenty to forty
LARGEST = 0xFFFF  # MP4 names a side in 16 bits
RICH_PROFILES = (100, 110, 122, 244, 44, 83, 86, 118, 128)


def picture_size(sps: bytes) -> tuple[int, int]:
    """In pixels, cropped as shown. Raises `ValueError` on bits that are no parameter set, or one no file can name."""
    if not 4 < len(sps) <= LONGEST:
        raise ValueError("no parameter set")
    bits = _Bits(sps[4:].replace(b"\0\0\3", b"\0\0"))
    bits.unsigned()  # id
    chroma = _rich_profile(bits) if sps[1] in RICH_PROFILES else 1
    bits.unsigned()  # frame numbers
    _picture_order(bits)
    bits.unsigned()  # reference frames
    bits.take(1)
    width, height = 16 * (bits.unsigned() + 1), 16 * (bits.unsigned() + 1)
    fields = 1 - bits.take(1)
    bits.take(2 if fields else 1)
    across, down = _crop(bits, chroma, fields)
    shown = width - across, height * (1 + fields) - down
    if not all(0 < side <= LARGEST for side in shown):
        raise ValueError(f"a picture of {shown[0]} × {shown[1]}")
    return shown


def is_parameter_set(sps: bytes) -> bool:
    """Whether a picture's size can be read from it: what a sender sends may be anything."""
    try:
        picture_size(sps)
    except ValueError:
        return False
    return True


def _rich_profile(bits: "_Bits") -> int:
    chroma = bits.unsigned()
    if chroma == 3:
        bits.take(1)
    bits.unsigned(), bits.unsigned(), bits.take(1)
    if bits.take(1):
        raise ValueError("a scaling matrix, which constrained baseline does not have")
    return chroma


def _picture_order(bits: "_Bits") -> None:
    match bits.unsigned():
        case 0:
            bits.unsigned()
        case 1:
            bits.take(1)
            bits.unsigned(), bits.unsigned()
            for _ in range(bits.unsigned()):
                bits.unsigned()


def _crop(bits: "_Bits", chroma: int, fields: int) -> tuple[int, int]:
    if not bits.take(1):
        return 0, 0
    left, right, top, bottom = (bits.unsigned() for _ in range(4))
    across = 2 if chroma in (1, 2) else 1
    down = (2 if chroma == 1 else 1) * (1 + fields)
    return across * (left + right), down * (top + bottom)


class _Bits:
    """Reads from the front."""

    def __init__(self, data: bytes) -> None:
        self._value, self._left = int.from_bytes(data, "big"), 8 * len(data)

    def take(self, count: int) -> int:
        if count > self._left:
            raise ValueError("a parameter set that ends too soon")
        self._left -= count
        return self._value >> self._left & (1 << count) - 1

    def unsigned(self) -> int:
        """Exp-Golomb."""
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)
