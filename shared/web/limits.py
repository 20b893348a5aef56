"""What is too much."""

from shared.refusals import Refusal


class TooLarge(Refusal):
    """The request body is larger than a room takes."""

    code = "too_large"
    status = 413
