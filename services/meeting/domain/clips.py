"""The film of a question: its name in the recording, and how the public may see it. Pure.

Films are shown whole or not at all: no picture and no voice is ever altered.
"""

from dataclasses import dataclass
from uuid import UUID

from services.meeting.domain import clip_refusals as no
from shared.contracts.meeting import ClipShown, Outcome
from shared.vietnamese.names import NAMELESS

PREFIX = "question:"
PUBLIC = (ClipShown.INITIAL, ClipShown.NAMED)


def clip_name(question_id: UUID) -> str:
    """How the recording names the film of a question."""
    return f"{PREFIX}{question_id}"


def question_of(name: str) -> UUID | None:
    """The question a clip is of; none when it was cut for something else."""
    return UUID(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is seen and heard. `named` is empty where the person did not agree to be named in public."""

    initial: str
    named: str
    outcome: Outcome | None

    @property
    def why_unnamed(self) -> str:
        """Why nobody may choose the name; empty when it may be chosen."""
        if not self.named:
            return "Người hỏi chưa đồng ý nêu tên"
        if self.outcome is Outcome.GUIDED:
            return "Nội dung thuộc cơ quan khác, khiếu nại hoặc tố cáo"
        return ""

    def label(self, shown: ClipShown) -> str:
        """What stands beside the film in public; nothing while it is withheld."""
        return {ClipShown.NAMED: self.named, ClipShown.INITIAL: self.initial or NAMELESS}.get(shown, "")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, of the film with this SHA-256."""

    shown: ClipShown
    sha256: str


def decided(decision: Decision | None, sha256: str, speaker: Speaker) -> ClipShown:
    """How the film stands now. Withheld until a person decided, and again when the film was cut anew since, or the
    speaker took the consent to be named back: then a person decides once more. Rule: R-055, R-110
    """
    if decision is None or decision.sha256 != sha256:
        return ClipShown.WITHHELD
    if decision.shown is ClipShown.NAMED and speaker.why_unnamed:
        return ClipShown.WITHHELD
    return decision.shown


def decide(shown: ClipShown, sha256: str, seen_sha256: str, speaker: Speaker) -> Decision:
    """Refuses a film other than the one that was seen, and a name that may not be shown. Rule: R-055, C-27"""
    if sha256 != seen_sha256:
        raise no.ClipCutAnew()
    if shown is ClipShown.NAMED and (why := speaker.why_unnamed):
        raise no.NameNotAllowed(why=f"{why[:1].lower()}{why[1:]}")
    return Decision(shown, sha256)
