"""A signed link opens one thing, for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.identity.links import UNIT_LINK, is_valid_link, sign_link, sign_unit_link

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LINK = sign_link("hall", "conference-1", "secret", NOW + timedelta(hours=1))


def opens(token: str = LINK, at: datetime = NOW, **changed: str) -> bool:
    made_for = {"purpose": "hall", "subject": "conference-1", "secret": "secret"}
    return is_valid_link(token, now=at, **made_for | changed)


def test_it_opens_what_it_was_made_for():
    assert opens()


@pytest.mark.parametrize("changed", [{"purpose": "setup"}, {"subject": "conference-2"}, {"secret": "other"}])
def test_it_opens_nothing_else(changed):
    assert not opens(**changed)


def test_it_runs_out():
    assert opens(at=NOW + timedelta(minutes=59))
    assert not opens(at=NOW + timedelta(minutes=61))


def test_its_end_cannot_be_moved():
    expiry, _, mac = LINK.partition(".")
    assert not opens(f"{int(expiry) + 3600}.{mac}")


def test_purpose_and_subject_cannot_be_shifted_into_each_other():
    shifted = sign_link("hall\nconference-1", "", "secret", NOW + timedelta(hours=1))
    assert not opens(shifted)


@pytest.mark.parametrize("token", ["", ".", "abc", "²3.x", "9" * 12, "99999999999.ệ", LINK[:-1], LINK + "x"])
def test_whatever_else_is_typed_is_refused_quietly(token):
    assert not opens(token)


def test_a_unit_link_is_spent_once_another_unit_is_open():
    link = sign_unit_link(1, "secret", NOW + timedelta(hours=1))
    assert is_valid_link(link, UNIT_LINK, "1", "secret", NOW)
    assert not is_valid_link(link, UNIT_LINK, "2", "secret", NOW)
