"""The roles an officer can hold; one officer may hold several."""

from enum import StrEnum


class Role(StrEnum):
    """What an officer is in the house."""

    ADMIN = "admin"
    HOST_OFFICE = "host_office"
    LEADER = "leader"
    DEPARTMENT = "department"
    SECRETARY = "secretary"
    CLERK = "clerk"
    POINT_OPERATOR = "point_operator"


ROLE_WORDS: dict[Role, str] = {
    Role.ADMIN: "Quản trị",
    Role.HOST_OFFICE: "Văn phòng",
    Role.LEADER: "Lãnh đạo",
    Role.DEPARTMENT: "Cán bộ phòng, ban",
    Role.SECRETARY: "Thư ký hội nghị",
    Role.CLERK: "Văn thư",
    Role.POINT_OPERATOR: "Người vận hành điểm cầu",
}
