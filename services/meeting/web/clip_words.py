"""Words about films and recordings: decisions, why there is no film, what was done."""

from dataclasses import dataclass

from services.meeting.store.clip_tables import Done, RecordingHistory
from services.meeting.store.recording_tables import FilmState
from shared.calendar import instant_words
from shared.contracts.meeting import ClipShown

SHOWN = {
    ClipShown.WITHHELD: ("neutral", "Không công khai"),
    ClipShown.INITIAL: ("good", "Công khai, chỉ chữ cái đầu"),
    ClipShown.NAMED: ("good", "Công khai, nêu tên"),
}
DONE = {
    Done.HELD: "Giữ lại quá thời hạn",
    Done.RELEASED: "Thôi giữ lại",
    Done.DELETED: "Xóa bản ghi",
    Done.EXPIRED: "Hết thời hạn lưu, phần mềm xóa bản ghi",
    Done.ERASED: "Xóa đoạn ghi hình theo yêu cầu xóa dữ liệu cá nhân",
}
MISSING = {
    FilmState.WAITING: "Đang cắt đoạn này, thường xong sau ít phút.",
    FilmState.NONE: "Lượt này không được ghi hình.",
    FilmState.READY: "Đoạn này đã xóa.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the history macro."""

    title: str
    at: str
    at_iso: str
    who: str
    text: str


def decided(line: RecordingHistory) -> Line:
    """A decision about a film, as the history macro shows it."""
    return _line(line, SHOWN[ClipShown(line.words)][1], "")


def done(line: RecordingHistory) -> Line:
    """What was done to the recording, with what of it is gone from the store."""
    counted = f"Đã xóa {line.objects} tệp khỏi kho lưu trữ." if line.objects else ""
    return _line(line, DONE[line.what], counted or line.words)


def _line(line: RecordingHistory, title: str, text: str) -> Line:
    return Line(title, instant_words(line.at), line.at.isoformat(), line.who, text)
