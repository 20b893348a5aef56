"""The unit itself: who it is, where it is found, whom it has."""

from datetime import time
from typing import Literal

from shared.profiles.part import Part, Sourced


class OfficeHours(Part):
    """One stretch of opening time, Asia/Ho_Chi_Minh. `weekdays` are ISO: Monday is 1."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


class Area(Part):
    """A thôn, xóm, cụm dân cư or tổ dân phố. `name` carries its kind: `thôn Thao Chính`."""

    key: str
    name: str


class Superior(Part):
    """The direct superior: where questions over our authority are reported (C-24)."""

    key: str
    name: str
    contact_office: str


class Unit(Part):
    """A ward, commune or centre. `name` is used inside sentences, `body` signs and answers."""

    key: str
    kind: Literal["xa", "phuong", "dac_khu", "city_centre"]
    name: str
    body: str
    place: str  # before the date of a document
    city: str
    territory: str  # the part of an address every resident shares
    address: str
    email: str
    hotline: str
    website: str = ""
    superior: Superior
    letterhead: tuple[str, ...]  # capital lines above the number, top to bottom
    leader_title: str  # as the form names the other side of the dialogue
    area_label: str
    audience: str
    areas: tuple[Area, ...]
    areas_confirmed: bool  # false: a starting list the unit must still check
    office_hours: tuple[OfficeHours, ...]
    office_hours_words: str

    @property
    def contact_ways(self) -> tuple[str, ...]:
        """How the unit is reached besides its address, ready for a sentence; empty while it has named none."""
        ways = (("điện thoại", self.hotline), ("thư điện tử", self.email))
        return tuple(f"{way} {number}" for way, number in ways if number)

    def area(self, key: str) -> Area | None:
        """The area with this key; none when the unit has no such area."""
        return next((area for area in self.areas if area.key == key), None)


class Department(Sourced):
    """Who answers. `own` bodies belong to the unit, `external` ones sit beside it and may be assigned (R-082).

    A `restricted` department never receives questions of a conference: it is only named in guidance.
    """

    key: str
    name: str
    short_name: str
    kind: Literal["own", "external"]
    handles: str
    restricted: bool = False


class RoleHolder(Part):
    """Which body or person carries a role of the plan. One owner at a time (C-15)."""

    role: str
    name: str
    department: str = ""  # department key, empty when the holder is a person or an outside body
