"""Accounts of officers: who runs a branch point is given exactly one, and the sign-in carries it."""

from sqlalchemy import select

from services.routing.store.tables import OfficerRow
from services.routing.usecases.sign_in import officer_of_row
from shared.identity import Permission, Role
from shared.ids import new_id
from tests.rules import rule
from tests.services.routing.house import House

NAMES = {"full_name": "Vương Thị Thủy", "title": "Viên chức", "department": ""}


async def add(house: House, sit, **fields: object) -> OfficerRow:
    username = f"diemcau-{new_id().hex[-8:]}"
    async with sit(house.officer("Nguyễn Văn Quang", Role.ADMIN)) as admin:
        said = await admin.done("/routing/officers/new", username=username, **NAMES | fields)
    assert said == "Đã thêm Vương Thị Thủy."
    async with house.database.transaction() as session:
        return (await session.execute(select(OfficerRow).where(OfficerRow.username == username))).scalar_one()


@rule("R-209")
async def test_the_operator_of_a_point_signs_in_for_that_point_and_may_do_nothing_else(house, sit):
    row = await add(house, sit, roles=["point_operator"], point="nam-quat")
    async with house.database.transaction() as session:
        officer = await officer_of_row(session, row)
    assert (officer.point, officer.role_words) == ("nam-quat", "Người vận hành điểm cầu")
    assert {p for p in Permission if officer.may(p)} == {Permission.SIGNED_IN, Permission.OPERATE_POINT}


async def test_an_operator_without_a_point_of_the_unit_is_refused(house, sit):
    async with sit(house.officer("Nguyễn Văn Quang", Role.ADMIN)) as admin:
        for point in ("", "chi-nhanh-9"):
            fields = NAMES | {"username": f"x{new_id().hex[-8:]}", "roles": ["point_operator"], "point": point}
            status, said = await admin.refused("/routing/officers/new", **fields)
            assert status == 422 and "Xin chọn điểm cầu" in said


async def test_an_officer_who_no_longer_runs_a_point_loses_it(house, sit):
    row = await add(house, sit, roles=["point_operator"], point="nam-quat")
    async with sit(house.officer("Nguyễn Văn Quang", Role.ADMIN)) as admin:
        page = await admin.see(f"/routing/officers/{row.id}")
        assert 'value="nam-quat" selected' in page
        fields = NAMES | {"roles": ["clerk"], "point": "nam-quat", "is_active": "1"}
        await admin.done(f"/routing/officers/{row.id}", **fields)
        assert "Điểm cầu Nhà văn hóa thôn Nam Quất" not in await admin.see("/routing/officers")
    async with house.database.transaction() as session:
        assert (await session.get_one(OfficerRow, row.id)).point == ""
