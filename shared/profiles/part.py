"""What every piece of a profile is: a frozen, strict value that says where it comes from."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen value. Unknown keys in a profile file are mistakes and refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Sourced(Part):
    """Something the plan says, or that we chose where the plan is silent.

    `source` names requirements (`R-089`) and settled contradictions (`C-01`); `clause` is the place in the plan as an
    officer cites it. `is_default` is true where the plan is silent, and the screen says so.
    """

    source: tuple[str, ...]
    clause: str = ""
    is_default: bool = False


class Rule(Sourced):
    """A sourced rule with `words`: the sentence the officer reads beside every date computed from it.

    `reading` says how we read the words where the plan leaves them open; empty when there is nothing to add.
    """

    words: str
    reading: str = ""
