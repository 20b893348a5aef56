"""What the officer does next with a conference: one act by its state."""

from dataclasses import dataclass

from services.meeting.store.conference_tables import Conference, Status
from shared.identity import Officer, Permission


@dataclass(frozen=True, slots=True)
class NextStep:
    """A link and its words."""

    text: str
    href: str
    icon: str
    permission: Permission


def next_step(conference: Conference, officer: Officer) -> NextStep | None:
    """None when the officer's roles have nothing to do now."""
    here = f"/meeting/c/{conference.conference_id}"
    plan, results = f"/meeting/plan/{conference.conference_id}", f"{here}/results"
    if conference.status is Status.CONCLUDED and officer.may(Permission.PUBLISH_RESULT):
        return NextStep("Duyệt và công khai kết quả", results, "list-check", Permission.PUBLISH_RESULT)
    steps = {
        Status.DRAFT: NextStep("Xem và công bố kế hoạch", plan, "calendar-event", Permission.PLAN_CONFERENCE),
        Status.ANNOUNCED: NextStep("Chuẩn bị và khai mạc", f"{here}/console", "player-play", Permission.RUN_SESSION),
        Status.LIVE: NextStep("Mở bàn điều hành", f"{here}/console", "microphone", Permission.RUN_SESSION),
        Status.CONCLUDED: NextStep("Xem diễn biến", f"{here}/log", "history", Permission.WATCH_SESSION),
        Status.PUBLISHED: NextStep("Xem diễn biến", f"{here}/log", "history", Permission.WATCH_SESSION),
    }
    step = steps.get(conference.status)
    return step if step and officer.may(step.permission) else None
