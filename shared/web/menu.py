"""The menu by role: four rooms, one product."""

from dataclasses import dataclass

from shared.identity import Officer, Permission


@dataclass(frozen=True, slots=True)
class Item:
    """One entry; shown to officers with the permission."""

    label: str
    href: str
    icon: str
    permission: Permission
    counts_for: Permission | None = None  # who is told how much waits there


P = Permission
ITEMS = (
    Item("Việc của tôi", "/routing/", "inbox", P.SIGNED_IN, P.SIGNED_IN),
    Item("Tiếp nhận", "/intake/", "clipboard-list", P.REGISTER_QUESTION, P.SCREEN_QUESTION),
    Item("Câu hỏi", "/routing/questions", "messages", P.READ_QUESTION),
    Item("Hội nghị", "/meeting/", "calendar-event", P.WATCH_SESSION),
    Item("Điểm cầu", "/meeting/points", "video", P.OPERATE_POINT),
    Item("Thư trả lời", "/notify/", "mail", P.ISSUE_LETTER, P.ISSUE_LETTER),
    Item("Đơn vị", "/routing/unit", "building-community", P.MANAGE_UNIT),
    Item("Vận hành", "/routing/operations", "activity", P.OPERATE_SYSTEM),
)


def menu_for(officer: Officer | None, path: str) -> list[dict[str, object]]:
    """Entries the officer may open, the one that holds `path` marked current."""
    if officer is None:
        return []
    shown = [item for item in ITEMS if officer.may(item.permission)]
    current = max((i for i in shown if path.startswith(i.href)), key=lambda i: len(i.href), default=None)
    return [
        {"label": i.label, "href": i.href, "icon": i.icon, "current": i is current, "waits": _counter(i, officer)}
        for i in shown
    ]


def _counter(item: Item, officer: Officer) -> str:
    """Where the browser asks how much waits; each room answers for itself, after the page stands."""
    return f"{item.href}waiting-count" if item.counts_for and officer.may(item.counts_for) else ""
