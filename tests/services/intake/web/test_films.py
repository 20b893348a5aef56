"""A film a person made public stands beside the question, under the name the decision allows, and goes with it."""

from datetime import timedelta

from shared.contracts.meeting import ClipChanged, ClipShown, Outcome, QuestionConcluded, ResultItem, ResultPublished
from shared.ids import new_id
from tests.rules import rule
from tests.services.intake.house import House

PATH = "/meeting/public/dot/clips/1.mp4"
LABEL = "ông/bà C., thôn Thao Chính"


def clip(house: House, question_id, shown: ClipShown = ClipShown.INITIAL, later_s: int = 0) -> ClipChanged:
    label, path = (LABEL, PATH) if shown is not ClipShown.WITHHELD else ("", "")
    return ClipChanged(
        unit_id=house.unit_id, occurred_at=house.now + timedelta(seconds=later_s), conference_id=house.conference_id,
        question_id=question_id, seconds=192, shown=shown, label=label, path=path,
    )  # fmt: skip


def result(house: House, *question_ids) -> ResultPublished:
    items = tuple(
        ResultItem(
            question_id=id_, code="01", asked_by="ông/bà C.", field="Đất đai", question="Hỏi", answer="Đáp",
            department="Phòng Kinh tế", outcome=Outcome.ANSWERED_IN_HALL,
        )
        for id_ in question_ids
    )  # fmt: skip
    return ResultPublished(
        unit_id=house.unit_id, occurred_at=house.now, conference_id=house.conference_id, version=1, summary="",
        figures={}, items=items,
    )  # fmt: skip


@rule("R-007", "R-048")
async def test_the_result_page_plays_what_was_decided_and_only_that(house: House) -> None:
    shown, silent = new_id(), new_id()
    await house.tell(result(house, shown, silent), clip(house, shown), clip(house, silent, ClipShown.WITHHELD))
    page = (await house.citizen().get(f"/hoi-nghi/{house.slug}/ket-qua")).text
    assert page.count("<video") == 1
    assert f'src="{PATH}"' in page
    assert f"Đoạn ghi hình: {LABEL} · 3 phút 12 giây" in page
    await house.tell(clip(house, shown, ClipShown.WITHHELD, later_s=1), clip(house, shown))
    page = (await house.citizen().get(f"/hoi-nghi/{house.slug}/ket-qua")).text
    assert "<video" not in page, "taken back, whatever old fact comes again"


@rule("R-007")
async def test_the_sender_finds_the_film_by_code_once_it_stands_on_the_result_page(house: House) -> None:
    code = await house.register()
    question = await house.question(f"{code}/1")
    concluded = QuestionConcluded(
        unit_id=house.unit_id, occurred_at=house.now, conference_id=house.conference_id, question_id=question.id,
        outcome=Outcome.ANSWERED_IN_HALL, seq=9,
    )  # fmt: skip
    await house.tell(concluded, clip(house, question.id))
    assert PATH not in (await house.citizen().get(f"/tra-cuu/{code}")).text
    await house.tell(result(house, question.id))
    assert PATH in (await house.citizen().get(f"/tra-cuu/{code}")).text


async def test_the_form_says_how_long_recordings_are_kept(house: House) -> None:
    page = (await house.citizen().get(f"/hoi-nghi/{house.slug}/dang-ky")).text
    assert "Bản ghi được giữ 12 tháng rồi xóa" in page
