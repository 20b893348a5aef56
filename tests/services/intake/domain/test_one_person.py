"""Which senders are one person."""

from services.intake.domain.one_person import same_people
from shared.ids import new_id
from tests.rules import rule

A, B, C, D = new_id(), new_id(), new_id(), new_id()


@rule("C-21")
def test_an_equal_name_with_an_equal_phone_or_mail_is_one_person_who_is_known_by_the_first_form():
    senders = [(A, "an", ("09", "")), (B, "an", ("09", "an@x")), (C, "an", ("", "an@x"))]
    assert same_people(senders) == {A: A, B: A, C: A}


def test_a_family_that_shares_a_phone_and_neighbours_who_share_a_name_stay_apart():
    senders = [(A, "an", ("09", "")), (B, "binh", ("09", "")), (C, "an", ("08", "")), (D, "an", ("", ""))]
    assert same_people(senders) == {A: A, B: B, C: C, D: D}


def test_nobody_without_name_or_contact_is_taken_for_another():
    senders = [(A, "", ("09",)), (B, "", ("09",)), (C, "an", ()), (D, "an", ("",))]
    assert same_people(senders) == {A: A, B: B, C: C, D: D}
