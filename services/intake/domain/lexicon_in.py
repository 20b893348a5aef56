"""The words that speak for the conference: questions, procedures, how they are settled, the plan's groups A to D."""

from services.intake.domain.kinds import Kind
from services.intake.domain.signs import Sign

F = Kind.IN_SCOPE
IN_SCOPE: tuple[Sign, ...] = (
    Sign(F, 2, "hỏi hoặc đề nghị hướng dẫn", """
        (xin|cho|muốn)( tôi| được| phép| gia đình tôi| em| cháu)* hỏi|hướng dẫn
        vì sao|tại sao|bao lâu|bao giờ|khi nào|như thế nào|thế nào|ở đâu|có phải|có cần|có được|cần (những )?giấy tờ
        """),
    Sign(F, 3, "nói về thủ tục, hồ sơ", """
        thủ tục|hồ sơ|giấy tờ|một cửa|dịch vụ công|vneid|giấy hẹn|giấy tiếp nhận|trả kết quả|bộ phận tiếp nhận
        biểu mẫu|tờ khai|lệ phí|biên lai|niêm yết|hành chính công|giấy phép|trích lục|sổ đỏ|sổ hồng|sổ hộ nghèo
        (giấy|đăng ký) (khai sinh|khai tử|kết hôn|xác nhận|phép|chứng nhận|kinh doanh)
        chứng thực|công chứng|sao y|hộ tịch|hộ khẩu|tạm trú|thường trú|căn cước|lý lịch tư pháp|hộ kinh doanh|mã số thuế
        trợ cấp|bảo hiểm y tế|bảo trợ xã hội|người có công|nghĩa vụ quân sự|sang tên|tách thửa|chuyển mục đích
        """),
    Sign(F, 2, "phản ánh chậm trễ, phiền hà khi làm thủ tục (nhóm A)", """
        chậm|quá hạn|trễ hẹn|sai hẹn|kéo dài|từ chối (nhận|tiếp nhận|làm)
        (đi lại|chờ|đợi|hẹn)( rất| phải)? (nhiều lần|lâu|mấy lần|cả buổi|cả ngày)
        sách nhiễu|phiền hà|gây khó|hách dịch|cáu gắt|thiếu tôn trọng|thái độ|nhũng nhiễu
        (đòi|bắt|yêu cầu)( phải)?( nộp| bổ sung| có)? thêm (giấy|hồ sơ|giấy tờ)
        """),
    Sign(F, 2, "kiến nghị, sáng kiến về quy định", """
        (kiến nghị|đề xuất|đề nghị|nên)( xã| phường| ubnd| cho| phép)* (rút ngắn|bỏ|giảm|đơn giản|bố trí|mở|tăng)
        (kiến nghị|đề xuất|đề nghị|nên)( xã| phường| ubnd)* (niêm yết|công khai|liên thông|làm|cho phép|cấp|trả)
        (quy định|mẫu) … (chưa hợp lý|không phù hợp|bất cập|rườm rà)
        """),
)  # fmt: skip
