"""What the words of a text suggest. The table holds sentences as people write them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.kinds import Kind
from services.intake.domain.suggestion import suggest
from shared.vietnamese import fold
from tests.rules import rule

IN_SCOPE = (
    "Tôi nộp hồ sơ cấp sổ đỏ từ tháng 3 đến nay quá hạn 2 tháng chưa được trả kết quả, xin hỏi vì sao chậm?",
    "Đề nghị niêm yết công khai thủ tục tại Điểm Hỗ trợ Dịch vụ công.",
    "Đề nghị rút ngắn thời gian giải quyết thủ tục đăng ký khai sinh liên thông.",
    "Toi nop ho so xin cap giay phep xay dung da qua han, xin hoi bao gio co ket qua?",
    "Quy định về mẫu tờ khai rườm rà, kiến nghị bỏ bớt mục.",
    "So với tiền lương thì lệ phí chứng thực là cao, xin hỏi có được giảm không?",
    "Hộ kinh doanh của tôi muốn đổi tên thì làm ở đâu?",
    "Gia đình tôi bị thu hồi đất, xin hỏi thủ tục nhận tiền bồi thường?",
    "Đề nghị giải quyết dứt điểm hồ sơ chuyển mục đích sử dụng đất của gia đình tôi.",
    "Tôi có hai số căn cước trên giấy tờ cũ và mới, có phải đính chính giấy khai sinh cho con không?",
    "Nhận thông báo bổ sung hồ sơ qua VNeID nhưng không đăng nhập được, hướng dẫn giúp.",
    "Thủ tục xin phép đào đường đặt cống thoát nước trước nhà nộp ở đâu?",
    "Tôi ở xa, xin được nhận kết quả chứng thực qua bưu điện, lệ phí thế nào?",
)
GROUP_A = (
    "Cán bộ tiếp nhận yêu cầu thêm giấy tờ ngoài quy định, gây phiền hà, đi lại nhiều lần.",
    "Cán bộ sách nhiễu khi tôi làm giấy xác nhận tình trạng hôn nhân, thái độ thiếu tôn trọng.",
    "Công chức địa chính hẹn nhiều lần không giải quyết, đề nghị xã xem xét.",
    "Bộ phận một cửa từ chối nhận hồ sơ mà không nói lý do.",
    "Đề nghị xem lại thái độ của người hướng dẫn ở bàn số 2, nói năng cáu gắt với người già.",
)
DENIALS = (
    "Tôi không khiếu nại ai, chỉ xin hỏi thủ tục tách thửa cần giấy tờ gì.",
    "Đây không phải là tố cáo, tôi chỉ phản ánh thái độ hách dịch của cán bộ một cửa.",
    "Tôi chưa muốn khiếu nại, mong xã giải thích vì sao hồ sơ bị từ chối tiếp nhận.",
    "Tôi không có ý định tố cáo hay khiếu nại, chỉ mong được trả kết quả đúng hẹn.",
    "Toi khong khieu nai, chi xin hoi vi sao ho so cham.",
)
ABOUT_THE_PROCEDURE = (
    "Xin hỏi thủ tục khiếu nại lần đầu nộp ở đâu, thời hạn bao lâu?",
    "Cho tôi hỏi trình tự tố cáo được quy định thế nào?",
    "Tôi muốn khiếu nại thì nộp đơn ở đâu, có cần giấy tờ gì?",
    "Thủ tục giải quyết khiếu nại, tố cáo niêm yết ở đâu?",
    "Mẫu đơn khiếu nại lấy ở đâu?",
)
COMPLAINTS = (
    "Tôi không đồng ý với Quyết định số 125/QĐ-UBND thu hồi đất của gia đình tôi, đề nghị hủy quyết định này vì trái "
    "pháp luật.",
    "Đơn khiếu nại: đề nghị xem xét lại quyết định xử phạt vi phạm hành chính số 15, xâm phạm quyền lợi hợp pháp của "
    "tôi.",
    "Gia đình tôi không nhất trí với phương án bồi thường, yêu cầu bồi thường thêm và thu hồi Thông báo số 40.",
    "Tôi làm đơn khiếu nại lần hai về việc cưỡng chế nhà tôi.",
    "Toi khong dong y voi quyet dinh so 12/QD-UBND, de nghi huy quyet dinh va boi thuong cho gia dinh toi.",
    "Quyết định kỷ luật số 8 đối với tôi là sai luật, yêu cầu thu hồi quyết định và khôi phục quyền lợi.",
)
DENUNCIATIONS = (
    "Ông Nguyễn Văn A cán bộ địa chính nhận phong bì 5 triệu của tôi, tôi có ghi âm, đề nghị xử lý nghiêm ông A.",
    "Tôi tố cáo bà B trưởng thôn khai khống danh sách hộ nghèo.",
    "Xin giữ kín tên tôi: cán bộ ở một cửa vòi tiền mới làm sổ, có clip.",
    "Cán bộ thôn lấy đất công bán cho người nhà, đề nghị điều tra làm rõ sai phạm của ông trưởng thôn.",
    "Cửa hàng cạnh nhà tôi xây dựng trái phép, đề nghị xử lý cơ sở này.",
    "De nghi dieu tra ong truong thon ve viec khai khong tien ho tro, toi co ghi am.",
)
NOT_PROCEDURE = (
    "Đèn đường ngõ nhà tôi hỏng ba tháng nay không ai sửa.",
    "Đường thôn ổ gà, mưa là ngập nước.",
    "Nhà hàng xóm hát karaoke loa kéo suốt đêm.",
    "Ông H vay tiền của tôi không trả, nhờ xã đòi giúp.",
    "Rất cảm ơn các anh chị đã tận tình.",
)


@rule("R-016", "R-074", "C-10")
@pytest.mark.parametrize("text", IN_SCOPE + GROUP_A + DENIALS + ABOUT_THE_PROCEDURE)
def test_questions_delay_attitude_denials_and_questions_about_the_procedure_stay_in_scope(text: str) -> None:
    assert suggest(text).kind is Kind.IN_SCOPE


@rule("R-016", "C-10")
@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_named_decision_and_the_wish_to_cancel_it_suggest_a_complaint(text: str) -> None:
    suggestion = suggest(text)
    assert suggestion.kind is Kind.COMPLAINT and suggestion.reasons


@rule("R-016", "C-27")
@pytest.mark.parametrize("text", DENUNCIATIONS)
def test_a_person_an_unlawful_act_and_the_wish_to_handle_it_suggest_a_denunciation(text: str) -> None:
    suggestion = suggest(text)
    assert suggestion.kind is Kind.DENUNCIATION and suggestion.reasons


@rule("R-073")
@pytest.mark.parametrize("text", NOT_PROCEDURE)
def test_lamps_debts_and_praise_are_no_procedure(text: str) -> None:
    assert suggest(text).kind is Kind.NOT_PROCEDURE


@pytest.mark.parametrize("text", ["", "ok", "...", "a b", "123 456 789"])
def test_a_text_too_short_to_understand_says_so(text: str) -> None:
    assert suggest(text).kind is Kind.UNREADABLE


@pytest.mark.parametrize("text", ["khiếu nại", "Khiếu nại tố cáo.", "Nội dung: tố cáo"])
def test_the_bare_word_alone_proves_nothing(text: str) -> None:
    assert suggest(text).kind in (Kind.IN_SCOPE, Kind.UNREADABLE)


def test_a_complaint_with_a_question_inside_is_marked_for_splitting() -> None:
    assert suggest(COMPLAINTS[0] + " Ngoài ra xin hỏi thủ tục cấp lại sổ đỏ cần giấy tờ gì?").mixed


@pytest.mark.parametrize("text", GROUP_A + COMPLAINTS + DENUNCIATIONS)
def test_typing_without_tones_changes_no_kind(text: str) -> None:
    assert suggest(fold(text)).kind is suggest(text).kind


def test_one_sign_of_a_denunciation_only_raises_doubt() -> None:
    suggestion = suggest("Tôi nộp hồ sơ ở một cửa, cán bộ vòi vĩnh mới giải quyết.")
    assert suggestion.kind is Kind.IN_SCOPE and not suggestion.sure


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_some_suggestion(text: str) -> None:
    assert suggest(text).kind in Kind


@pytest.mark.parametrize("piece", ["đề nghị ", "không khiếu nại ", "của tôi ", "khiếu nại, tố cáo ", "xã phường "])
def test_a_hostile_text_costs_little(piece: str) -> None:
    started = time.perf_counter()
    suggest(piece * (8000 // len(piece)))
    assert time.perf_counter() - started < 5
