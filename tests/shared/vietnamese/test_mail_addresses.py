"""Mail addresses as people type them."""

import pytest

from shared.vietnamese import read_mail_address, same_mail_address
from tests.rules import rule


@rule("C-21")
def test_case_does_not_make_another_address():
    found = read_mail_address(" VanPhong.PhuXuyen@HaNoi.gov.vn ")
    assert found and found.key == "vanphong.phuxuyen@hanoi.gov.vn"
    assert found.address == "VanPhong.PhuXuyen@hanoi.gov.vn"
    assert same_mail_address("vp@HaNoi.gov.vn", "VP@hanoi.gov.vn ")
    assert not same_mail_address("vp1@hanoi.gov.vn", "vp2@hanoi.gov.vn")


@pytest.mark.parametrize("raw", ["", "không có", "a@b", "nguyễn@gmail.com", "a b@gmail.com", "a@gmail..com"])
def test_what_no_server_would_take_is_none(raw):
    assert read_mail_address(raw) is None
