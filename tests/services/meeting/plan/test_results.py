"""Only what a person reviewed becomes public, version by version."""

from dataclasses import replace
from datetime import date

import pytest

from services.meeting.domain import minutes_refusals as no
from services.meeting.domain.minutes_figures import figures_of
from services.meeting.domain.result import published
from services.meeting.domain.result_document import result_document
from services.meeting.store import results
from services.meeting.store import scene as scenes
from services.meeting.store.conference_tables import Status
from services.meeting.usecases.publish_result import Reviewed, publish, review_item, write_summary
from shared.contracts.meeting import Outcome, ResultPublished
from tests.rules import rule
from tests.services.meeting.live import support
from tests.services.meeting.plan.domain.frames import PROFILE
from tests.services.meeting.plan.domain.test_plan_document import text_of
from tests.services.meeting.plan.evenings import NAMES, TEXT, Played, begun, concluded
from tests.services.meeting.plan.figure_queries import asked_of_the_log
from tests.services.meeting.plan.offices import NOW


async def reviews(played: Played):
    async with played.database.transaction() as session:
        found = await results.reviews(session, await scenes.load(session, played.id))
    return {review.source.question_id: review for review in found}


async def review(played: Played, name: str, **changes) -> None:
    shown = (await reviews(played))[played.evening.id_of(name)]
    item = Reviewed(shown.source.question_id, shown.asked_by, shown.question, shown.answer, True)
    async with played.database.transaction() as session:
        await review_item(session, played.id, replace(item, **changes), played.office.by, NOW)


async def go_public(played: Played) -> int:
    async with played.database.transaction() as session:
        return await publish(session, played.id, played.office.by, NOW)


@rule("R-110", "R-220")
async def test_only_reviewed_questions_are_published(database):
    played = await concluded(database)
    await review(played, NAMES[0])
    await review(played, NAMES[1], is_reviewed=False)
    assert await go_public(played) == 1
    fact = (await played.office.told(ResultPublished))[0]
    assert [item.question_id for item in fact.items] == [played.evening.id_of(NAMES[0])]
    assert (fact.version, fact.items[0].outcome) == (1, Outcome.ANSWERED_IN_HALL)
    assert (await played.office.conference(played.id)).status is Status.PUBLISHED


async def test_nothing_personal_is_published(database):
    played = await concluded(database)
    await review(played, NAMES[0])
    await go_public(played)
    told = (await played.office.told(ResultPublished))[0].model_dump_json()
    assert "0912345678" not in told
    assert "001088012345" not in told
    assert NAMES[0] not in told
    assert played.evening.questions[NAMES[0]].code not in told
    assert "ông/bà C., thôn Thao Chính" in told


@rule("R-110")
async def test_published_figures_equal_the_log(database):
    played = await concluded(database)
    await review(played, NAMES[0])
    await go_public(played)
    figures = (await played.office.told(ResultPublished))[0].figures
    asked = await asked_of_the_log(database, played.id)
    assert figures["questions"] == asked["questions"]
    assert figures["attended"] == asked["people_present"]
    assert figures["asked"] == asked["turns"]
    outcomes = {k.removeprefix("outcome_"): v for k, v in asked.items() if k.startswith("outcome_") and v}
    assert {key: figures[key] for key in outcomes} == outcomes


async def test_a_source_that_changed_after_its_review_is_reviewed_again(database):
    played = await concluded(database)
    await review(played, NAMES[0])
    await review(played, NAMES[2])
    newer = support.approved(played.evening.questions[NAMES[0]], "Câu trả lời mới", version=2)
    await played.evening.hear(newer)
    assert (await reviews(played))[played.evening.id_of(NAMES[0])].is_stale
    assert await go_public(played) == 1


async def test_publishing_again_is_a_newer_version_with_the_newer_words(database):
    played = await concluded(database)
    await review(played, NAMES[0])
    await go_public(played)
    await review(played, NAMES[0], question="Vì sao hồ sơ bị trả lại?")
    async with played.database.transaction() as session:
        await write_summary(session, played.id, "Hội nghị thẳng thắn, cởi mở.", played.office.by)
    await go_public(played)
    first, second = await played.office.told(ResultPublished)
    assert (first.version, second.version) == (1, 2)
    assert second.items[0].question == "Vì sao hồ sơ bị trả lại?"
    assert second.summary == "Hội nghị thẳng thắn, cởi mở."


async def test_nothing_goes_out_before_the_gavel_or_unread(database):
    running = await begun(database)
    with pytest.raises(no.SessionNotConcluded):
        await go_public(running)
    played = await concluded(database)
    with pytest.raises(no.NothingReviewed):
        await go_public(played)
    with pytest.raises(no.ResultItemIncomplete):
        await review(played, NAMES[0], answer="")
    assert await played.office.told(ResultPublished) == []


@rule("R-042", "R-110", "R-124")
async def test_the_notice_of_the_result_tells_figures_opinions_and_where_to_read(database):
    played = await concluded(database)
    await review(played, NAMES[0])
    state = await played.evening.state()
    items = published((await reviews(played)).values())
    page = "https://doithoai.example/ket-qua"
    document = result_document(
        PROFILE, "Hội nghị đối thoại", date(2026, 11, 26), "Tóm tắt.", figures_of(state), items, [], page
    )
    text = text_of(document.blocks)
    assert document.kind == "THÔNG BÁO"
    assert document.number and document.number.text is None
    assert [line for line in text if line[:2] in ("I.", "II")] == [
        "I. Số liệu",
        "II. Ý kiến và trả lời",
        "III. Nơi công khai",
    ]
    assert "Câu 01. Ông/bà C., thôn Thao Chính hỏi:" in text
    assert any(page in line for line in text)
    assert TEXT not in repr(document)
