"""The register's filter as it stands in the address, so that a view can be shared, exported and printed."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from services.intake.domain.question import State
from services.intake.store.reads_register import Filter
from services.intake.store.tables import Conference
from services.intake.web.desk import read_cursor
from shared.contracts.intake import Channel
from shared.vietnamese import clean

NAMES = ("conference", "state", "channel", "late", "q")


def read_filter(query: Mapping[str, str], conferences: list[Conference]) -> Filter | None:
    """The filter of an address; without a conference the one whose session is next or last. None: there is none."""
    chosen = next((c.id for c in conferences if str(c.id) == query.get("conference")), None)
    conference_id: UUID | None = chosen or (conferences[0].id if conferences else None)
    if conference_id is None:
        return None
    states, channels = {s.value: s for s in State}, {c.value: c for c in Channel}
    return Filter(
        conference_id=conference_id,
        state=states.get(query.get("state", "")),
        channel=channels.get(query.get("channel", "")),
        late={"1": True, "0": False}.get(query.get("late", "")),
        words=clean(query.get("q", ""))[:100],
        after=read_cursor(query.get("after", "")),
    )


def address(path: str, wanted: Filter, **more: str) -> str:
    """The address of the same view elsewhere: another page, the export, the print."""
    values = {
        "conference": str(wanted.conference_id),
        "state": wanted.state.value if wanted.state else "",
        "channel": wanted.channel.value if wanted.channel else "",
        "late": "" if wanted.late is None else str(int(wanted.late)),
        "q": wanted.words,
    } | more
    return f"{path}?{urlencode({name: value for name, value in values.items() if value})}"
