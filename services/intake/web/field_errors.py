"""What is wrong with a field, in a sentence that says how to mend it."""

import tomllib
from pathlib import Path

from services.intake.domain.submission import LONGEST
from shared.profiles import Profile

SENTENCES: dict[str, str] = tomllib.loads(Path(__file__).with_name("fields.toml").read_text("utf-8"))


def say(wrong: dict[str, str], profile: Profile | None = None) -> dict[str, str]:
    """Field → sentence, for the error summary and beside the field."""
    return {name: _sentence(name, problem, profile) for name, problem in wrong.items()}


def _sentence(name: str, problem: str, profile: Profile | None) -> str:
    if name.startswith("declared-"):
        return SENTENCES["declaration_missing"]
    limit = f"{LONGEST.get(name, 0):,}".replace(",", ".")
    text = SENTENCES.get(f"{name}_{problem}") or SENTENCES[problem]
    return text.format(label=_label(name, profile), limit=limit)


def _label(name: str, profile: Profile | None) -> str:
    return profile.form.field(name).label if profile else name
