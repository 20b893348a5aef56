"""Points of a conference: data of the profile, in use only where branches join."""

import pytest
from pydantic import ValidationError

from shared.profiles import Profile, load_profile, read_profile
from tests.rules import rule

CENTRE = load_profile("pvhcc-ha-noi")


def with_mode(profile: Profile, mode: str) -> Profile:
    data = profile.model_dump(mode="json")
    data["plan"]["mode"] = mode
    return read_profile(data)


@rule("R-024", "R-186", "R-209")
def test_a_hybrid_conference_of_the_centre_has_its_hall_and_three_branches():
    assert CENTRE.plan.mode == "hybrid"
    assert [p.short_name for p in CENTRE.points_in_use()] == ["Hội trường", "Chi nhánh 1", "Chi nhánh 2", "Chi nhánh 3"]
    assert [p.operator for p in CENTRE.points] == ["hoitruong", "chinhanh1", "chinhanh2", "chinhanh3"]


@rule("R-024")
def test_a_direct_conference_has_only_its_hall_until_the_mode_changes():
    commune = load_profile("phu-xuyen")
    assert [p.key for p in commune.points_in_use()] == ["hall"]
    assert [p.key for p in with_mode(commune, "hybrid").points_in_use()] == ["hall", "service-point", "nam-quat"]


def test_a_unit_without_points_meets_at_its_venue():
    ward = load_profile("lang")
    (hall,) = with_mode(ward, "hybrid").points_in_use()
    assert (hall.key, hall.name, hall.is_hall) == ("hall", ward.plan.venue.name, True)


def test_a_point_the_plan_does_not_name_says_so():
    assert [p.key for p in CENTRE.points if p.is_default] == ["chi-nhanh-1", "chi-nhanh-2", "chi-nhanh-3"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"is_hall": True}, "exactly one point is the hall"),
        ({"key": "hall"}, "two points are called 'hall'"),
        ({"key": "Chi nhánh 1"}, "cannot stand in an address"),
    ],
)
def test_points_that_could_be_confused_are_refused(change: dict[str, object], problem: str):
    data = CENTRE.model_dump(mode="json")
    data["points"][1] |= change
    with pytest.raises(ValidationError, match=problem):
        read_profile(data)


def test_a_point_is_found_by_its_key():
    point = CENTRE.point("chi-nhanh-2")
    assert point is not None and point.name == "Điểm cầu Chi nhánh số 2"
    assert CENTRE.point("nowhere") is None
