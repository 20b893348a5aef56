"""What every screen of notify has: figures, tabs, paging, and who acts."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request

from services.notify.store.message_reads import Counts

Option = tuple[str, str]


def figures(counts: Counts) -> list[dict[str, Any]]:
    """The row of figures on top; what needs a person is coloured."""
    stuck = "bad" if counts.stuck else "good"
    lacking = f"{counts.incomplete} thư chưa có địa chỉ" if counts.incomplete else ""
    return [
        _figure("Chờ cấp số, ký", counts.waiting, "/notify/", "warn" if counts.waiting else "good", lacking),
        _figure("Cần ông/bà quyết định", counts.stuck, "/notify/outbox?stuck=1", stuck, "chưa rõ, lỗi, hoàn lại"),
        _figure("Thư điện tử đang gửi", counts.going, "/notify/outbox?channel=email&state=queued"),
        _figure("Chờ in", counts.to_print, "/notify/print", "warn" if counts.to_print else "neutral"),
        _figure("Đã in, trên đường bưu điện", counts.on_post, "/notify/print#runs"),
    ]


def _figure(label: str, value: int, href: str, kind: str = "neutral", hint: str = "") -> dict[str, Any]:
    return {"label": label, "value": value, "href": href, "kind": kind, "hint": hint}


def tabs(current: str, counts: Counts) -> list[dict[str, Any]]:
    """The four desks of the room."""
    items = (
        ("Chờ cấp số, ký", "/notify/", counts.waiting),
        ("Đang gửi", "/notify/outbox", counts.stuck),
        ("Đợt in", "/notify/print", counts.to_print),
        ("Bảng theo dõi", "/notify/receipts", None),
    )
    return [
        {"label": label, "href": href, "current": href == current} | ({"count": count} if count else {})
        for label, href, count in items
    ]


def paging(path: str, query: dict[str, str], page: int, size: int, total: int, noun: str) -> dict[str, Any]:
    """Links to the neighbouring pages."""
    last = max(1, -(-total // size))
    page = min(page, last)

    def href(number: int) -> str:
        return f"{path}?" + urlencode(query | {"page": str(number)})

    return {
        "newer": href(page - 1) if page > 1 else None,
        "older": href(page + 1) if page < last else None,
        "words": f"Trang {page}/{last} · {total} {noun}",
    }


def query_of(request: Request) -> dict[str, str]:
    """The filter in the address, without the page."""
    return {name: value for name, value in request.query_params.items() if name != "page" and value}


Member = TypeVar("Member", bound=str)


def options(words: dict[Member, Any], *members: Member) -> list[Option]:
    """Members with their words, as select options; all of them unless named."""
    return [(member, getattr(words[member], "text", words[member])) for member in members or words]
