"""Which act is possible in which state: the whole table."""

import pytest

from services.intake.domain.question import Act, QuestionMoved, State, check, must_hide
from shared.contracts.intake import ExclusionReason
from tests.rules import rule

ALLOWED = {
    (Act.ACCEPT, State.RECEIVED),
    (Act.REACCEPT, State.TURNED_AWAY),
    (Act.TURN_AWAY, State.RECEIVED),
    (Act.MARK_DUPLICATE, State.RECEIVED),
    (Act.MARK_DUPLICATE, State.ACCEPTED),
    (Act.SPLIT, State.RECEIVED),
    (Act.CLASSIFY, State.RECEIVED),
    (Act.CLASSIFY, State.ACCEPTED),
    (Act.WITHDRAW, State.RECEIVED),
    (Act.WITHDRAW, State.ACCEPTED),
    (Act.WITHDRAW, State.DUPLICATE),
}


@rule("R-011")
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_every_act_in_every_state(act: Act, state: State) -> None:
    if (act, state) in ALLOWED:
        check(act, state, "7KQM-2DXA/1")
    else:
        with pytest.raises(QuestionMoved):
            check(act, state, "7KQM-2DXA/1")


@rule("C-27")
def test_only_a_denunciation_is_hidden() -> None:
    assert [reason for reason in ExclusionReason if must_hide(reason)] == [ExclusionReason.DENUNCIATION]
