"""What the console says of the recorder's troubles: what happened, what is lost, what to do."""

import pytest

from services.meeting.web.recorder_door import Heard
from services.meeting.web.recording_words import warning

TOLD = {
    "state": "warning",
    "objects": 360,
    "megabytes": 270.5,
    "away_minutes": 12.4,
    "free_megabytes": 1536,
    "lost_s": 94,
}
SAYS = {
    "store_away": ("warn", "Kho lưu trữ tạm vắng 12 phút, vẫn đang ghi vào máy chủ: 360 đoạn chờ", "Chưa mất gì"),
    "disk_low": ("warn", "Ổ đĩa máy chủ sắp đầy: còn 1,5 GB", "dọn ổ đĩa ngay trong buổi họp"),
    "disk_failed": ("bad", "Ổ đĩa máy chủ đã đầy hoặc hỏng", "Chưa mất gì"),
    "segments_lost": ("bad", "Bản ghi đã mất 1 phút 34 giây", "ghi âm dự phòng"),
}


@pytest.mark.parametrize("reason", SAYS)
def test_each_trouble_is_told_with_its_figures_and_with_what_to_do(reason):
    kind, title, text = SAYS[reason]
    said = warning(reason, Heard.of(TOLD | {"reasons": [reason]}))
    assert (said.kind, title in said.title, text in said.text) == (kind, True, True), said


def test_figures_that_tell_nothing_do_not_make_screens_change():
    assert Heard.of(TOLD | {"reasons": []}) == Heard(is_running=True)
