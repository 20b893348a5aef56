"""What the console says when the recorder needs somebody: what happened, whether it still records, what to do."""

from typing import NamedTuple

from services.meeting.web.recorder_door import Heard


class Warning(NamedTuple):
    """It goes by itself once the recorder says that all is well."""

    kind: str
    title: str
    text: str


BACKUP = "ghi âm dự phòng bằng thiết bị khác."
UNREACHABLE = Warning(
    "bad",
    "Không liên lạc được với máy ghi",
    "Hội nghị vẫn tiếp tục; mốc từng lượt phát biểu được giữ lại và ghi bù sau. "
    f"Máy ghi tự nối lại trong vài giây; quá một phút chưa được, xin báo quản trị và {BACKUP}",
)


def warning(reason: str, heard: Heard) -> Warning:
    """One reason of the recorder (`Recorders.state`) for a person at the console."""
    match reason:
        case "media_away":
            return Warning(
                "bad",
                "Máy ghi không nhận được hình và tiếng",
                "Đoạn này sẽ trống trong bản ghi. Máy ghi tự nối lại trong vài giây; quá một phút chưa được, "
                f"xin báo quản trị và {BACKUP}",
            )
        case "store_away":
            return Warning(
                "warn",
                f"Kho lưu trữ tạm vắng{_for_minutes(heard)}, vẫn đang ghi vào máy chủ: {heard.objects} đoạn chờ",
                f"Chưa mất gì, không cần dừng họp ({_amount(heard.megabytes)} MB chờ vào kho). Xin đừng tắt máy chủ và "
                "báo quản trị kiểm tra kho lưu trữ; kho trở lại thì các đoạn tự chuyển vào.",
            )
        case "disk_low":
            return Warning(
                "warn",
                f"Ổ đĩa máy chủ sắp đầy: còn {_amount(heard.free_gigabytes)} GB",
                "Vẫn đang ghi. Xin báo quản trị dọn ổ đĩa ngay trong buổi họp; một giờ ghi cần khoảng 0,5 GB.",
            )
        case "segments_lost":
            return Warning(
                "bad",
                f"Bản ghi đã mất {_duration(heard.lost_s)} vì máy chủ hết chỗ chứa",
                "Chỗ mất để trống, ghi rõ trên trang ghi hình và trong đoạn của câu hỏi; phần còn lại vẫn nguyên. "
                f"Xin báo quản trị dọn ổ đĩa ngay, ghi việc này vào diễn biến và {BACKUP}",
            )
        case _:
            return Warning(
                "bad",
                "Ổ đĩa máy chủ đã đầy hoặc hỏng, không ghi thêm được",
                "Chưa mất gì: các đoạn mới chuyển thẳng vào kho lưu trữ; kho cũng đầy thì chỉ chờ được trong bộ nhớ "
                f"khoảng 10 phút. Xin đừng tắt máy chủ, báo quản trị dọn ổ đĩa ngay và {BACKUP}",
            )


def _for_minutes(heard: Heard) -> str:
    return f" {heard.away_minutes} phút" if heard.away_minutes else ""


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return " ".join(part for part in (f"{minutes} phút" if minutes else "", f"{rest} giây" if rest else "") if part)


def _amount(number: float) -> str:
    """With a decimal comma."""
    return f"{number:.1f}".replace(".", ",")
