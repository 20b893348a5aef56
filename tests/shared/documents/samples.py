"""Documents of the kinds we print, with the content of the plans."""

from datetime import date

from shared.documents.blocks import (
    Heading,
    KeyValue,
    LegalBasis,
    Quote,
    Table,
    bold,
    bullets,
    italic,
    paragraph,
)
from shared.documents.form import registration_form
from shared.documents.letters import CoverRow, cover_list
from shared.documents.model import (
    DRAFT_MARK,
    Addressee,
    Annex,
    Document,
    Letterhead,
    Number,
    Qr,
    Signature,
)

PHU_XUYEN = Letterhead(None, ("Ủy ban nhân dân", "xã Phú Xuyên"), "Phú Xuyên")
LANG = Letterhead(None, ("Ủy ban nhân dân", "phường Láng"), "Láng")
CENTRE = Letterhead("Ủy ban nhân dân thành phố Hà Nội", ("Trung tâm Phục vụ", "hành chính công"), "Hà Nội")
DEPUTY = Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thành Chung")


def answer() -> Document:
    return Document(
        subject="trả lời kiến nghị của công dân về thủ tục cấp Giấy chứng nhận quyền sử dụng đất",
        letterhead=LANG,
        number=Number("7", "UBND-VP"),
        date=date(2026, 2, 5),
        addressees=(Addressee("Ông Nguyễn Văn An", "Địa chỉ: số 12, ngõ 91 phố Láng, phường Láng, thành phố Hà Nội"),),
        blocks=(
            paragraph(
                "Ủy ban nhân dân phường Láng nhận được Phiếu đăng ký tham gia đối thoại mã số DT-2026-0042 của "
                "Ông gửi "
                "ngày 20 tháng 01 năm 2026, trong đó có nội dung:"
            ),
            Quote(
                "Tôi nộp hồ sơ cấp Giấy chứng nhận từ tháng 9/2025, đến nay đã quá hạn 02 tháng nhưng chưa nhận "
                "được kết "
                "quả. Đề nghị UBND phường cho biết vì sao chậm?\nNgoài ra bộ phận một cửa yêu cầu nộp thêm giấy tờ."
            ),
            paragraph("Sau khi xem xét, Ủy ban nhân dân phường Láng trả lời như sau:"),
            Heading(2, "1. Về thời hạn giải quyết"),
            paragraph(
                "Theo quy định tại Điều 13 Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ, "
                "thời hạn "
                "giải quyết là 20 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ. Hồ sơ của Ông quá hạn do chậm "
                "phối hợp "
                "xác nhận nguồn gốc đất. UBND phường đã chỉ đạo và gửi thư xin lỗi ngày 28 tháng 01 năm 2026."
            ),
            Heading(2, "2. Về giấy tờ yêu cầu bổ sung"),
            paragraph("Yêu cầu nộp thêm giấy tờ ngoài thành phần hồ sơ là không đúng quy định:"),
            bullets("Ông không phải nộp thêm giấy tờ nào", "Kết quả được trả trước ngày 20 tháng 02 năm 2026"),
            paragraph(
                "Trên đây là nội dung trả lời của Ủy ban nhân dân phường Láng. Trường hợp cần trao đổi thêm, đề "
                "nghị Ông "
                "liên hệ Văn phòng HĐND và UBND phường, điện thoại 02438354321. Trân trọng."
            ),
        ),
        recipients=("Như trên", "Chủ tịch UBND phường (để b/c)", "Phòng KT, HT&ĐT", "Lưu: VT, VP"),
        signatures=(DEPUTY,),
        qr=Qr("https://doithoai.example/tra-cuu?ma=DT-2026-0042", "Quét mã để tra cứu câu trả lời. Mã: DT-2026-0042"),
    )


