"""The officers of the demo. They exist only where `DT_DEMO` is on."""

from typing import NamedTuple

PASSWORD = "doithoai2026"


class DemoAccount(NamedTuple):
    """One officer a newcomer can sign in as. `does` says in a few words what this person does here."""

    username: str
    full_name: str
    title: str
    roles: tuple[str, ...]
    department: str
    does: str


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
}  # fmt: skip
