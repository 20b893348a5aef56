"""Names shown, and the area an address names."""

import pytest

from services.intake.domain.names import display_name, find_area, public_name
from shared.profiles import load_profile
from tests.rules import rule

AREAS = load_profile("phu-xuyen").unit.areas


@rule("R-055", "R-130")
def test_the_public_reads_an_initial_unless_the_person_chose_otherwise() -> None:
    assert public_name("Nguyễn Văn Cường", "", "thôn Nam Quất", publish=False) == "ông/bà C., thôn Nam Quất"
    assert public_name("Nguyễn Văn Cường", "", "thôn Nam Quất", publish=True) == "Nguyễn Văn Cường, thôn Nam Quất"
    assert public_name("Lê Hữu Phước", "HTX Nam Quất", "", publish=False) == "một tổ chức, doanh nghiệp"
    assert public_name("Lê Hữu Phước", "HTX Nam Quất", "", publish=True) == "HTX Nam Quất"
    assert display_name("Lê Hữu Phước", "HTX Nam Quất") == "Lê Hữu Phước (HTX Nam Quất)"


@rule("C-20")
@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("số 5, thôn Nam Quất, xã Phú Xuyên, thành phố Hà Nội", "nam-quat"),
        ("Nam Quat, Phu Xuyen", "nam-quat"),
        ("Thôn Thao Chính, thị trấn Phú Xuyên, huyện Phú Xuyên, Hà Nội", "thao-chinh"),
        ("xóm Cầu", "xom-cau"),
        ("Cầu Giấy, Hà Nội", None),
        ("", None),
        ("12 phố Huế, Hà Nội", None),
    ],
)
def test_an_area_is_recognised_by_whole_words_and_never_demanded(address: str, key: str | None) -> None:
    found = find_area(address, AREAS)
    assert (found.key if found else None) == key
