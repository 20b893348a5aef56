"""The people of a scripted conference, made from a seed: who writes how, when, about what, and what becomes of it."""

import random
from dataclasses import dataclass, field
from enum import StrEnum

NAMES = (
    "Nguyễn Thị Hồng",
    "Trần Văn Đoàn",
    "Lê Quang Huy",
    "Phạm Thị Mơ",
    "Đỗ Đức Thắng",
    "Vũ Ngọc Ánh",
    "Bùi Văn Tới",
)
AREAS = ("thôn Thao Chính", "thôn Phú Gia", "thôn Mỹ Lâm", "thôn Đại Nam", "thôn Cổ Chế", "xóm Bãi", "xóm Cầu")
MATTERS = (
    "Tôi nộp hồ sơ cấp đổi giấy phép xây dựng đã hai mươi ngày mà chưa có hẹn trả. Xin hỏi thời hạn là bao lâu?",
    "Tôi muốn làm khai sinh cho cháu trên mạng thì cần những giấy tờ gì và nộp ở đâu?",
    "Đề nghị Điểm Hỗ trợ Dịch vụ công số kê thêm ghế chờ và có bàn ưu tiên cho người cao tuổi.",
    "Thủ tục đăng ký hộ kinh doanh qua mạng bị báo lỗi ở bước ký số. Xin hướng dẫn cách làm.",
    "Chứng thực bản sao phải chờ lâu vào sáng thứ Hai. Đề nghị niêm yết thời gian trả kết quả.",
)


class Fate(StrEnum):
    """What the officers do with a form's questions."""

    ACCEPTED = "accepted"
    TURNED_AWAY = "turned_away"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Person:
    """One form. `comes`: is in the hall; a late one never is. An empty `email` means the answer goes by post."""

    number: int
    channel: str  # web, paper, hotline, walk_in
    email: str
    is_late: bool
    comes: bool
    texts: tuple[str, ...]
    fate: Fate

    @property
    def full_name(self) -> str:
        return f"{NAMES[self.number % len(NAMES)]} {self.number}"

    @property
    def area(self) -> str:
        return AREAS[self.number % len(AREAS)]

    def fields(self) -> dict[str, str]:
        """As typed on the form."""
        return {
            "full_name": self.full_name,
            "address": f"Số nhà {self.number}, {self.area}, xã Phú Xuyên, thành phố Hà Nội",
            "email": self.email,
            "content_tthc": self.texts[0],
            "content_settlement": self.texts[1] if len(self.texts) > 1 else "",
            "attend": "yes" if self.comes else "no",
            "publish_name": "no",
        }


@dataclass(frozen=True)
class Town:
    """`count` forms and some who stand up in the hall."""

    people: list[Person] = field(default_factory=list)
    walk_ins: list[Person] = field(default_factory=list)

    @classmethod
    def of(cls, count: int, chance: random.Random) -> "Town":
        people = [_person(number, chance) for number in range(1, count + 1)]
        walk_ins = [_walk_in(count + n, chance) for n in range(1, count // 25 + 1)]
        return cls(people, walk_ins)

    def in_time(self) -> list[Person]:
        return [person for person in self.people if not person.is_late]

    def late(self) -> list[Person]:
        return [person for person in self.people if person.is_late]


def _person(number: int, chance: random.Random) -> Person:
    late = chance.random() < 0.1
    fates = (Fate.ACCEPTED, Fate.TURNED_AWAY, Fate.DUPLICATE, Fate.WITHDRAWN)
    return Person(
        number=number,
        channel="web" if late else chance.choices(("web", "paper", "hotline"), (80, 15, 5))[0],
        email=_email(number, chance),
        is_late=late,
        comes=not late and chance.random() < 0.8,
        texts=_texts(number, 2 if chance.random() < 0.15 else 1, chance),
        fate=chance.choices(fates, (90, 4, 4, 2))[0],
    )


def _walk_in(number: int, chance: random.Random) -> Person:
    email = _email(number, chance)
    return Person(number, "walk_in", email, False, True, _texts(number, 1, chance), Fate.ACCEPTED)


def _texts(number: int, count: int, chance: random.Random) -> tuple[str, ...]:
    return tuple(f"{text} (việc số {number})" for text in chance.sample(MATTERS, count))


def _email(number: int, chance: random.Random) -> str:
    return f"nguoi-{number:04}@example.com" if chance.random() < 0.6 else ""
