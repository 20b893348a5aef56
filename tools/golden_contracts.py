"""Write a golden sample for each contract that has none yet: `python -m tools.golden_contracts`.

An existing sample is never overwritten: it stands for messages already on a bus somewhere.
"""

import enum
import json
import types
import typing
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from shared.contracts import EVENTS

GOLDEN = Path("tests/shared/golden_contracts")


def sample_of(kind: Any, name: str = "") -> Any:
    """A JSON value for a type, the same at every run."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return sample_of(args[0], name)
    if origin is tuple:
        return [sample_of(args[0], name)]
    if origin is dict:
        return {"key": sample_of(args[1], name)}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {field: sample_of(info.annotation, field) for field, info in kind.model_fields.items()}
    return _scalar(kind, name)


def _scalar(kind: Any, name: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind)).value
    plain: dict[Any, Any] = {bool: True, int: 3, str: f"{name} ví dụ", Any: 1}
    if kind is UUID:
        return "01936f00-0000-7000-8000-000000000001"
    if kind in plain:
        return plain[kind]
    return datetime(2026, 11, 26, 1, 0).isoformat() + "Z"  # noqa: DTZ001 - written with its zone


def main() -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for subject, event in EVENTS.items():
        file = GOLDEN / f"{subject}.json"
        if not file.exists():
            body = json.loads(event.model_validate(sample_of(event)).model_dump_json())
            file.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
