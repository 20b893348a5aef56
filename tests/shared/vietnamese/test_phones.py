"""Phone numbers as people type them."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.vietnamese import PhoneKind, normalise_phone
from shared.vietnamese.phones import _OLD_MOBILES

KNOWN = [
    ("0912345678", "0912345678", PhoneKind.MOBILE),
    ("0912 345 678", "0912345678", PhoneKind.MOBILE),
    ("0912.345.678", "0912345678", PhoneKind.MOBILE),
    ("+84 912-345-678", "0912345678", PhoneKind.MOBILE),
    ("(+84) 0912 345 678", "0912345678", PhoneKind.MOBILE),
    ("0084912345678", "0912345678", PhoneKind.MOBILE),
    ("84912345678", "0912345678", PhoneKind.MOBILE),
    ("841234567", "0841234567", PhoneKind.MOBILE),
    ("912345678", "0912345678", PhoneKind.MOBILE),
    ("ĐT: 0912345678 (anh Hà, nhà 123)", "0912345678", PhoneKind.MOBILE),
    ("nhà 123, đt 0912345678", "0912345678", PhoneKind.MOBILE),
    ("02433791827", "02433791827", PhoneKind.LANDLINE),
    ("028.39913357", "02839913357", PhoneKind.LANDLINE),
    ("+84 24 3379 1827", "02433791827", PhoneKind.LANDLINE),
    ("1022", "1022", PhoneKind.SHORT),
    ("113", "113", PhoneKind.SHORT),
    ("19001009", "19001009", PhoneKind.SHORT),
    ("024.1022 (nhánh 7, 8)", "0241022", PhoneKind.SHORT),
]


@pytest.mark.parametrize(("raw", "number", "kind"), KNOWN)
def test_a_known_number_is_written_one_way(raw, number, kind):
    phone = normalise_phone(raw)
    assert phone and (phone.number, phone.kind, phone.warning) == (number, kind, "")


OLD = [("01681234567", "0381234567"), ("0121 123 4567", "0791234567"), ("+84 199 123 4567", "0591234567")]


@pytest.mark.parametrize(("raw", "number"), OLD)
def test_an_old_mobile_gets_its_new_prefix(raw, number):
    phone = normalise_phone(raw)
    assert phone and (phone.number, phone.kind) == (number, PhoneKind.MOBILE)
    assert "cũ" in phone.warning


@pytest.mark.parametrize("old", _OLD_MOBILES)
def test_every_old_prefix_maps_to_a_mobile_that_exists(old):
    phone = normalise_phone(old + "1234567")
    assert phone and phonenumbers.is_valid_number(phonenumbers.parse(phone.number, "VN"))


@pytest.mark.parametrize("raw", ["0512345678", "0433791827", "091234567", "09123456789", "33791827"])
def test_an_unknown_prefix_is_accepted_with_a_warning(raw):
    phone = normalise_phone(raw)
    assert phone and phone.number.endswith(raw) and phone.warning


@pytest.mark.parametrize("raw", ["0912345678, 0987654321", "0912 345 678 - 0987 654 321", "0912345678/0987654321"])
def test_of_several_numbers_the_first_is_used(raw):
    phone = normalise_phone(raw)
    assert phone and phone.number == "0912345678" and "nhiều số" in phone.warning


def test_a_foreign_number_keeps_its_country():
    phone = normalise_phone("+1 650 253 0000")
    assert phone and (phone.number, phone.kind) == ("+16502530000", PhoneKind.FOREIGN)


@pytest.mark.parametrize("raw", ["", "không có", "12", "+999", "12345", "0912345678901234"])
def test_what_can_be_no_number_is_none(raw):
    assert normalise_phone(raw) is None


MOBILES = st.from_regex(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}", fullmatch=True)


@given(MOBILES, st.sampled_from(["{0}", "+84{1}", "0084 {1}", "84{1}", "{2}.{3}.{4}", " {2} {3}-{4} "]))
def test_every_mobile_is_read_however_it_is_written(number, form):
    raw = form.format(number, number[1:], number[:4], number[4:7], number[7:])
    phone = normalise_phone(raw)
    assert phone and (phone.number, phone.kind, phone.warning) == (number, PhoneKind.MOBILE, "")


@given(st.text(st.sampled_from("0123456789+.- ()a"), max_size=25))
def test_a_normalised_number_stays_as_it_is(raw):
    phone = normalise_phone(raw)
    again = normalise_phone(phone.number) if phone else None
    assert (again and again.number) == (phone and phone.number)
