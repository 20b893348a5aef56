"""The printed form as fields of a page: the profile's words, and what a browser wants to know about each."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.domain.submission import LONGEST
from shared.profiles import Profile
from shared.profiles.form import Choice

AUTOCOMPLETE = {"full_name": "name", "org_name": "organization", "phone": "tel", "address": "street-address"}
TYPES = {"phone": "tel", "email": "email"}
FIRST_CONTENT = "content_tthc"


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as the form macros take it. `label` is `name` with the mark of its footnote; `lead` the
    heading above it, where one stands on the paper."""

    key: str
    name: str
    label: str
    hint: str
    rows: int
    required: bool
    printed: bool
    type: str
    autocomplete: str
    maxlength: int
    lead: str


def fields_of(profile: Profile) -> Sequence[FieldView]:
    """The fields in printed order; a footnote's words stand in the hint too, where they are needed. Rule: R-129"""
    notes = {note.mark: note.text for note in profile.form.footnotes}
    return [
        FieldView(
            key=field.key,
            name=field.label,
            label=f"{field.label}{field.footnote}",
            hint=" ".join(part for part in (_sentence(field.hint), notes.get(field.footnote, "")) if part),
            rows=field.rows,
            required=field.required,
            printed=field.printed,
            type=TYPES.get(field.key, "text"),
            autocomplete="email" if field.key == "email" else AUTOCOMPLETE.get(field.key, ""),
            maxlength=LONGEST[field.key],
            lead=profile.form.contents_lead if field.key == FIRST_CONTENT else "",
        )
        for field in profile.form.fields
    ]


def options_of(choice: Choice) -> Sequence[tuple[str, str, str]]:
    """A choice as radio buttons."""
    return [(option.value, option.label, option.hint) for option in choice.options]


def chosen(choice: Choice, value: str) -> str:
    """The words of an answer; of the fallback when none was given."""
    words = {option.value: option.label for option in choice.options}
    return words.get(value) or words[choice.fallback]


def _sentence(hint: str) -> str:
    return f"{hint[0].upper()}{hint[1:]}" if hint else ""
