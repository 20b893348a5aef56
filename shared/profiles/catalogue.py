"""The procedures people ask about, by field, with the body that answers each. Choosing one is routing's business."""

import json
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import model_validator

from shared.profiles.part import Part

FILE = Path(__file__).with_name("catalogue.yaml")


class Body(Part):
    """A body that answers. `superior`: over our authority. `other_body`: not our responsibility, guide there."""

    key: str
    name_commune: str
    name_ward: str
    authority: Literal["own", "superior", "other_body"]
    handles: str

    def name(self, unit_kind: str) -> str:
        """The body's name in a unit of this kind (`Unit.kind`)."""
        return self.name_commune if unit_kind == "xa" else self.name_ward


class Field(Part):
    """A field of administration and the body that usually answers it."""

    key: str
    name: str
    department: str


class Procedure(Part):
    """One procedure. `code` is empty when unknown; `keywords` are the words people use for it."""

    field: str
    name: str
    department: str
    code: str = ""
    keywords: tuple[str, ...]


class Catalogue(Part):
    """Bodies, fields and procedures; every key a procedure names exists."""

    schema_version: Literal[1]
    version: int
    as_of: str
    bodies: tuple[Body, ...]
    fields: tuple[Field, ...]
    procedures: tuple[Procedure, ...]

    @model_validator(mode="after")
    def _refer_to_what_exists(self) -> Self:
        bodies = {body.key for body in self.bodies}
        fields = {field.key for field in self.fields}
        unknown = {f.department for f in self.fields} | {p.department for p in self.procedures}
        unknown = (unknown - bodies) | ({p.field for p in self.procedures} - fields)
        if unknown:
            raise ValueError(f"unknown keys: {sorted(unknown)}")
        return self

    def body(self, key: str) -> Body | None:
        """The body with this key; none when the catalogue has no such body."""
        return next((body for body in self.bodies if body.key == key), None)

    def in_field(self, key: str) -> tuple[Procedure, ...]:
        """The procedures of one field, in catalogue order."""
        return tuple(procedure for procedure in self.procedures if procedure.field == key)


@cache
def load_catalogue() -> Catalogue:
    """The catalogue shipped with the product."""
    return Catalogue.model_validate_json(json.dumps(yaml.safe_load(FILE.read_text(encoding="utf-8"))))
