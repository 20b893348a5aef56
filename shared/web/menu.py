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


P = Permission
ITEMS = (
    Item("Việc của tôi", "/routing/", "inbox", P.SIGNED_IN),
    Item("Tiếp nhận", "/intake/", "clipboard-list", P.REGISTER_QUESTION),
    Item("Câu hỏi", "/routing/questions", "messages", P.READ_QUESTION),
    Item("Hội nghị", "/meeting/", "calendar-event", P.WATCH_SESSION),
    Item("Thư trả lời", "/notify/", "mail", P.ISSUE_LETTER),
    Item("Đơn vị", "/routing/unit", "building-community", P.MANAGE_UNIT),
    Item("Vận hành", "/routing/operations", "activity", P.OPERATE_SYSTEM),
)


def menu_for(officer: Officer | None, path: str) -> list[dict[str, object]]:
    """Entries the officer may open, the one that holds `path` marked current."""
    if officer is None:
        return []
    shown = [item for item in ITEMS if officer.may(item.permission)]
    current = max((i for i in shown if path.startswith(i.href)), key=lambda i: len(i.href), default=None)
    return [{"label": i.label, "href": i.href, "icon": i.icon, "current": i is current, "count": None} for i in shown]
