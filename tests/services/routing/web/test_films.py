"""The question's page leads to its film while there is one, for those who may see it."""

from datetime import timedelta

from shared.contracts.meeting import ClipChanged, ClipShown
from tests.rules import rule
from tests.services.routing.house import House


def clip(house: House, question_id, seconds: int = 192, path: str = "", later_s: int = 0) -> ClipChanged:
    return ClipChanged(
        unit_id=house.unit_id,
        occurred_at=house.clock.now() + timedelta(seconds=later_s),
        question_id=question_id,
        conference_id=house.conference_id,
        seconds=seconds,
        shown=ClipShown.INITIAL if path else ClipShown.WITHHELD,
        path=path,
    )


@rule("R-013")
async def test_the_film_is_linked_for_the_office_the_leader_and_its_own_department_alone(house, sit):
    question_id = await house.held("office")
    here = f"/routing/questions/{question_id}"
    link = f"/meeting/c/{house.conference_id}/clips#q-{question_id}"
    async with sit(house.office) as office, sit(house.leader) as leader, sit(house.writer("office")) as writer:
        assert link not in await office.see(here), "there is no film yet"
        await house.hear(clip(house, question_id))
        for desk in (office, leader, writer):
            page = await desk.see(here)
            assert link in page
            assert "Đoạn ghi hình, 3 phút 12 giây" in page
            assert "được công khai cùng câu trả lời" not in page
    async with sit(house.writer("economy")) as stranger:
        assert link not in await stranger.see(here)
    await house.hear(clip(house, question_id, path="/meeting/public/dot/clips/x.mp4", later_s=1))
    async with sit(house.writer("economy")) as stranger:
        assert "được công khai cùng câu trả lời" in await stranger.see(here)


async def test_a_film_may_be_told_before_its_question_and_an_old_fact_never_brings_a_deleted_one_back(house, sit):
    event = house.accepted()
    await house.hear(clip(house, event.question_id), event)
    async with sit(house.office) as office:
        assert "/clips#q-" in await office.see(f"/routing/questions/{event.question_id}")
        await house.hear(
            clip(house, event.question_id, seconds=0, later_s=9), clip(house, event.question_id, later_s=1)
        )
        assert "/clips#q-" not in await office.see(f"/routing/questions/{event.question_id}")
