"""The plan as files: rendered once a version, the same bytes to everybody."""

from collections import OrderedDict
from collections.abc import Sequence
from uuid import UUID

from fastapi import Response

from services.meeting.domain.house_style import Issue
from services.meeting.domain.plan_dates import PlanDate
from services.meeting.domain.plan_document import plan_document
from services.meeting.store import plans
from services.meeting.store.conference_tables import Conference
from services.meeting.store.plan_tables import PlanRow
from shared.calendar import local_day
from shared.documents.model import DRAFT_MARK, Document
from shared.profiles import Profile
from shared.web.files import file_response
from shared.web.papers import rendered

KEPT = 16
_rendered: OrderedDict[tuple[UUID, int, str], bytes] = OrderedDict()


async def announced_file(conference: Conference, document: Document, kind: str) -> Response:
    """An announced plan never changes within a version: rendered once and kept."""
    key = (conference.conference_id, conference.version, kind)
    if key not in _rendered:
        _rendered[key] = await rendered(document, kind)
    _rendered.move_to_end(key)
    while len(_rendered) > KEPT:
        _rendered.popitem(last=False)
    return file_response(_rendered[key], f"ke-hoach-{conference.slug}.{kind}")


def plan_paper(profile: Profile, conference: Conference, plan: PlanRow, dates: Sequence[PlanDate]) -> Document:
    """The plan's document; a draft says so on every page."""
    issue = Issue(plan.number, plan.signed_on, local_day(conference.starts_at).year, plan.signing, plan.signer_name)
    mark = None if conference.version else DRAFT_MARK
    return plan_document(profile, plans.wish_of(conference, plan), dates, issue, watermark=mark)
