"""The plan as the unit issued it: sections, contents, people, programme."""

from typing import Literal

from shared.profiles.part import Part, Sourced


class Block(Part):
    """A numbered heading and its paragraphs, printed as they stand. `role` marks a block of duties."""

    heading: str = ""
    paragraphs: tuple[str, ...]
    role: str = ""


class Section(Part):
    """One Roman-numbered section."""

    number: str
    title: str
    blocks: tuple[Block, ...]


class ContentGroup(Sourced):
    """What people may bring to the conference; codes as in the register."""

    code: str
    name: str
    parent: str = ""


class Session(Sourced):
    """An expected session of the year; the day is set when the conference is planned."""

    key: str
    name: str
    year: int
    month: int


class Venue(Sourced):
    """The hall."""

    key: str
    name: str
    address: str


class Invitees(Sourced):
    """A group on the invitation list. `per_area` > 0: that many persons from each area, invited through its head."""

    key: str
    side: Literal["superior", "unit", "areas", "people"]
    name: str
    per_area: int = 0
    through: str = ""  # role that passes the invitation on
    department_keys: tuple[str, ...] = ()


class AgendaStep(Sourced):
    """One step of the programme. `holder` is a role; questions are called only in steps that take them."""

    key: str
    title: str
    words: str
    minutes: int
    holder: str
    takes_questions: bool = False


class Plan(Part):
    """The yearly plan with its sessions (C-28)."""

    year: int
    title: str
    subject: str  # title without the document type, for sentences
    legal_basis: tuple[str, ...]
    preamble: str
    sections: tuple[Section, ...]
    contents: tuple[ContentGroup, ...]
    exclusion: str
    sessions: tuple[Session, ...]
    venue: Venue
    mode: Literal["direct", "hybrid", "online", "written"]
    mode_words: str
    fallback_words: str
    chair_titles: tuple[str, ...]
    invitees: tuple[Invitees, ...]
    agenda: tuple[AgendaStep, ...]
    distribution: tuple[str, ...]

    @property
    def is_online(self) -> bool:
        """Whether branch points join by picture and sound. Rule: R-024, R-186"""
        return self.mode in ("hybrid", "online")

    def duties(self, role: str) -> tuple[str, ...]:
        """The paragraphs of section III that bind a role; empty when the plan gives it none."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(p for block in blocks if block.role == role for p in block.paragraphs)
