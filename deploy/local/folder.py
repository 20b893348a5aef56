"""The data folder: ours, whole, of a version we understand, and used by one stack at a time."""

import fcntl
import json
import os
import pwd
from pathlib import Path

from deploy.local.problems import AlreadyRunning, StackProblem

LAYOUT = 1
NOTE = "stack.json"
UNFINISHED = "restore-unfinished"
OTHER = "hãy chọn thư mục khác, ví dụ DATA=/srv/doi-thoai make run"


def open_folder(data: Path, *, restoring: bool = False) -> int:
    """Makes the folder when it is missing, checks it, and answers the descriptor of its lock: keep it open."""
    _make(data)
    _refuse_stranger(data)
    lock = _lock(data)
    _check_version(data / NOTE)
    if (data / UNFINISHED).exists() and not restoring:
        raise StackProblem(f"Lần phục hồi vào {data} chưa xong: hãy chạy lại make restore FILE=… FORCE=1.")
    for name in ("run", "logs"):
        (data / name).mkdir(exist_ok=True, mode=0o700)
    return lock


def refuse_running(data: Path) -> None:
    """For work on the folder as a whole, be it ours or broken."""
    os.close(_lock(data))


def write_note(data: Path) -> None:
    (data / NOTE).write_text(json.dumps({"layout": LAYOUT}))


def _make(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o711)
        probe = data / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as cause:
        raise StackProblem(f"Không ghi được vào thư mục dữ liệu {data} ({cause.strerror}): {OTHER}.") from cause


def _refuse_stranger(data: Path) -> None:
    owner = data.stat().st_uid
    if owner != os.geteuid():
        raise StackProblem(
            f"Thư mục dữ liệu {data} thuộc về người dùng {_name(owner)}: hãy chạy bằng người dùng đó, hoặc {OTHER}."
        )
    if not (data / NOTE).exists() and any(path.name != "lock" for path in data.iterdir()):
        raise StackProblem(f"Thư mục {data} không trống và không phải dữ liệu của Đối Thoại: {OTHER}.")


def _lock(data: Path) -> int:
    lock = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        os.close(lock)
        raise AlreadyRunning(
            f"Đối Thoại đang chạy với thư mục {data}: hãy dừng phiên đó trước (Ctrl-C), hoặc {OTHER}."
        ) from cause
    return lock


def _check_version(note: Path) -> None:
    if not note.exists():
        write_note(note.parent)
    try:
        layout = int(json.loads(note.read_text())["layout"])
    except (ValueError, KeyError, TypeError) as cause:
        raise StackProblem(
            f"Tệp {note} bị hỏng: hãy phục hồi từ bản sao lưu (make restore FILE=…), hoặc {OTHER}."
        ) from cause
    if layout > LAYOUT:
        raise StackProblem(
            f"Dữ liệu trong {note.parent} do phiên bản mới hơn tạo ra: hãy cập nhật phần mềm, hoặc {OTHER}."
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
