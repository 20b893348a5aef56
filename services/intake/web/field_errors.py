"""What is wrong with a field, in a sentence that says how to mend it."""

import tomllib
from pathlib import Path

from services.intake.domain.submission import LONGEST
from shared.profiles import Profile

SENTENCES: dict[str, str] = tomllib.loads(Path(__file__).with_name("fields.toml").read_text("utf-8"))


def say(wrong: dict[str, str], profile: Profile) -> dict[str, str]:
    """Field → sentence, for the error summary and beside the field."""
    labels = {field.key: field.label for field in profile.form.fields}
    return {name: _sentence(name, problem, labels) for name, problem in wrong.items()}


def _sentence(name: str, problem: str, labels: dict[str, str]) -> str:
    if name.startswith("declared-"):
        return SENTENCES["declaration_missing"]
    limit = f"{LONGEST.get(name, 0):,}".replace(",", ".")
    text = SENTENCES.get(f"{name}_{problem}") or SENTENCES[problem]
    return text.format(label=labels.get(name, name), limit=limit)
