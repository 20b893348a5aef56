"""The unit's own facts on the administrator's screen: its branch points are typed, checked and told."""

from services.routing.store.tables import Unit
from services.routing.web.typed_points import lines_of, typed_points
from shared.contracts.routing import UnitChanged
from shared.identity import Role
from shared.profiles import load_profile, read_profile
from tests.rules import rule
from tests.services.routing.house import House

COMMUNE = load_profile("phu-xuyen")
LINES = "Nam Quất; Điểm cầu Nhà văn hóa thôn Nam Quất; thôn Nam Quất\nĐình Đông"


@rule("R-209")
async def test_typed_points_are_checked_and_told_to_the_other_rooms(house: House, sit):
    async with sit(house.officer("Nguyễn Văn Quang", Role.ADMIN)) as admin:
        page = await admin.see("/routing/unit")
        assert "Các điểm cầu chưa được kiểm tra" in page and "Nam Quất; Điểm cầu Nhà văn hóa thôn Nam Quất" in page
        await admin.done("/routing/unit", address="a", areas="thôn Thao Chính", points=LINES, points_checked="1")
        assert "Các điểm cầu chưa được kiểm tra" not in await admin.see("/routing/unit")
    async with house.database.transaction() as session:
        points = read_profile((await session.get_one(Unit, house.unit_id)).profile).points
    assert [(p.key, p.is_default) for p in points] == [("hall", False), ("nam-quat", False), ("dinh-dong", False)]
    (told,) = await house.facts(UnitChanged)
    assert [p["key"] for p in told.profile["points"]] == ["hall", "nam-quat", "dinh-dong"]


def test_points_typed_as_they_stand_stay_as_they_are():
    centre = load_profile("pvhcc-ha-noi")
    typed = typed_points(centre, lines_of(centre.points), is_checked=False)
    assert typed == [point.model_dump(mode="json") for point in centre.points]


def test_a_line_twice_is_one_point_and_an_empty_line_none():
    typed = typed_points(COMMUNE, "Đình Đông\n\n;;\nĐình Đông; khác; khác", is_checked=True)
    assert [(p["key"], p["short_name"]) for p in typed] == [("hall", "Hội trường"), ("dinh-dong", "Đình Đông")]


def test_a_unit_without_points_gets_its_venue_as_the_hall():
    ward = load_profile("lang")
    hall, branch = typed_points(ward, "Nhà văn hóa số 2", is_checked=True)
    assert (hall["name"], hall["is_hall"]) == (ward.plan.venue.name, True)
    assert branch["name"] == "Điểm cầu Nhà văn hóa số 2"
