"""The minutes say where each opinion is found in the recording, and what was not recorded."""

from services.meeting.domain.clips import clip_name
from services.meeting.domain.minutes_document import minutes_document
from services.meeting.domain.timeline import Stretch, holes, recorded
from services.meeting.store import minutes
from services.meeting.store import scene as scenes
from services.meeting.store.recording_tables import RecordingClip, RecordingSegment
from shared.documents.docx import docx_bytes
from shared.documents.pdf import pdf_bytes
from shared.ids import new_id
from tests.rules import rule
from tests.services.meeting.films.filmed import SECOND, SPOKEN, filmed
from tests.services.meeting.plan.domain.frames import PROFILE
from tests.services.meeting.plan.domain.test_plan_document import text_of
from tests.services.meeting.plan.evenings import Played, concluded

HALL = "Hội trường"


async def drafted(played: Played):
    async with played.database.transaction() as session:
        return await minutes.current(session, await scenes.load(session, played.id))


def segment(played: Played, number: int, start_s: int, seconds: int) -> RecordingSegment:
    row = RecordingSegment(conference_id=played.id, number=number, unit_id=played.office.unit_id, init=1)
    row.start_us, row.duration_us, row.point, row.frames = start_s * SECOND, seconds * SECOND, "hall", 1
    row.key, row.sha256, row.size = f"key-{new_id()}", "", 1
    return row


@rule("R-209")
async def test_each_opinion_has_its_place_on_the_timeline_and_gaps_are_told(database):
    played = await filmed(database)
    async with database.transaction() as session:
        session.add_all([segment(played, 0, 0, 100), segment(played, 1, 104, 600)])
        clip = await session.get_one(RecordingClip, (played.id, clip_name(played.evening.id_of(SPOKEN[1]))))
        clip.gap_us = 4 * SECOND
    text = "\n".join(text_of(minutes_document(PROFILE, await drafted(played), "", None).blocks))
    assert "Phụ lục. Đoạn ghi hình theo câu hỏi" in text
    assert f"01 | ông/bà C., thôn Thao Chính | {HALL} | 0:00:00 – 0:03:00 | –" in text
    assert f"02 | ông/bà B., thôn Thao Chính | {HALL} | 0:03:20 – 0:06:20 | 4 giây" in text
    assert "Những chỗ của Hội nghị không ghi được: 0:01:40 – 0:01:44 (4 giây)." in text


async def test_the_annex_names_nobody_who_did_not_agree_and_prints_in_both_forms(database):
    played = await filmed(database)
    document = minutes_document(PROFILE, await drafted(played), "03", None)
    assert not any(name in repr(document) for name in SPOKEN)
    assert not any(fact.code.partition("/")[0] in repr(document) for fact in played.evening.questions.values())
    assert pdf_bytes(document).startswith(b"%PDF")
    assert docx_bytes(document).startswith(b"PK")


async def test_minutes_keep_their_annex_when_frozen_and_older_ones_without_it_are_still_read(database):
    played = await filmed(database)
    text = await drafted(played)
    frozen = minutes.to_json(text)
    assert minutes.from_json(frozen) == text
    del frozen["films"], frozen["holes"]
    assert minutes.from_json(frozen).films == ()
    assert (await drafted(await concluded(database))).films == ()


def test_holes_are_what_lies_between_spans_and_is_long_enough_to_be_missed():
    spans = [(0, 2 * SECOND), (2 * SECOND, 4 * SECOND), (4 * SECOND + 100_000, 6 * SECOND), (9 * SECOND, 10 * SECOND)]
    assert holes(spans) == [Stretch(6, 9)]
    assert recorded(spans) == Stretch(0, 10)
    assert (holes([]), recorded([])) == ([], None)
