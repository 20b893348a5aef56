"""What a person handed in: the printed form's fields, checked for shape only. Content is judged later, by people."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from shared.contracts.intake import Section
from shared.vietnamese import normalise_phone, read_mail_address

LONGEST: dict[str, int] = {
    "full_name": 120,
    "org_name": 200,
    "phone": 60,
    "address": 300,
    "email": 160,
    "content_tthc": 8000,
    "content_settlement": 8000,
}
SECTIONS: tuple[tuple[Section, str], ...] = (
    (Section.PROCEDURE, "content_tthc"),
    (Section.SETTLEMENT, "content_settlement"),
)
UNREADABLE_TEXT = "(Không đọc được phiếu – xem bản chụp kèm theo)"


@dataclass(frozen=True, slots=True)
class Submission:
    """The form as it was typed, cleaned to NFC. `declared` holds the keys of the sentences that were ticked."""

    full_name: str
    org_name: str
    phone: str
    address: str
    email: str
    content_tthc: str
    content_settlement: str
    attends: bool
    publish_name: bool
    declared: tuple[str, ...]

    @classmethod
    def read(cls, form: Mapping[str, str], attend: str, publish: str, declared: Iterable[str]) -> "Submission":
        """From form fields; a field that was not sent is empty."""
        texts = {name: form[name] for name in LONGEST}
        return cls(**texts, attends=attend == "yes", publish_name=publish == "yes", declared=tuple(declared))

    def texts(self) -> tuple[tuple[Section, str], ...]:
        """One question for each section of the form that is not empty. Rule: R-132, R-133"""
        filled = ((section, getattr(self, name)) for section, name in SECTIONS)
        return tuple((section, text) for section, text in filled if text)

    def raw(self) -> dict[str, Any]:
        """The whole form as it is kept."""
        return asdict(self) | {"declared": list(self.declared)}


def problems(form: Submission, must_declare: Iterable[str]) -> dict[str, str]:
    """What the sender must mend before we can take an electronic form: field → what is wrong.

    Name, address and at least one section are needed; the phone is optional, for the answer also goes by post.
    Rule: R-128, R-129, R-054
    """
    return {
        **_too_long(form),
        **_missing(form, ("full_name", "address")),
        **({} if form.texts() else {"content_tthc": "missing"}),
        **({"phone": "odd"} if form.phone and not normalise_phone(form.phone) else {}),
        **({"email": "odd"} if form.email and not read_mail_address(form.email) else {}),
        **{f"declared-{key}": "missing" for key in must_declare if key not in form.declared},
    }


def problems_on_paper(form: Submission, *, has_scan: bool) -> dict[str, str]:
    """Paper and telephone are received whatever is missing; only an entirely empty form is refused. Rule: R-011"""
    empty = not form.texts() and not has_scan
    return {
        **_too_long(form),
        **_missing(form, ("full_name",)),
        **({"content_tthc": "missing_or_scan"} if empty else {}),
    }


def _missing(form: Submission, names: Iterable[str]) -> dict[str, str]:
    return {name: "missing" for name in names if not getattr(form, name)}


def _too_long(form: Submission) -> dict[str, str]:
    return {name: "too_long" for name, most in LONGEST.items() if len(getattr(form, name)) > most}
