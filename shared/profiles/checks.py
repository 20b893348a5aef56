"""What a profile must agree on within itself, whoever edits it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from shared.contracts.intake import ExclusionReason
from shared.profiles.documents import DocumentKind

if TYPE_CHECKING:
    from shared.profiles.model import Profile

POINT_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def problems(profile: "Profile") -> tuple[str, ...]:
    """Every disagreement, in English for the log and the editor; empty when the profile is sound."""
    return (*_dangling(profile), *_incomplete(profile), *_unlawful(profile), *_misplaced(profile))


def _dangling(profile: "Profile") -> Iterator[str]:
    departments = {d.key for d in profile.departments}
    roles = {r.role for r in profile.roles}
    signings = {s.key for s in profile.signing}
    groups = {c.code for c in profile.plan.contents} | {""}
    named = [
        *((d, departments) for i in profile.plan.invitees for d in i.department_keys),
        *((r.department, departments | {""}) for r in profile.roles),
        *((s.holder, roles) for s in profile.plan.agenda),
        *((i.through, roles | {""}) for i in profile.plan.invitees),
        *((s.signing, signings) for s in profile.symbols),
        *((c.parent, groups) for c in profile.plan.contents),
    ]
    return (f"nothing is called {name!r}" for name, known in named if name not in known)


def _incomplete(profile: "Profile") -> Iterator[str]:
    missing = set(get_args(DocumentKind)) - {s.kind for s in profile.symbols}
    yield from (f"no symbol for {kind}" for kind in sorted(missing))
    reasons = set(ExclusionReason) - {n.reason for n in profile.notices}
    yield from (f"no notice for {reason}" for reason in sorted(reasons))


def _unlawful(profile: "Profile") -> Iterator[str]:
    """C-09: complaints and denunciations stay out for every unit. C-27: a denouncer stays hidden."""
    if "khiếu nại, tố cáo" not in profile.plan.exclusion:
        yield "the exclusion of complaints and denunciations is locked on"
    if any(n.reason == ExclusionReason.DENUNCIATION and not n.restricted for n in profile.notices):
        yield "a denunciation must be restricted"


def _misplaced(profile: "Profile") -> Iterator[str]:
    """Keys of points stand in addresses and in the log: one each, and one hall."""
    keys = [point.key for point in profile.points]
    yield from (f"two points are called {key!r}" for key in sorted({k for k in keys if keys.count(k) > 1}))
    yield from (f"{key!r} cannot stand in an address" for key in keys if not POINT_KEY.fullmatch(key))
    if keys and sum(point.is_hall for point in profile.points) != 1:
        yield "exactly one point is the hall"
