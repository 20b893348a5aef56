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


def next_step(conference: Conference, officer: Officer, *, is_reported: bool) -> NextStep | None:
    """The first step the officer's roles allow; none when they have nothing to do now.

    `is_reported`: the report to the superior left the house, the last duty of a conference.
    """
    here = f"/meeting/c/{conference.conference_id}"
    plan, results = f"/meeting/plan/{conference.conference_id}", f"{here}/results"
    publish = NextStep("Duyệt và công khai kết quả", results, "list-check", Permission.PUBLISH_RESULT)
    report = NextStep("Báo cáo cấp trên", f"{results}#report", "stairs-up", Permission.PUBLISH_RESULT)
    minutes = NextStep("Hoàn thiện biên bản", f"{here}/minutes", "file-text", Permission.WRITE_MINUTES)
    log = NextStep("Xem diễn biến", f"{here}/log", "history", Permission.WATCH_SESSION)
    steps = {
        Status.DRAFT: (NextStep("Xem và công bố kế hoạch", plan, "calendar-event", Permission.PLAN_CONFERENCE),),
        Status.ANNOUNCED: (NextStep("Chuẩn bị Hội nghị", f"{here}/console", "player-play", Permission.RUN_SESSION),),
        Status.LIVE: (NextStep("Mở bàn điều hành", f"{here}/console", "microphone", Permission.RUN_SESSION),),
        Status.CONCLUDED: (publish, minutes, log),
        Status.PUBLISHED: (log,) if is_reported else (report, log),
    }
    return next((step for step in steps[conference.status] if officer.may(step.permission)), None)
