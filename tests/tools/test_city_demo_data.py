"""The centre's demonstration data is whole, fictional, and agrees with its profile and accounts."""

from collections import Counter

import phonenumbers
import pytest

from deploy.demo.registrations import Registration, registrations
from deploy.demo.staff import CENTRE, account_of
from shared.contracts.intake import Channel, ExclusionReason
from shared.contracts.meeting import Outcome
from shared.profiles import load_profile
from shared.profiles.demo_accounts import DEMO_ACCOUNTS
from tests.rules import rule

PROFILE = load_profile(CENTRE)
FORMS = registrations("hybrid")
ACCOUNTS = DEMO_ACCOUNTS[CENTRE]


def test_the_commune_and_the_centre_do_not_mix():
    assert len(FORMS) == 15 and len(registrations("live")) == 24


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_a_form_of_the_centre_names_what_exists_and_nobody_real(form: Registration):
    assert PROFILE.unit.area(form.area) is not None
    assert form.channel in list(Channel)
    assert not form.point or PROFILE.point(form.point) is not None
    assert phonenumbers.is_valid_number(phonenumbers.parse(form.phone, "VN")) and "000" in form.phone
    assert form.email in ("",) or form.email.endswith(("@example.com", ".example.vn"))
    assert set(form.handling) == {
        part for part, text in (("procedure", form.content_tthc), ("settlement", form.content_settlement)) if text
    }


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_what_the_officers_do_with_it_is_possible(form: Registration):
    for handling in form.handlings():
        if handling.screening != "accepted":
            assert handling.screening in list(ExclusionReason)
            continue
        assert handling.group in {content.code for content in PROFILE.plan.contents}
        assert handling.outcome in list(Outcome)
        assert len(handling.answer) > 200 and handling.answer.endswith(".") and handling.legal_basis
        for department in filter(None, (handling.department, handling.redirected_from)):
            assert PROFILE.department(department) is not None and account_of(department, CENTRE)


@rule("R-186", "R-209")
def test_people_come_to_every_point_and_somebody_stands_up_at_a_branch():
    assert set(Counter(form.point for form in FORMS)) == {"", "chi-nhanh-1", "chi-nhanh-2", "chi-nhanh-3"}
    assert {form.point for form in FORMS if form.channel == "walk_in"} == {"chi-nhanh-2", "chi-nhanh-3"}


@rule("R-209")
def test_every_point_has_the_operator_its_profile_proposes():
    operators = {account.point: account.username for account in ACCOUNTS if "point_operator" in account.roles}
    assert operators == {point.key: point.operator for point in PROFILE.points}


def test_no_two_accounts_of_the_demo_share_a_sign_in_name():
    names = [account.username for unit in DEMO_ACCOUNTS.values() for account in unit]
    assert len(set(names)) == len(names)