def plan() -> Document:
    return Document(
        kind="Kế hoạch",
        subject="Tổ chức Hội nghị đối thoại giữa Lãnh đạo UBND xã với người dân, tổ chức và doanh nghiệp về thủ tục "
        "hành chính và giải quyết thủ tục hành chính năm 2026 trên địa bàn xã Phú Xuyên",
        letterhead=PHU_XUYEN,
        number=Number(None, "KH-UBND"),
        year=2026,
        watermark=DRAFT_MARK,
        blocks=(
            LegalBasis(
                (
                    "Căn cứ Luật Tổ chức chính quyền địa phương",
                    "Căn cứ Quyết định số 1740/QĐ-UBND ngày 13 tháng 02 năm 2026 của UBND xã Phú Xuyên về việc ban "
                    "hành "
                    "Kế hoạch cải cách hành chính nhà nước năm 2026;",
                    "Căn cứ Kế hoạch số 98a/KH-UBND ngày 27 tháng 02 năm 2026 của UBND xã;",
                )
            ),
            paragraph("UBND xã xây dựng Kế hoạch tổ chức hội nghị đối thoại, cụ thể như sau:"),
            Heading(1, "I. Mục đích, yêu cầu"),
            Heading(2, "1. Mục đích"),
            bullets(
                "Cung cấp thông tin và tuyên truyền, giải thích chủ trương, chính sách của Đảng, pháp luật của "
                "Nhà nước "
                "về thủ tục hành chính, giải quyết thủ tục hành chính trên địa bàn xã. Đồng thời, tăng cường "
                "mối quan hệ "
                "giữa cơ quan nhà nước với nhân dân, phát huy quyền của nhân dân được tham gia góp ý trực tiếp.",
                "Nâng cao vai trò, trách nhiệm của người đứng đầu cơ quan, đơn vị, công chức kiểm soát thủ tục "
                "hành chính.",
            ),
            Heading(2, "2. Yêu cầu"),
            bullets(
                "Việc tổ chức đối thoại phải bảo đảm tính dân chủ, công khai, minh bạch, khách quan, diễn ra "
                "theo tinh "
                "thần thẳng thắn, trung thực, cởi mở, hợp tác, xây dựng, phát huy quyền làm chủ của nhân dân."
            ),
            Heading(1, "II. Nội dung thực hiện"),
            Heading(2, "1. Nội dung đối thoại"),
            Heading(3, "a) Những vướng mắc cụ thể trong thực hiện TTHC"),
            paragraph(
                "Do hành vi chậm trễ, gây phiền hà hoặc không thực hiện, thực hiện không đúng quy định hành "
                "chính của cơ "
                "quan, cán bộ, công chức nhà nước như: từ chối thực hiện, kéo dài thời gian thực hiện TTHC."
            ),
            paragraph(
                bold("* Chú ý: "), italic("Hội nghị không đối thoại những nội dung liên quan đến khiếu nại, tố cáo.")
            ),
            Heading(2, "2. Thời gian và địa điểm"),
            KeyValue(
                (
                    ("Thời gian", "14 giờ 00, thứ Năm, ngày 26 tháng 11 năm 2026"),
                    ("Địa điểm", "Hội trường tầng 2 Đảng ủy xã Phú Xuyên"),
                )
            ),
            paragraph("Phiếu đăng ký gửi về:"),
            bullets(
                "UBND xã Phú Xuyên: thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội",
                "Email: ubnd_phuxuyen@hanoi.gov.vn",
                mark="+",
            ),
            Heading(1, "III. Tổ chức thực hiện"),
            Table(
                ("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"),
                (
                    (
                        "1",
                        "Tiếp nhận, tổng hợp, phân loại nội dung đăng ký đối thoại",
                        "Văn phòng HĐND và UBND",
                        "16/11/2026",
                    ),
                    ("2", "Tuyên truyền trên hệ thống đài truyền thanh", "Phòng Văn hóa - Xã hội", "20/11/2026"),
                ),
                (0.5, 3, 2, 1.2),
                "cllc",
            ),
            paragraph(
                "UBND xã yêu cầu các phòng, ban, cơ quan, đơn vị nghiêm túc triển khai, thực hiện. Trong quá "
                "trình thực "
                "hiện nếu có khó khăn, vướng mắc kịp thời phản ánh về Văn phòng HĐND và UBND xã để tổng hợp báo cáo "
                "UBND xã xem xét, quyết định./."
            ),
        ),
        recipients=(
            "Thường trực Đảng ủy xã (để b/c);",
            "Thường trực HĐND xã (để b/c);",
            "Chủ tịch, các Phó Chủ tịch UBND xã;",
            "Các phòng, ban, ngành xã;",
            "Trung tâm Dịch vụ tổng hợp xã;",
            "Lưu: VT.",
        ),
        signatures=(DEPUTY,),
        annexes=(
            Annex(
                "Phụ lục I",
                "DANH MỤC LĨNH VỰC ĐỐI THOẠI",
                "(Kèm theo Kế hoạch số        /KH-UBND ngày     tháng     năm 2026 của UBND xã Phú Xuyên)",
                (
                    Table(
                        ("TT", "Lĩnh vực", "Đơn vị phụ trách", "Cán bộ đầu mối", "Thư điện tử"),
                        (
                            ("1", "Đất đai", "Phòng Kinh tế", "Lê Thị Bích", "kinhte_phuxuyen@hanoi.gov.vn"),
                            (
                                "2",
                                "Hộ tịch, chứng thực",
                                "Văn phòng HĐND và UBND",
                                "Trần Văn Cường",
                                "vanphong_phuxuyen@hanoi.gov.vn",
                            ),
                        ),
                        (0.4, 2, 2, 1.5, 2),
                        "cllll",
                    ),
                ),
                landscape=True,
            ),
        ),
    )


