"""The profile says what the plan of xã Phú Xuyên says."""

from datetime import time

from shared.profiles import load_profile
from tests.rules import rule

PROFILE = load_profile("phu-xuyen")
PLAN = PROFILE.plan
RULES = PROFILE.rules


@rule("R-075", "C-28")
def test_one_plan_has_a_session_in_june_and_one_in_november():
    assert [(s.year, s.month) for s in PLAN.sessions] == [(2026, 6), (2026, 11)]


@rule("R-076")
def test_the_session_is_held_in_the_hall_of_the_party_committee():
    assert PLAN.venue.name == "Hội trường tầng 2 Đảng ủy xã Phú Xuyên"


@rule("R-077", "R-078", "R-079", "R-080", "R-081", "R-082", "R-083", "R-084")
def test_every_group_of_the_plan_is_on_the_invitation_list():
    assert [i.key for i in PLAN.invitees] == [
        "city_service_centre",
        "party_council",
        "chair",
        "front",
        "departments",
        "external_bodies",
        "press",
        "area_heads",
        "people",
    ]


def test_two_persons_of_each_area_are_invited_through_its_head():
    people = PLAN.invitees[-1]
    assert (people.per_area, people.through) == (2, "area_leader")
    assert [i.per_area for i in PLAN.invitees[:-1]] == [0] * 8


@rule("R-079", "C-08")
def test_the_chair_is_the_chairman_or_a_deputy():
    assert PLAN.chair_titles == ("Chủ tịch UBND xã", "Phó Chủ tịch UBND xã")


@rule("R-082")
def test_bodies_outside_the_committee_can_be_assigned():
    outside = {d.key: d.name for d in PROFILE.departments if d.kind == "external"}
    assert outside == {
        "police": "Công an xã Phú Xuyên",
        "tax": "Thuế cơ sở 19 thành phố Hà Nội",
        "social_insurance": "Bảo hiểm xã hội khu vực Phú Xuyên",
    }


@rule("C-02", "C-03")
def test_registration_closes_ten_calendar_days_before():
    closes = RULES.registration.closes
    assert (closes.n, closes.unit, closes.direction, closes.start) == (10, "calendar", "before", "conference")
    assert RULES.registration.mode == "offset"
    assert RULES.registration.close_words == "trước 10 ngày diễn ra buổi đối thoại"
    assert RULES.registration.opens.start == "plan_published"


@rule("C-03", "C-04")
def test_a_limit_that_falls_on_a_day_off_favours_the_citizen_and_binds_us():
    assert RULES.registration.closes.roll == "later"
    ours = [r for r in vars(RULES.around).values() if r.direction == "before"]
    assert {r.roll for r in ours} == {"earlier"}
    assert {r.unit for r in ours} == {"working", "calendar"}


@rule("R-090", "R-091")
def test_the_form_comes_back_to_the_address_the_mailbox_and_the_hotline_of_the_plan():
    unit = PROFILE.unit
    assert unit.address == "thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội"
    assert (unit.email, unit.hotline) == ("ubnd_phuxuyen@hanoi.gov.vn", "02433791827")
    assert unit.address in PROFILE.form.note
    assert unit.email in PROFILE.form.note


def test_the_counter_keeps_office_hours_and_the_web_does_not():
    assert "từ thứ 2 đến thứ 6 hàng tuần trong giờ hành chính" in RULES.registration.window_words
    assert [(h.opens, h.closes) for h in PROFILE.unit.office_hours] == [
        (time(8), time(12)),
        (time(13), time(17)),
    ]
    assert RULES.registration.electronic_24x7.enabled


def test_a_department_has_five_calendar_days_from_the_assignment():
    deadline, cap = RULES.answer.deadline, RULES.answer.cap
    assert (deadline.n, deadline.unit, deadline.start) == (5, "calendar", "assignment_received")
    assert (cap.n, cap.unit, cap.direction, cap.start) == (2, "working", "before", "conference")
    assert not deadline.is_default
    assert cap.is_default


def test_late_forms_are_answered_in_writing_and_walk_ins_are_heard():
    assert RULES.registration.late_policy.value == "written_answer"
    assert RULES.registration.walk_in.enabled


@rule("C-23")
def test_results_are_published_within_ten_days_and_reported_within_fifteen():
    published, report = RULES.around.result_published, RULES.around.report_to_superior
    assert [(r.n, r.unit, r.direction) for r in (published, report)] == [
        (10, "calendar", "after"),
        (15, "calendar", "after"),
    ]


@rule("R-099", "R-100")
def test_the_programme_has_the_six_steps_of_the_plan_in_order():
    assert [s.key for s in PLAN.agenda] == [
        "opening",
        "focus",
        "control_report",
        "people_speak",
        "bodies_answer",
        "conclusion",
    ]
    assert "cử thư ký ghi biên bản" in PLAN.agenda[0].words
    assert [s.holder for s in PLAN.agenda] == ["host_office", "chair", "host_office", "people", "department", "chair"]
    assert [s.takes_questions for s in PLAN.agenda] == [False, False, False, True, True, False]


@rule("R-070", "R-071", "R-072", "R-073")
def test_the_register_knows_the_content_groups_of_the_plan():
    assert [c.code for c in PLAN.contents] == ["A", "A1", "A2", "A3", "A4", "A5", "A6", "B", "C", "D"]


@rule("R-063")
def test_a_document_number_may_carry_a_letter():
    assert any("98a/KH-UBND" in basis for basis in PLAN.legal_basis)


@rule("R-125")
def test_a_deputy_signs_for_the_chairman_and_no_name_is_preset():
    lines = {s.key: s.lines for s in PROFILE.signing}
    assert lines[PROFILE.symbol("plan").signing] == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_every_duty_of_the_plan_has_a_holder():
    for role in ("host_office", "department", "communications", "front"):
        assert PLAN.duties(role)
        assert PROFILE.holder(role)


def test_the_typing_mistakes_of_the_plan_are_mended():
    text = PROFILE.model_dump_json()
    for mistake in ("chuyên nội dung", "CỘNG HOÀ", "UBND_phuxuyen", "**", "Mặt trận tổ quốc"):
        assert mistake not in text
