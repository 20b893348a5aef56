"""Two offers made into two answers: the viewer's to Janus, Janus's to the viewer. Pure.

Both name the same payload types, because both sides number their codecs as aiortc does.
"""

from services.meeting.media.offers import Section, read

OF_THE_LINE = ("a=ice-ufrag", "a=ice-pwd", "a=fingerprint:sha-256", "a=candidate", "a=end-of-candidates")
OF_THE_MEDIA = ("a=rtpmap", "a=fmtp", "a=rtcp-fb", "a=rtcp-mux")
NOT_TWICE = ("a=mid", "a=setup", "a=msid", "a=extmap")


def one_fingerprint(sdp: str) -> str:
    """Janus takes the first of several fingerprints for the only one."""
    kept = [line for line in sdp.splitlines() if not line.startswith("a=fingerprint") or "sha-256" in line]
    return "\r\n".join(kept) + "\r\n"


def answer_to_janus(theirs: str, viewers: str) -> str:
    """Janus's media, the viewer's line."""
    sections = []
    line = [said for said in read(viewers).sections[0].lines if said.startswith(OF_THE_LINE)]
    for section in read(theirs).sections:
        media = [said for said in section.lines if said.startswith(OF_THE_MEDIA)]
        sections.append([section.lines[0], "c=IN IP4 0.0.0.0", f"a=mid:{section.mid}", "a=recvonly", *line, *media])
    head = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", _bundle(read(theirs).sections)]
    return _joined(head, [[*lines, "a=setup:active"] for lines in sections])


def answer_to_viewer(theirs: str, viewers: str) -> str:
    """All that Janus says, under the names of the viewer's m-lines."""
    offer, said = read(viewers), read(theirs)
    sections = []
    for section, asked in zip(said.sections, offer.sections, strict=True):
        lines = [line for line in section.lines if not line.startswith(NOT_TWICE)]
        sections.append([*lines, f"a=mid:{asked.mid}", "a=setup:passive"])
    head = [line for line in said.head if not line.startswith("a=group")]
    return _joined([*head, _bundle(offer.sections)], sections)


def _bundle(sections: tuple[Section, ...]) -> str:
    return " ".join(("a=group:BUNDLE", *(section.mid for section in sections)))


def _joined(head: list[str], sections: list[list[str]]) -> str:
    return "\r\n".join([*head, *(line for section in sections for line in section)]) + "\r\n"
