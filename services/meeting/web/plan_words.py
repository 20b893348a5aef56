"""Short Vietnamese words of planning."""

from services.meeting.domain.plan_dates import Who

WHO = {
    Who.CITIZEN: ("info", "Người dân"),
    Who.OFFICE: ("neutral", "Văn phòng"),
    Who.LEADER: ("neutral", "Lãnh đạo"),
    Who.DEPARTMENT: ("neutral", "Phòng, ban, đơn vị"),
    Who.AREA: ("neutral", "Trưởng thôn, tổ trưởng"),
    Who.EVERYONE: ("good", "Mọi người"),
}
# What a chip in the month picture says.
SHORT = {
    "registration_opens": "Mở nhận phiếu",
    "registration_closes": "Hết hạn phiếu",
    "announcement": "Thông báo",
    "screened": "Phân loại xong",
    "assigned": "Phân công xong",
    "invitations": "Giấy mời",
    "programme": "Chương trình",
    "area_lists": "Danh sách dự",
    "answers_due": "Đủ câu trả lời",
    "compiled": "Tổng hợp",
    "conference": "Hội nghị",
    "result_published": "Công khai",
    "report_to_superior": "Báo cáo",
}
MODE = {
    "direct": ("Trực tiếp tại hội trường", "Người dân đến dự và đặt câu hỏi tại hội trường."),
    "hybrid": ("Trực tiếp kết hợp trực tuyến", "Hội trường và các điểm cầu cùng dự."),
    "online": ("Trực tuyến", "Chỉ họp qua các điểm cầu, khi không thể họp tại hội trường."),
    "written": ("Trả lời bằng văn bản", "Chỉ khi bất khả kháng không họp được trực tiếp hoặc trực tuyến."),
}
CAUSE = {"announced": "Công bố kế hoạch", "amended": "Thay đổi, thông báo lại"}
