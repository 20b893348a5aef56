"""The registration form: the words of the printed form, and what the electronic one must add."""

from shared.profiles.part import Part, Sourced


class Field(Sourced):
    """One field in printed order. `rows` > 0: dotted lines on paper, a text box of that height on screen."""

    key: str
    label: str
    hint: str = ""
    footnote: str = ""  # mark of a footnote: "¹"
    required: bool = False
    rows: int = 0
    printed: bool = True  # false: only on screen


class Footnote(Sourced):
    """A footnote of the form."""

    mark: str
    text: str


class Declaration(Sourced):
    """A sentence the sender confirms; stored with the time. Never pre-ticked."""

    key: str
    text: str
    required: bool


class Option(Part):
    """One possible answer to a choice."""

    value: str
    label: str
    hint: str = ""


class Choice(Sourced):
    """A question with exclusive answers. No answer is chosen beforehand; `fallback` applies when none is given."""

    key: str
    question: str
    hint: str = ""
    options: tuple[Option, ...]
    fallback: str


RECORDING_MONTHS = 12


class PrivacyNotice(Sourced):
    """What the sender must know before giving personal data. Publication is asked apart, never bundled here."""

    title: str
    controller: str
    contact: str
    basis: str
    purposes: tuple[str, ...]
    data: tuple[str, ...]
    not_asked: str
    recipients: tuple[str, ...]
    retention: str
    retention_years: int
    rights: tuple[str, ...]
    recording: str
    recording_months: int = RECORDING_MONTHS  # then picture and sound are deleted, unless held for a reason


class Form(Part):
    """Phiếu đăng ký tham gia đối thoại."""

    national_title: str
    motto: str
    title: str
    note: str
    addressed_to: str
    contents_lead: str
    fields: tuple[Field, ...]
    footnotes: tuple[Footnote, ...]
    place_date: str  # with `{day}`, `{month}`, `{year}`
    signature_title: str
    signature_hint: str
    declarations: tuple[Declaration, ...]
    attendance: Choice
    publication: Choice
    privacy: PrivacyNotice

    def field(self, key: str) -> Field:
        """The field with this key. Raises `KeyError` when the form has none."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)
