"""The officers of the demo. They exist only where `DT_DEMO` is on."""

from typing import NamedTuple

PASSWORD = "doithoai2026"


class DemoAccount(NamedTuple):
    """One officer a newcomer can sign in as. `does` says in a few words what this person does here.

    `department` and `point` are keys of the unit's profile, or empty.
    """

    username: str
    full_name: str
    title: str
    roles: tuple[str, ...]
    department: str
    does: str
    point: str = ""


DEMO_ACCOUNTS: dict[str, tuple[DemoAccount, ...]] = {
    "phu-xuyen": (
        DemoAccount(
            "vanphong", "Lê Thị Hạnh", "Công chức Văn phòng", ("host_office", "secretary"), "office",
            "lập kế hoạch, nhận và phân loại phiếu, điều hành hội trường, biên bản",
        ),
        DemoAccount(
            "lanhdao", "Trần Minh Đức", "Phó Chủ tịch UBND xã", ("leader",), "",
            "duyệt phân công, duyệt câu trả lời, chủ trì",
        ),
        DemoAccount(
            "kinhte", "Phạm Văn Tuấn", "Công chức Phòng Kinh tế", ("department",), "economy",
            "soạn câu trả lời về đất đai, xây dựng, hộ kinh doanh",
        ),
        DemoAccount(
            "vanhoa", "Đỗ Thị Mai", "Công chức Phòng Văn hóa – Xã hội", ("department",), "culture_society",
            "soạn câu trả lời về lao động, người có công, bảo trợ, giáo dục",
        ),
        DemoAccount(
            "tuphap", "Vũ Thị Lan", "Công chức Tư pháp – Hộ tịch", ("department",), "office",
            "soạn câu trả lời về hộ tịch, chứng thực",
        ),
        DemoAccount(
            "dichvucong", "Ngô Quang Huy", "Viên chức Điểm Hỗ trợ Dịch vụ công số", ("department",), "service_point",
            "soạn câu trả lời về tiếp nhận, trả kết quả, nộp hồ sơ trực tuyến",
        ),
        DemoAccount(
            "thue", "Đặng Thị Thu", "Cán bộ Thuế cơ sở 19", ("department",), "tax",
            "soạn câu trả lời về thuế",
        ),
        DemoAccount(
            "congan", "Lương Văn Sơn", "Cán bộ Công an xã", ("department",), "police",
            "soạn câu trả lời về cư trú, căn cước",
        ),
        DemoAccount(
            "baohiem", "Tạ Thị Hoa", "Cán bộ BHXH khu vực", ("department",), "social_insurance",
            "soạn câu trả lời về bảo hiểm",
        ),
        DemoAccount(
            "quansu", "Phùng Đình Lực", "Trợ lý Ban Chỉ huy Quân sự", ("department",), "military",
            "soạn câu trả lời về nghĩa vụ quân sự",
        ),
        DemoAccount(
            "dichvu", "Trịnh Thị Yến", "Viên chức Trung tâm Dịch vụ tổng hợp", ("department",), "general_services",
            "soạn câu trả lời về truyền thanh, nhà văn hóa",
        ),
        DemoAccount(
            "vanthu", "Bùi Thị Ngọc", "Văn thư", ("clerk",), "",
            "nhập phiếu giấy, cấp số và phát hành thư trả lời",
        ),
        DemoAccount(
            "quantri", "Nguyễn Văn Quang", "Quản trị hệ thống", ("admin",), "",
            "tài khoản cán bộ, đơn vị, vận hành",
        ),
    ),
    "pvhcc-ha-noi": (
        DemoAccount(
            "cskh", "Nguyễn Thị Phương", "Viên chức TT Hỗ trợ và Chăm sóc khách hàng",
            ("host_office", "secretary"), "support",
            "lập kế hoạch, nhận và phân loại phiếu, điều hành hội trường và các điểm cầu",
        ),
        DemoAccount(
            "phogiamdoc", "Đào Quang Vinh", "Phó Giám đốc Trung tâm", ("leader",), "",
            "duyệt phân công, duyệt câu trả lời, chủ trì",
        ),
        DemoAccount(
            "hoitruong", "Hồ Ngọc Sơn", "Kỹ thuật Hội trường", ("point_operator",), "",
            "vận hành hình, tiếng tại Hội trường", "hall",
        ),
        DemoAccount(
            "chinhanh1", "Lại Thị Hiền", "Viên chức Chi nhánh số 1", ("point_operator",), "",
            "vận hành điểm cầu Chi nhánh số 1", "chi-nhanh-1",
        ),
        DemoAccount(
            "chinhanh2", "Kiều Văn Đạt", "Viên chức Chi nhánh số 2", ("point_operator",), "",
            "vận hành điểm cầu Chi nhánh số 2", "chi-nhanh-2",
        ),
        DemoAccount(
            "chinhanh3", "Chu Thị Thơm", "Viên chức Chi nhánh số 3", ("point_operator",), "",
            "vận hành điểm cầu Chi nhánh số 3", "chi-nhanh-3",
        ),
        DemoAccount(
            "chinhanh", "Phan Đình Long", "Đầu mối các Chi nhánh", ("department",), "branches",
            "soạn câu trả lời về tiếp nhận, trả kết quả tại chi nhánh",
        ),
        DemoAccount(
            "taicautruc", "Thái Thị Quyên", "Chuyên viên Phòng Tái cấu trúc và Tổ chức bộ phận một cửa",
            ("department",), "restructuring",
            "soạn câu trả lời về quy trình, thành phần hồ sơ",
        ),
        DemoAccount(
            "hethong", "Tô Minh Tuấn", "Kỹ sư TT Quản trị hệ thống", ("department",), "systems",
            "soạn câu trả lời về dịch vụ công trực tuyến",
        ),
        DemoAccount(
            "vanphongtp", "Đoàn Thị Nga", "Chuyên viên Văn phòng Trung tâm", ("department",), "office",
            "soạn câu trả lời về phí, lệ phí, biên lai",
        ),
        DemoAccount(
            "sotaichinh", "Bùi Thu Trang", "Chuyên viên Sở Tài chính", ("department",), "city_finance",
            "soạn câu trả lời về đăng ký doanh nghiệp",
        ),
        DemoAccount(
            "soxaydung", "Mạc Văn Hưng", "Chuyên viên Sở Xây dựng", ("department",), "city_construction",
            "soạn câu trả lời về giấy phép xây dựng",
        ),
        DemoAccount(
            "sonnmt", "Lương Thị Xuân", "Chuyên viên Sở Nông nghiệp và Môi trường",
            ("department",), "city_agriculture_environment",
            "soạn câu trả lời về đất đai",
        ),
        DemoAccount(
            "vanthutp", "Hà Thị Sen", "Văn thư Trung tâm", ("clerk",), "",
            "nhập phiếu giấy, cấp số và phát hành thư trả lời",
        ),
        DemoAccount(
            "quantritp", "Vũ Đức Anh", "Quản trị hệ thống", ("admin",), "",
            "tài khoản cán bộ, đơn vị, vận hành",
        ),
    ),
}  # fmt: skip
