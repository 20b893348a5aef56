"""The recorder's own disk: what is closed stays here until the store has it, word for word.

A folder a conference. Of each object the bytes and a small JSON beside them, which is written last and moved into
its place whole; so a JSON that is there always tells the truth. The open segment grows part by part in a file
ending in `.open`, its beginning told in `.begun`; a recorder that was killed leaves both, and `salvage` closes them.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from services.meeting.recorder.fragments import fragments
from services.meeting.recorder.h264 import Parameters
from services.meeting.recorder.init_segment import PICTURES, SOUND, SOUND_SCALE, codecs
from services.meeting.recorder.picture_size import picture_size
from services.meeting.recorder.segments import Segment
from shared.observability.logs import get_logger

log = get_logger()
MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Spooled:
    """One object on its way. `facts` are the columns of its row."""

    conference: UUID
    unit: str
    kind: Literal["init", "segment"]
    name: str
    sha256: str
    size: int
    facts: dict[str, Any]

    @property
    def key(self) -> str:
        """Where it stands in the store."""
        ending = "mp4" if self.kind == "init" else "m4s"
        return f"{self.unit}/recordings/{self.conference}/{self.name}.{ending}"

    @property
    def row(self) -> dict[str, Any]:
        """As the database keeps it."""
        told = {"conference_id": self.conference, "unit_id": self.unit, "key": self.key, "sha256": self.sha256}
        return told | self.facts | ({"size": self.size} if self.kind == "segment" else {})


class Spool:
    """The objects of one conference on this disk."""

    def __init__(self, root: Path, conference: UUID, unit: str) -> None:
        self.folder = root / str(conference)
        self._conference, self._unit = conference, unit

    def begin(self, segment: Segment) -> None:
        """A segment is opened."""
        told = {"unit": self._unit} | _facts(segment)
        _write_whole(self.folder / f"{segment.name}.begun", json.dumps(told).encode())

    def append(self, segment: Segment, data: bytes) -> None:
        """A part more of the open segment; it is safe from a crash of this process, not yet of the machine."""
        with (self.folder / f"{segment.name}.open").open("ab") as file:
            file.write(data)

    def close(self, segment: Segment, body: bytes) -> None:
        """The open segment is complete; it is safe on the disk when this returns."""
        self.keep(self.segment(segment, body), body)
        self.drop(segment)

    def drop(self, segment: Segment) -> None:
        """The open file is needed no more."""
        (self.folder / f"{segment.name}.open").unlink(missing_ok=True)
        (self.folder / f"{segment.name}.begun").unlink(missing_ok=True)

    def segment(self, segment: Segment, body: bytes) -> Spooled:
        """What is to be said of a segment."""
        return self._spooled("segment", segment.name, body, _facts(segment))

    def init(self, number: int, parameters: Parameters, body: bytes, *, aac: bool = False) -> Spooled:
        """What is to be said of an init segment."""
        width, height = picture_size(parameters.sps)
        facts = {"number": number, "codecs": codecs(parameters, aac=aac), "width": width, "height": height}
        return self._spooled("init", f"init-{number}", body, facts)

    def keep(self, spooled: Spooled, body: bytes) -> None:
        """Body first, then its JSON: both are on the disk when this returns."""
        _write_whole(self.folder / f"{spooled.name}.bytes", body)
        _write_whole(self.folder / f"{spooled.name}.json", json.dumps(asdict(spooled), default=str).encode())

    def _spooled(self, kind: Literal["init", "segment"], name: str, body: bytes, facts: dict[str, Any]) -> Spooled:
        return Spooled(self._conference, self._unit, kind, name, sha256(body), len(body), facts)

    def body(self, name: str) -> bytes | None:
        """The bytes of what is still here."""
        try:
            return (self.folder / f"{name}.bytes").read_bytes()
        except FileNotFoundError:
            return None

    def forget(self, name: str) -> None:
        """The store has it, or nobody will: nothing of it stays here.

        In this order: whoever is killed on the way leaves what is found again, and never what is taken for unsaved.
        """
        for ending in ("open", "begun", "bytes", "json"):
            (self.folder / f"{name}.{ending}").unlink(missing_ok=True)


def waiting(root: Path) -> list[Spooled]:
    """Everything the store does not have yet, oldest first, init segments before the segments that need them."""
    found = [_read(path) for path in root.glob("*/*.json")]
    return sorted((one for one in found if one), key=order)


def order(spooled: Spooled) -> tuple[str, int]:
    """In which to bring things into the store."""
    return spooled.kind, spooled.facts["number"]


def salvage(root: Path) -> tuple[list[str], list[tuple[Spooled, bytes]]]:
    """Close what a killed recorder left open, with all its whole parts.

    Returns the names of what was closed, and what the full disk did not take: memory is to hold it, and its open file
    stays until it is forgotten.
    """
    saved: list[str] = []
    homeless: list[tuple[Spooled, bytes]] = []
    for begun in sorted(root.glob("*/*.begun")):
        try:
            spool, segment, body = _left_open(root, begun)
            if segment.duration_us > 0 and not begun.with_suffix(".json").exists():  # else it is closed, and whole
                try:
                    spool.keep(spool.segment(segment, body), body)
                except OSError:
                    homeless.append((spool.segment(segment, body), body))
                    continue
                saved.append(segment.name)
            spool.drop(segment)
        except OSError:
            log.exception("salvage.failed", name=begun.stem)
    return saved, homeless


def _left_open(root: Path, begun: Path) -> tuple[Spool, Segment, bytes]:
    """The folder of a segment that was left open, what is known of it, and its whole parts."""
    told = json.loads(begun.read_bytes())
    spool = Spool(root, UUID(begun.parent.name), told.pop("unit"))
    opened = begun.with_suffix(".open")
    body = opened.read_bytes() if opened.exists() else b""
    segment, whole = _whole(Segment(**told), body)
    return spool, segment, body[:whole]


def _whole(segment: Segment, data: bytes) -> tuple[Segment, int]:
    """What the whole fragments of an open segment hold, and where they end."""
    found = list(fragments(data))
    ends = [(one.tick + one.ticks) * MICRO // SOUND_SCALE for one in found if one.track == SOUND]
    frames = sum(one.samples for one in found if one.track == PICTURES)
    duration_us = max(ends, default=0) - segment.start_us
    return replace(segment, duration_us=duration_us, frames=frames), found[-1].end if found else 0


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _facts(segment: Segment) -> dict[str, Any]:
    known = asdict(segment)
    del known["parts"]
    return known


def _read(path: Path) -> Spooled | None:
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:  # the store has it in the meantime
        return None
    return Spooled(**told | {"conference": UUID(told["conference"])})


def _write_whole(path: Path, body: bytes) -> None:
    """Under another name first; after the return it is on the disk, whole, also when the power goes.

    Where the disk is full, what was written of it goes again: it would fill the disk for ever.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".draft")
    try:
        with draft.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
