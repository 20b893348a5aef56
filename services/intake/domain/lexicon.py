"""The words of each kind (domain notes, part c). They only ever suggest; a person decides."""

from services.intake.domain.kinds import Kind
from services.intake.domain.signs import Sign

# Removed before anything is weighed: denials, questions about the procedure itself, names of laws.
NEUTRAL: tuple[str, ...] = (
    """
    (không|chưa|chẳng|chả|đừng)( phải| có| ý| ý định| hề| muốn| nhằm| định| là| để| tôi)*( đơn)* <either>( ai)?
    (luật|quyền|công tác|lĩnh vực|nơi|cách|mẫu|hồ sơ|thời hạn|thời hiệu|quy định)( về| viết| nộp| gửi| đơn)* <either>
    (thủ tục|trình tự|quy trình|hướng dẫn|nộp|gửi|tiếp nhận|giải quyết)( về| viết| nộp| giải quyết| việc| đơn)* <either>
    """,
    """
    muốn <kn> thì
    <kn><and> (thì )?(nộp|gửi|làm|viết|phải|cần|ở đâu|như thế nào|thế nào)
    """,
)

C, D, N = Kind.COMPLAINT, Kind.DENUNCIATION, Kind.NOT_PROCEDURE
OUT_OF_SCOPE: tuple[Sign, ...] = (
    # khiếu nại: a named decision, disagreement, one's own right, the wish to have it cancelled
    Sign(C, 2, "nêu một quyết định cụ thể", """
        (quyết định|thông báo|văn bản)( hành chính| kỷ luật)? số
        quyết định (xử phạt|thu hồi|cưỡng chế|bồi thường|kỷ luật|xử lý vi phạm)
        """),
    Sign(C, 2, "không đồng ý với quyết định hoặc cách giải quyết", """
        không (đồng ý|nhất trí|chấp nhận|đồng tình|tán thành) … <decision>
        không (đồng ý|nhất trí|chấp nhận) … (kết quả giải quyết|phương án bồi thường|mức bồi thường)
        """),
    Sign(C, 3, "đề nghị hủy, thu hồi hoặc xem xét lại quyết định", """
        <ask> … (hủy|huỷ|hủy bỏ|huỷ bỏ|thu hồi|bãi bỏ|rút lại|sửa) … <decision>
        <ask> … (xem xét|giải quyết) lại … (<decision>|mức bồi thường|việc thu hồi)
        """),
    Sign(C, 2, "cho rằng quyết định, hành vi trái pháp luật", """
        trái (pháp luật|luật|quy định của pháp luật)
        (không đúng|sai) (pháp luật|luật)
        """),
    Sign(C, 2, "cho rằng quyền lợi của chính mình bị xâm phạm", """
        (xâm phạm|xâm hại|ảnh hưởng|thiệt hại) … (quyền|lợi ích|quyền lợi) … (của tôi|gia đình tôi|hợp pháp)
        khôi phục quyền
        """),
    Sign(C, 2, "đòi bồi thường", "(yêu cầu|đề nghị|đòi|phải) … bồi thường"),
    Sign(C, 1, "nói đến cưỡng chế hoặc thu hồi", "cưỡng chế|thu hồi đất"),
    Sign(C, 3, "tự gọi là đơn khiếu nại", """
        <we>( xin| làm đơn| viết đơn| nay| tiếp tục| đã)* khiếu nại
        đơn khiếu nại|khiếu nại (quyết định|việc|hành vi|lần đầu|lần hai)
        giải quyết (đơn )?lần (đầu|hai|1|2)
        """),
    # tố cáo: an identifiable person or place, an unlawful act, the wish to have it handled
    Sign(D, 3, "báo về việc đưa, nhận hoặc đòi tiền", """
        (nhận|đòi|vòi|gợi ý|đưa) … (phong bì|hối lộ|tiền lót tay|tiền bồi dưỡng|tiền ngoài|tiền chạy)
        vòi (tiền|vĩnh)|(nhận|ăn|đưa) hối lộ|lót tay|ăn chặn|tham ô|tham nhũng
        """),
    Sign(D, 3, "báo về việc làm gian dối, trái phép hoặc bao che", """
        bao che|khai khống|kê khống|chiếm đoạt|trục lợi|bán đất trái thẩm quyền
        (giả mạo|làm giả) (hồ sơ|giấy tờ|chữ ký|con dấu)
        (lấn chiếm|chiếm|lấy|bán) (đất công|đất của thôn|đất của xã)
        (xây dựng|xây|lấn chiếm|kinh doanh|san lấp|đổ thải) trái phép
        """),
    Sign(D, 3, "đề nghị xử lý, điều tra một người hoặc cơ sở", """
        <ask> … (xử lý|điều tra|làm rõ|kỷ luật|khởi tố|cách chức|thanh tra|xác minh) … (<person>|<act>)
        """),
    Sign(D, 2, "nói có bằng chứng", """
        (có|kèm|kèm theo|còn|giữ)( cả| đầy đủ| băng| bản)* (ghi âm|clip|video|nhân chứng|bằng chứng|chứng cứ)
        """),
    Sign(D, 3, "xin giữ kín tên", """
        (giữ kín|giữ bí mật|xin giấu|giấu|đừng nêu|không nêu)( cho)?( tôi)? (tên|danh tính|họ tên)
        sợ (bị )?trả thù
        """),
    Sign(D, 4, "tự gọi là tố cáo", """
        <we>( xin| làm đơn| viết đơn| muốn| nay)* (tố cáo|tố giác)
        đơn tố cáo|(tố cáo|tố giác) (<person>|<act>|việc)
        """),
    Sign(D, 1, "nêu người có chức vụ kèm tên", """
        (ông|bà|anh|chị|đồng chí) … <office>
        <office> (tên|là ông|là bà)
        """),
    # not a procedure at all
    Sign(N, 3, "việc hạ tầng, vệ sinh, an ninh hằng ngày", """
        đèn (đường|chiếu sáng|cao áp)|ổ gà|ngập (nước|úng|lụt)|thoát nước|mất điện|cột điện|nước sạch|camera an ninh
        (đường|ngõ|vỉa hè)( làng| thôn| xóm)? (hỏng|xuống cấp|lầy lội|ngập|bị lún)
        (cống|rãnh) … (tắc|hỏng|bốc mùi)|rác( thải)? … (không|chưa|thối|bốc mùi|dọn|thu gom|đổ)
        tiếng ồn|karaoke|loa kéo|loa thùng|chó thả rông|cây xanh … (đổ|gãy|cắt tỉa)|sân bóng|trộm (chó|cắp)
        """),
    Sign(N, 3, "việc riêng giữa cá nhân", """
        (vay|nợ|đòi nợ|trả nợ) … (tiền|triệu|không trả)|cho vay|ly hôn
        hàng xóm … (chửi|cãi|lấn|đánh)|chồng tôi … (đánh|bỏ|ngoại tình)|chia (thừa kế|tài sản) … anh em
        """),
    Sign(N, 3, "lời khen, quảng cáo hoặc rao bán", """
        (xin|rất)( gửi lời)? (khen|biểu dương|cảm ơn) (các|cán bộ|lãnh đạo|chính quyền|anh|chị)
        cần bán|giảm giá|khuyến mãi|liên hệ mua|tuyển cộng tác viên
        """),
)  # fmt: skip
