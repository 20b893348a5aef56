"""The transition table, and what any legal sequence of acts keeps."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.domain import acts, follow_up
from services.routing.domain.follow_up import Next, Twin, TwinNext, next_of, twin_next
from services.routing.domain.life import HELD, TRANSITIONS, Act, Custody, Escalation, Life, Question, step
from services.routing.domain.refusals import AlreadyEscalated, NotEscalated, OutOfTurn, SameHolder, WaitsForSuperior
from shared.contracts.meeting import OWED_IN_WRITING, Outcome
from shared.refusals import Refusal
from tests.rules import rule

HAPPY = [
    lambda q: acts.assign(q, "office"),
    acts.draft,
    acts.submit,
    acts.approve,
]


def after(*steps, start: Question | None = None) -> Question:
    question = start or Question()
    for one in steps:
        question = one(question)
    return question


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("life", Life)
def test_every_pair_of_state_and_act_is_in_the_table_or_refused(life, act):
    if life in TRANSITIONS[act]:
        assert step(Question(life=life), act).life is TRANSITIONS[act][life]
    else:
        with pytest.raises(OutOfTurn):
            step(Question(life=life), act)


@rule("R-037", "R-106")
def test_the_happy_way_leads_from_the_leader_to_the_approval():
    assert after(*HAPPY) == Question(life=Life.APPROVED, holder="office", version=1, approved=1)


def test_a_returned_draft_becomes_a_new_version_and_saving_again_does_not():
    returned = after(*HAPPY[:3], acts.send_back)
    assert after(acts.draft, acts.draft, start=returned).version == 2


def test_a_revised_answer_is_no_longer_approved():
    revised = after(*HAPPY, acts.revise)
    assert (revised.life, revised.approved, revised.version) == (Life.DRAFTING, None, 2)


def test_an_assigned_question_cannot_be_assigned_again():
    with pytest.raises(OutOfTurn):
        after(HAPPY[0], HAPPY[0])


@rule("R-113", "C-15")
def test_a_redirect_has_one_holder_before_and_after_the_leaders_word():
    proposed = after(HAPPY[0], lambda q: acts.propose_redirect(q, "economy"))
    assert (proposed.holder, proposed.redirect_to) == ("office", "economy")
    moved = acts.redirect(proposed)
    assert (moved.holder, moved.redirect_to, moved.custody) == ("economy", "", Custody.REDIRECTED)
    assert acts.refuse_redirect(proposed).holder == "office"


def test_a_question_is_not_redirected_to_where_it_is():
    with pytest.raises(SameHolder):
        after(HAPPY[0], lambda q: acts.propose_redirect(q, "office"))


@rule("R-114", "R-009")
def test_nothing_is_submitted_or_approved_while_the_superior_has_not_replied():
    escalated = after(HAPPY[0], acts.draft, acts.escalate)
    assert escalated.custody is Custody.ESCALATED and escalated.is_open and escalated.holder == "office"
    with pytest.raises(WaitsForSuperior):
        acts.submit(escalated)
    with pytest.raises(WaitsForSuperior):
        acts.approve(replace(escalated, life=Life.SUBMITTED))
    with pytest.raises(AlreadyEscalated):
        acts.escalate(escalated)
    replied = acts.superior_replied(acts.report(escalated), answer_stands=False)
    assert replied.custody is Custody.OWN and acts.submit(replied).life is Life.SUBMITTED
    with pytest.raises(NotEscalated):
        acts.report(replied)


@rule("R-114")
def test_an_approved_answer_outlives_the_superiors_reply_only_when_a_person_says_so():
    escalated = after(*HAPPY, acts.escalate)
    assert acts.superior_replied(escalated, answer_stands=True).approved == 1
    reopened = acts.superior_replied(escalated, answer_stands=False)
    assert (reopened.life, reopened.approved, reopened.version) == (Life.DRAFTING, None, 2)


@rule("R-033", "R-095", "R-096", "C-12")
@pytest.mark.parametrize("outcome", Outcome)
def test_what_follows_each_outcome_of_an_approved_answer(outcome):
    approved = replace(after(*HAPPY), outcome=outcome)
    expected = {
        Outcome.ANSWERED_IN_HALL: Next.CLOSE_IN_HALL,
        Outcome.GUIDED: Next.CLOSE_GUIDED,
        Outcome.OVER_AUTHORITY: Next.ESCALATE,
    }.get(outcome, Next.RELEASE)
    assert next_of(approved, has_hall_note=False) is expected


def test_over_authority_is_released_only_after_reply_and_approval():
    question = replace(after(*HAPPY), outcome=Outcome.OVER_AUTHORITY)
    waiting = acts.escalate(question)
    assert next_of(waiting, has_hall_note=False) is Next.NOTHING
    assert next_of(acts.superior_replied(waiting, answer_stands=True), has_hall_note=False) is Next.RELEASE
    reopened = acts.superior_replied(waiting, answer_stands=False)
    assert next_of(reopened, has_hall_note=False) is Next.NOTHING
    assert next_of(after(acts.submit, acts.approve, start=reopened), has_hall_note=False) is Next.RELEASE


def test_a_question_heard_in_the_hall_waits_for_something_to_show():
    heard = replace(after(HAPPY[0]), outcome=Outcome.ANSWERED_IN_HALL)
    assert next_of(heard, has_hall_note=False) is Next.NOTHING
    assert next_of(heard, has_hall_note=True) is Next.CLOSE_IN_HALL


@rule("R-011")
def test_a_duplicate_is_never_left_without_an_answer():
    assert twin_next(Twin(True, False, Outcome.ANSWERED_IN_HALL)) is TwinNext.CLOSE
    assert twin_next(Twin(False, True, Outcome.ANSWERED_IN_HALL)) is TwinNext.RELEASE
    assert twin_next(Twin(False, False, Outcome.ANSWERED_IN_HALL)) is TwinNext.REOPEN
    assert twin_next(Twin(True, True, Outcome.TO_WRITE)) is TwinNext.RELEASE


def _settled(question: Question, log: list[int]) -> Question:
    match next_of(question, has_hall_note=False):
        case Next.ESCALATE:
            return acts.escalate(question)
        case Next.RELEASE:
            assert question.outcome in OWED_IN_WRITING and question.approved == question.version
            assert not question.waits_for_superior
            log.append(question.approved or 0)
            return follow_up.release(question)
        case Next.CLOSE_IN_HALL | Next.CLOSE_GUIDED:
            return follow_up.close(question)
    return question


MOVES: dict[str, Callable[[Question], Question]] = {
    "assign": lambda q: acts.assign(q, "office"),
    "propose": lambda q: acts.propose_redirect(q, "economy" if q.holder == "office" else "office"),
    "redirect": acts.redirect,
    "refuse": acts.refuse_redirect,
    "draft": acts.draft,
    "submit": acts.submit,
    "return": acts.send_back,
    "approve": acts.approve,
    "revise": acts.revise,
    "escalate": acts.escalate,
    "report": acts.report,
    "reply": lambda q: acts.superior_replied(q, answer_stands=False),
    "reply_stands": lambda q: acts.superior_replied(q, answer_stands=True),
    "close": follow_up.close,
    **{outcome.value: partial(replace, outcome=outcome) for outcome in Outcome},
}


def _possible(question: Question) -> list[Question]:
    """What may come next; moves that are refused would leave most lives on their first page."""
    found = []
    for move in MOVES.values():
        with suppress(Refusal):
            found.append(move(question))
    return found


@rule("R-011", "R-033", "R-112", "C-15")
@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=5, max_size=40))
def test_any_sequence_keeps_one_holder_and_releases_each_version_at_most_once_after_approval_and_outcome(moves):
    question, released = Question(), list[int]()
    for move in moves:
        possible = _possible(question)
        moved = possible[move % len(possible)]
        assert moved.version >= question.version
        question = _settled(moved, released)
        assert bool(question.holder) == (question.life is not Life.TO_ASSIGN) or question.life is Life.CLOSED
        assert question.approved is None or question.life in (Life.APPROVED, Life.RELEASED, Life.CLOSED)
        assert (question.custody is Custody.ESCALATED) == question.waits_for_superior
        assert question.escalation is not Escalation.OPENED or question.life is not Life.RELEASED
        assert question.redirect_to == "" or question.life in HELD
    assert len(released) <= 1 and released == ([question.released] if question.released else [])
