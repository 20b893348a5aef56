"""The programme beside the line: time used against time planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.meeting.domain.agenda import Step
from services.meeting.store.scene import Scene


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step. `ends_at` is set for the running one; `used_min` counts every time it ran."""

    number: int
    step: Step
    state: str  # done, running, next
    used_min: int
    ends_at: datetime | None

    @property
    def is_over(self) -> bool:
        return self.used_min > self.step.minutes


def steps(scene: Scene, now: datetime) -> list[StepRow]:
    state = scene.state
    rows = []
    for number, step in enumerate(scene.rules.steps, 1):
        runs = [run for run in state.steps if run.key == step.key]
        used_s = sum(run.used_s(now) for run in runs)
        is_running = state.is_open and state.step_key == step.key
        left = timedelta(minutes=step.minutes) - timedelta(seconds=used_s)
        rows.append(
            StepRow(
                number=number,
                step=step,
                state="running" if is_running else "done" if runs else "next",
                used_min=round(used_s / 60),
                ends_at=now + left if is_running else None,
            )
        )
    return rows
