"""The profile says what the plan of the city's service centre says."""

from shared.profiles import load_profile
from tests.rules import rule

PROFILE = load_profile("pvhcc-ha-noi")
PLAN, RULES = PROFILE.plan, PROFILE.rules


@rule("R-178", "R-228")
def test_the_centre_holds_a_dialogue_every_month_from_may():
    assert [(s.year, s.month) for s in PLAN.sessions] == [(2025, month) for month in range(5, 13)]


@rule("R-208", "R-216", "R-218", "R-220", "R-221", "C-03")
def test_working_days_and_calendar_days_stand_as_the_plan_mixes_them():
    around = RULES.around
    told = {name: (rule.n, rule.unit) for name, rule in around if not rule.is_default}
    assert told == {
        "announcement": (7, "working"),
        "invitations": (5, "working"),
        "programme": (5, "calendar"),
        "result_published": (10, "calendar"),
    }


@rule("R-222", "R-223", "R-224", "R-225", "R-226", "R-227")
def test_the_programme_has_the_six_steps_of_the_plan():
    assert [s.key for s in PLAN.agenda] == [
        "opening",
        "leader_speaks",
        "people_speak",
        "bodies_answer",
        "centre_answers",
        "conclusion",
    ]


@rule("R-172", "R-232")
def test_the_director_signs_under_the_symbol_of_the_centre():
    assert PROFILE.symbol("plan").symbol == "/KH-TTPVHCC"
    assert PROFILE.signing[0].lines == ("GIÁM ĐỐC",)


@rule("R-201", "R-209", "C-15")
def test_customer_care_hosts_and_the_branches_keep_the_bridge_points():
    assert PROFILE.holder("host_office") == "Trung tâm Hỗ trợ và Chăm sóc khách hàng"
    assert PROFILE.holder("bridge_point") == "Các Chi nhánh"
    assert "điểm cầu trực tuyến" in PLAN.duties("department")[0]


def test_what_the_plan_does_not_say_is_not_invented():
    assert not PROFILE.unit.areas_confirmed
    assert (PROFILE.unit.email, PROFILE.unit.hotline) == ("", "")
