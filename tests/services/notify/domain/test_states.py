"""Which state may follow which."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.states import FOLLOWS, NEEDS_A_PERSON, MessageState, may_follow
from services.notify.domain.words import CHANNEL_WORDS, LETTER_TAGS, MESSAGE_TAGS, OUTCOME_WORDS, PURPOSE_WORDS
from services.notify.domain.words import message_tag as tag
from shared.contracts.meeting import Outcome
from shared.contracts.notify import Delivery, Purpose
from tests.rules import rule

S = MessageState


def test_every_state_has_its_followers_and_its_words():
    assert set(FOLLOWS) == set(S) == set(MESSAGE_TAGS)
    assert set(CHANNEL_WORDS) == set(Delivery) and set(PURPOSE_WORDS) == set(Purpose)
    assert set(OUTCOME_WORDS) == set(Outcome) and len(LETTER_TAGS) == 3
    assert all(tag(state, channel).text for state, channel in product(S, Delivery))


@rule("R-011")
def test_what_arrived_is_never_sent_again_without_having_come_back():
    assert FOLLOWS[S.DELIVERED] == {S.RETURNED}
    assert not may_follow(S.DELIVERED, S.QUEUED)


@rule("R-011")
def test_nothing_ends_up_where_nobody_can_act():
    """From every state a message can still reach its person."""
    for start in S:
        seen, todo = {start}, [start]
        while todo:
            fresh = FOLLOWS[todo.pop()] - seen
            seen |= fresh
            todo += fresh
        assert S.DELIVERED in seen, start


def test_doubt_is_ended_by_facts_or_a_person_only():
    assert S.SENDING not in FOLLOWS[S.IN_DOUBT]
    assert S.IN_DOUBT in NEEDS_A_PERSON


@given(st.lists(st.sampled_from(S)))
def test_only_what_was_sending_gets_into_doubt(walk: list[MessageState]):
    now = S.QUEUED
    for then in walk:
        if may_follow(now, then):
            assert then is not S.IN_DOUBT or now is S.SENDING
            now = then
