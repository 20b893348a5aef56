"""Giấy mời: what it says of a recording."""

from dataclasses import replace

from services.meeting.domain.invitation_document import invitation_document
from shared.documents.blocks import KeyValue
from tests.rules import rule
from tests.services.meeting.plan.domain.frames import PROFILE
from tests.services.meeting.plan.offices import wish


def rows(mode: str) -> dict[str, str]:
    asked = replace(wish(), mode=mode)
    letter = invitation_document(PROFILE, asked, ["Ông A"])
    (facts,) = (block for block in letter.blocks if isinstance(block, KeyValue))
    return dict(facts.items)


@rule("R-209")
def test_who_is_invited_to_a_recorded_conference_reads_so_in_the_letter():
    assert rows("hybrid")["Ghi âm, ghi hình"].startswith("Hội nghị có ghi âm, ghi hình")
    assert "Ghi âm, ghi hình" not in rows("direct")
