"""Nobody outside the house sees a film before a person decided how, and nobody is named who did not agree."""

import pytest
from sqlalchemy import update

from services.meeting.domain import clip_refusals as no
from services.meeting.domain.clips import Decision, Speaker, clip_name, decide, decided, question_of
from services.meeting.domain.watching import choose
from services.meeting.store.clip_tables import Done
from services.meeting.store.recording_tables import RecordingClip
from services.meeting.store.session_log import lock
from services.meeting.usecases.act import record
from services.meeting.usecases.decide_clips import Seen, decide_clips
from services.meeting.usecases.read_roll import keep_roll
from shared.contracts.intake import PersonErased, RollReply
from shared.contracts.meeting import ClipShown, Outcome, Watching
from shared.ids import new_id
from tests.rules import rule
from tests.services.meeting.films.filmed import SPOKEN, clip_row, decides, filmed, history, shown, told
from tests.services.meeting.live.support import roll_row
from tests.services.meeting.plan.offices import NOW

CUONG, BICH, ANH = SPOKEN
INITIAL = "ông/bà C., thôn Thao Chính"
NAMED = f"{CUONG}, thôn Thao Chính"
WITHHELD = (ClipShown.WITHHELD, "")
AGREED = Speaker(INITIAL, NAMED, Outcome.TO_WRITE)


@rule("R-055", "R-110")
async def test_a_film_is_withheld_until_a_person_decides(database):
    played = await filmed(database, CUONG)
    assert await shown(played, CUONG) == WITHHELD
    await decides(played, CUONG, ClipShown.INITIAL)
    assert await shown(played, CUONG) == (ClipShown.INITIAL, INITIAL)
    assert await shown(played, BICH) == WITHHELD


@rule("R-055")
async def test_only_who_agreed_can_be_named(database):
    played = await filmed(database, CUONG)
    await decides(played, CUONG, ClipShown.NAMED)
    assert await shown(played, CUONG) == (ClipShown.NAMED, NAMED)
    with pytest.raises(no.NameNotAllowed):
        await decides(played, BICH, ClipShown.NAMED)
    assert await shown(played, BICH) == WITHHELD


@rule("C-27")
def test_what_belongs_elsewhere_a_complaint_or_denunciation_is_never_named():
    with pytest.raises(no.NameNotAllowed):
        decide(ClipShown.NAMED, "a", "a", Speaker(INITIAL, NAMED, Outcome.GUIDED))
    made = Decision(ClipShown.NAMED, "a")
    assert decided(made, "a", Speaker(INITIAL, NAMED, Outcome.GUIDED)) is ClipShown.WITHHELD


async def test_a_film_that_was_cut_anew_is_withheld_until_a_person_saw_it(database):
    played = await filmed(database)
    await decides(played, CUONG, ClipShown.INITIAL)
    async with database.transaction() as session:
        mine = RecordingClip.name == clip_name(played.evening.id_of(CUONG))
        await session.execute(update(RecordingClip).where(mine).values(sha256="another", told=False))
    assert await shown(played, CUONG) == WITHHELD
    with pytest.raises(no.ClipCutAnew):
        await decides(played, CUONG, ClipShown.INITIAL)
    await decides(played, CUONG, ClipShown.INITIAL, sha="another")
    assert await shown(played, CUONG) == (ClipShown.INITIAL, INITIAL)


@rule("R-055")
async def test_consent_taken_back_withholds_a_named_film_and_it_is_told_again(database):
    played = await filmed(database, CUONG)
    await decides(played, CUONG, ClipShown.NAMED)
    reply = RollReply(rows=(roll_row(played.evening.questions[CUONG], CUONG, INITIAL),))
    async with database.transaction() as session:
        await keep_roll(session, played.office.unit_id, played.id, reply, 9, NOW)
        clip = await session.get_one(RecordingClip, (played.id, clip_name(played.evening.id_of(CUONG))))
        assert not clip.told
    assert await shown(played, CUONG) == WITHHELD


async def test_a_decision_is_told_with_label_and_path_and_can_be_taken_back(database):
    played = await filmed(database, CUONG)
    await decides(played, CUONG, ClipShown.NAMED)
    fact = await told(played, CUONG)
    slug = (await played.office.conference(played.id)).slug
    address = f"/meeting/public/{slug}/clips/{fact.question_id}.mp4"
    assert (fact.seconds, fact.shown, fact.label, fact.path) == (180, ClipShown.NAMED, NAMED, address)
    await decides(played, CUONG, ClipShown.WITHHELD)
    fact = await told(played, CUONG)
    assert (fact.seconds, fact.shown, fact.label, fact.path) == (180, ClipShown.WITHHELD, "", "")
    lines = [(line.what, line.words, line.who) for line in await history(played)]
    assert lines == [(Done.DECIDED, "named", "Lê Thị Hạnh"), (Done.DECIDED, "withheld", "Lê Thị Hạnh")]


async def test_deciding_for_many_leaves_those_who_may_not_be_named(database):
    played = await filmed(database, CUONG)
    seen = [Seen(played.evening.id_of(name), clip_row(played, name).sha256) for name in SPOKEN]
    async with database.transaction() as session:
        done = await decide_clips(session, played.id, seen, ClipShown.NAMED, played.office.by, NOW)
    assert done == 1
    assert [(await shown(played, name) or WITHHELD)[0] for name in SPOKEN] == ["named", "withheld", "withheld"]
    with pytest.raises(no.NothingChosen):
        async with database.transaction() as session:
            await decide_clips(session, played.id, [], ClipShown.NAMED, played.office.by, NOW)


@rule("R-055")
async def test_the_film_of_an_erased_person_is_seen_by_nobody_and_is_to_be_deleted(database):
    played = await filmed(database, CUONG)
    await decides(played, CUONG, ClipShown.NAMED)
    person_id = played.evening.person_of(CUONG)
    await played.evening.hear(PersonErased(unit_id=played.office.unit_id, occurred_at=NOW, person_id=person_id))
    assert await shown(played, CUONG) is None
    fact = await told(played, CUONG)
    assert (fact.seconds, fact.shown, fact.label) == (0, ClipShown.WITHHELD, "")
    async with database.reading() as session:
        clip = await session.get_one(RecordingClip, (played.id, clip_name(played.evening.id_of(CUONG))))
    assert clip.doomed_at == NOW
    assert (await history(played))[-1].what is Done.ERASED
    assert await shown(played, BICH) == WITHHELD


@rule("R-055")
async def test_the_whole_session_is_no_longer_seen_from_home_once_a_participant_is_erased(database):
    played = await filmed(database, CUONG)
    office, here = played.office.by, (played.id, played.office.by.unit_id)
    async with database.transaction() as session:
        live = await lock(session, *here)
        await record(session, live, choose(live.state, Watching.ARCHIVE), office, NOW)
    person_id = played.evening.person_of(CUONG)
    await played.evening.hear(PersonErased(unit_id=played.office.unit_id, occurred_at=NOW, person_id=person_id))
    async with database.transaction() as session:
        assert (await lock(session, *here)).state.watching is Watching.LIVE


def test_a_films_name_leads_back_to_its_question():
    id_ = new_id()
    assert question_of(clip_name(id_)) == id_
    assert question_of("whole") is None


def test_a_speaker_without_a_name_is_a_citizen():
    assert Speaker("", "", None).label(ClipShown.INITIAL) == "một công dân"
    assert AGREED.label(ClipShown.WITHHELD) == ""
