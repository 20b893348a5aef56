"""The catalogue suggests, with reasons."""

from hashlib import sha256

import pytest

from services.routing.domain.people import Person, head_of
from services.routing.domain.suggestion import suggest
from services.routing.domain.text import freeze, hints
from shared.profiles import load_catalogue, load_profile
from tests.rules import rule

CASES = [
    ("Con tôi mới sinh, làm giấy khai sinh cần những giấy tờ gì?", "office", "own"),
    ("Con toi moi sinh, lam giay khai sinh can giay to gi", "office", "own"),
    ("Hồ sơ cấp giấy chứng nhận quyền sử dụng đất lần đầu quá hạn, vì sao chậm?", "economy", "own"),
    ("Tôi đăng ký thành lập hộ kinh doanh bán tạp hóa thì nộp ở đâu?", "economy", "own"),
    ("Mẹ tôi 80 tuổi, xin hỏi trợ cấp xã hội hằng tháng cho người cao tuổi", "culture_society", "own"),
    ("Cán bộ một cửa thái độ cáu gắt, bắt chờ lâu và đi lại nhiều lần", "service_point", "own"),
    ("Làm căn cước công dân cho con dưới 14 tuổi ở đâu?", "police", "other_body"),
]


@rule("R-106", "R-037")
@pytest.mark.parametrize(("text", "department", "authority"), CASES)
def test_the_department_is_found_from_the_words_people_use(text, department, authority):
    found = suggest(text, load_catalogue(), load_profile("phu-xuyen"))
    assert (found.department, found.authority) == (department, authority), found
    assert found.reasons and found.confidence in ("high", "medium", "low")


@rule("C-10")
def test_nothing_found_goes_to_the_host_office_and_says_so():
    found = suggest("xyz", load_catalogue(), load_profile("phu-xuyen"))
    assert (found.department, found.confidence) == ("office", "none") and "cần người phân loại" in found.reasons[0]


def test_no_restricted_department_is_ever_suggested():
    profile, catalogue = load_profile("phu-xuyen"), load_catalogue()
    restricted = {d.key for d in profile.departments if d.restricted}
    for procedure in catalogue.procedures:
        for words in (procedure.name, *procedure.keywords):
            found = suggest(words, catalogue, profile)
            assert found.department not in restricted and profile.department(found.department)


@rule("R-005", "R-045")
def test_what_the_city_decides_is_marked_as_over_authority():
    catalogue = load_catalogue()
    superior = {body.key for body in catalogue.bodies if body.authority == "superior"}
    procedure = next(p for p in catalogue.procedures if p.department in superior)
    found = suggest(f"{procedure.name} {' '.join(procedure.keywords)}", catalogue, load_profile("phu-xuyen"))
    assert found.authority == "superior" and "vượt thẩm quyền" in found.reasons[-1]


@rule("R-006", "R-066")
def test_the_head_of_the_department_is_named():
    people = [Person("Lan", "Công chức"), Person("Hùng", "Trưởng phòng Kinh tế"), Person("Mai", "Phó Trưởng phòng")]
    assert head_of(people, "Phòng Kinh tế") == "Hùng, Trưởng phòng Kinh tế"
    assert head_of([Person("Lan", "Công chức")], "Phòng Kinh tế") == "Lan, Công chức"
    assert head_of([], "Phòng Kinh tế") == "Người đứng đầu Phòng Kinh tế"


@rule("R-012")
def test_the_hash_is_of_the_utf8_bytes():
    assert freeze("ông/bà") == sha256("ông/bà".encode()).hexdigest()
    assert freeze("ông/bà") != freeze("ông/bà ")


@rule("R-144")
def test_hints_praise_a_concrete_answer_and_question_a_vague_one():
    asked = "Chứng thực bản sao nộp ở đâu, mất bao lâu?"
    good = "Ông/bà nộp bản chính tại Điểm Hỗ trợ Dịch vụ công số; chứng thực bản sao xong trong ngày, phí 2.000 đồng."
    assert all(hint.good for hint in hints(asked, good, "Điều 7 Nghị định 23/2015/NĐ-CP"))
    vague = hints(asked, "Đơn vị sẽ xem xét theo quy định hiện hành trong thời gian tới.", "")
    assert sum(not hint.good for hint in vague) >= 3
    assert hints(asked, " ", "") == ()
