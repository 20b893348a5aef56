"""Offers and answers as text: which m-lines we can carry, and refusing the others at their place. RFC 8829. Pure."""

import re
from dataclasses import dataclass

BASELINE = 0x42
CONSTRAINED = 0x40


@dataclass(frozen=True, slots=True)
class Section:
    """One m-line and what belongs to it. `ssrcs` are the stream's own and, if any, the one for sending again."""

    kind: str
    mid: str
    lines: tuple[str, ...]

    @property
    def ssrcs(self) -> tuple[int, int]:
        group = self._first(r"a=ssrc-group:FID (\d+) (\d+)")
        if group:
            return int(group[1]), int(group[2])
        alone = self._first(r"a=ssrc:(\d+)")
        return (int(alone[1]), 0) if alone else (0, 0)

    @property
    def carries(self) -> bool:
        """Opus, or H.264 constrained baseline with whole pictures cut into packets (mode 1)."""
        if self.kind == "audio":
            return self._first(r"a=rtpmap:\d+ opus/48000", re.I) is not None
        return self.kind == "video" and any(self._is_ours(number) for number in self._h264())

    def _first(self, pattern: str, flags: int = 0) -> re.Match[str] | None:
        return next((found for line in self.lines if (found := re.match(pattern, line, flags))), None)

    def _h264(self) -> list[str]:
        maps = (re.match(r"a=rtpmap:(\d+) H264/90000", line, re.I) for line in self.lines)
        return [found[1] for found in maps if found]

    def _is_ours(self, number: str) -> bool:
        terms = self._first(rf"a=fmtp:{number} (.*)")
        said = dict(re.findall(r"([\w-]+)=(\w+)", terms[1])) if terms else {}
        try:
            profile = bytes.fromhex(said.get("profile-level-id", "42e01f"))
        except ValueError:
            return False
        return (
            said.get("packetization-mode") == "1"
            and len(profile) == 3
            and profile[0] == BASELINE
            and bool(profile[1] & CONSTRAINED)
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, cut at its m-lines."""

    head: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def carried(self) -> tuple[Section, ...]:
        """The m-lines we answer, in their order."""
        return tuple(section for section in self.sections if section.carries)

    def carried_text(self) -> str:
        """The offer without the m-lines we refuse."""
        return _join(_bundled(self.head, self.carried), self.carried)

    def answer(self, answer: str) -> str:
        """The answer to `carried_text`, completed: refused m-lines at their place with port 0."""
        said = read(answer)
        answered = iter(said.sections)
        whole = tuple(next(answered) if section.carries else _refused(section) for section in self.sections)
        return _join(said.head, whole)


def read(text: str) -> Offer:
    """Cut a description. Raises `ValueError` for what is none."""
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line]
    if not lines or lines[0] != "v=0":
        raise ValueError("no session description")
    starts = [at for at, line in enumerate(lines) if line.startswith("m=")]
    if not starts:
        raise ValueError("a session description without media")
    ends = [*starts[1:], len(lines)]
    return Offer(tuple(lines[: starts[0]]), tuple(_section(lines[a:b]) for a, b in zip(starts, ends, strict=True)))


def _section(lines: list[str]) -> Section:
    kind = lines[0][2:].split(" ", 1)[0]
    mid = next((line[6:] for line in lines if line.startswith("a=mid:")), "")
    return Section(kind, mid, tuple(lines))


def _refused(section: Section) -> Section:
    kind, _, protocol, form = section.lines[0][2:].split(" ", 3)
    lines = (
        f"m={kind} 0 {protocol} {form.split(' ')[0]}",
        "c=IN IP4 0.0.0.0",
        "a=inactive",
        f"a=mid:{section.mid}",
    )
    return Section(kind, section.mid, lines)


def _bundled(head: tuple[str, ...], carried: tuple[Section, ...]) -> tuple[str, ...]:
    bundle = " ".join(("a=group:BUNDLE", *(section.mid for section in carried)))
    return tuple(bundle if line.startswith("a=group:BUNDLE") else line for line in head)


def _join(head: tuple[str, ...], sections: tuple[Section, ...]) -> str:
    lines = [*head, *(line for section in sections for line in section.lines)]
    return "\r\n".join(lines) + "\r\n"