def minutes() -> Document:
    return Document(
        kind="Biên bản",
        subject="Hội nghị đối thoại về thủ tục hành chính 6 tháng cuối năm 2026",
        letterhead=PHU_XUYEN,
        number=Number("3", "BB-UBND"),
        date=date(2026, 11, 26),
        dated=False,
        blocks=(
            KeyValue(
                (
                    ("Thời gian bắt đầu", "14 giờ 00 ngày 26 tháng 11 năm 2026"),
                    ("Địa điểm", "Hội trường tầng 2 Đảng ủy xã Phú Xuyên"),
                    ("Chủ trì", "Ông Nguyễn Thành Chung, Phó Chủ tịch UBND xã"),
                    ("Thư ký", "Bà Lê Thị Bích, công chức Văn phòng HĐND và UBND xã"),
                )
            ),
            Heading(1, "I. Thành phần tham dự"),
            bullets("Có mặt: 86 đại biểu", "Vắng: 02 đại biểu (có lý do)"),
            Heading(1, "II. Diễn biến hội nghị"),
            Heading(2, "1. Ý kiến của bà Trần Thị Hoa, thôn Thao Chính"),
            Quote("Thủ tục đăng ký khai sinh liên thông mất bao lâu?"),
            paragraph("Văn phòng HĐND và UBND xã trả lời tại chỗ: 04 ngày làm việc."),
            Heading(1, "III. Kết luận"),
            paragraph(
                "Chủ trì tiếp thu các ý kiến. Biên bản đã được đọc lại cho các thành phần tham dự cùng nghe và "
                "nhất trí. "
                "Hội nghị kết thúc vào 16 giờ 45 cùng ngày."
            ),
        ),
        recipients=("Thường trực Đảng ủy (để b/c)", "Lưu: VT, hồ sơ"),
        signatures=(
            Signature(("THƯ KÝ",), "Lê Thị Bích"),
            Signature(("CHỦ TRÌ", "PHÓ CHỦ TỊCH UBND XÃ"), "Nguyễn Thành Chung"),
        ),
    )


def invitation() -> Document:
    return Document(
        kind="Giấy mời",
        subject="Dự Hội nghị đối thoại về thủ tục hành chính năm 2026",
        letterhead=CENTRE,
        number=Number("98a", "GM-TTPVHCC"),
        date=date(2026, 11, 16),
        addressees=(
            Addressee("Văn phòng UBND Thành phố"),
            Addressee("Các chi nhánh Trung tâm Phục vụ hành chính công"),
            Addressee("Ông Phạm Văn Dũng, tổ dân phố số 5"),
        ),
        blocks=(
            paragraph(
                "Trung tâm Phục vụ hành chính công Thành phố trân trọng kính mời Quý vị tới dự Hội nghị đối thoại:"
            ),
            KeyValue(
                (
                    ("Thời gian", "08 giờ 30, thứ Năm, ngày 26 tháng 11 năm 2026"),
                    ("Địa điểm", "Hội trường tầng 3, số 258 Võ Chí Công"),
                    ("Chủ trì", "Giám đốc Trung tâm"),
                )
            ),
            paragraph("Rất mong Quý vị thu xếp thời gian dự Hội nghị đúng giờ. ", italic("Xin cảm ơn.")),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signatures=(Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Vũ Thị Hằng"),),
    )


def form() -> Document:
    return registration_form(
        unit="UBND xã Phú Xuyên",
        return_address="Thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội",
        return_email="ubnd_phuxuyen@hanoi.gov.vn",
        leader="Lãnh đạo UBND xã",
        place="Phú Xuyên",
        year=2026,
    )


def cover() -> Document:
    return cover_list(
        PHU_XUYEN,
        "01/2026",
        date(2026, 12, 3),
        [
            CoverRow(
                "45/UBND-VP",
                "Ông Nguyễn Văn An",
                "Số 12, thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội",
                "RV123456789VN",
            ),
            CoverRow(
                "46/UBND-VP",
                "Bà Trần Thị Hoa",
                "Thôn Đại Nam, xã Phú Xuyên, thành phố Hà Nội",
                "RV123456790VN",
                "Báo phát",
            ),
            CoverRow(
                "47/UBND-VP",
                "Công ty TNHH Thương mại và Dịch vụ Phú Minh",
                "Thôn Vân Từ, xã Phú Xuyên, thành phố Hà Nội",
            ),
        ],
    )


SAMPLES = {
    "answer": answer,
    "plan": plan,
    "minutes": minutes,
    "invitation": invitation,
    "form": form,
    "cover": cover,
}
