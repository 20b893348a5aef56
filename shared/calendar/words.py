"""Dates, times and remaining days in Vietnamese, and the one time zone of the product."""

from datetime import UTC, date, datetime, time, timedelta, timezone

# Việt Nam has had one offset and no summer time since 1975: no zone database on the machine is needed.
HO_CHI_MINH = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def weekday_name(day: date) -> str:
    """'Thứ Năm', 'Chủ nhật'."""
    return _WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """'05/09/2026', for tables and sentences."""
    return f"{day:%d/%m}/{day.year}"


def long_date(day: date) -> str:
    """'Thứ Năm, 26/11/2026', for screens."""
    return f"{weekday_name(day)}, {short_date(day)}"


def day_month(day: date) -> str:
    """'Thứ Hai 23/11', inside a sentence whose year is clear."""
    return f"{weekday_name(day)} {day:%d/%m}"


def letter_date(day: date) -> str:
    """'ngày 05 tháng 02 năm 2026', 'ngày 05 tháng 9 năm 2026', for letters.

    Days below 10 and months 1 and 2 get a zero, months 3 to 9 do not (NĐ 30/2020/NĐ-CP).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def clock_time(at: time | datetime) -> str:
    """'08:00'; an instant is read on the clock of Việt Nam."""
    at = to_local(at) if isinstance(at, datetime) else at
    return f"{at.hour:02d}:{at.minute:02d}"


def instant_words(at: datetime) -> str:
    """'08:00 Thứ Năm, 26/11/2026'."""
    return f"{clock_time(at)} {long_date(local_day(at))}"


def until_words(day: date) -> str:
    """'đến hết Thứ Hai, 23/11/2026 (24:00)': a term lasts until the day itself ends, not the office hours."""
    return f"đến hết {long_date(day)} (24:00)"


def remaining_words(today: date, due_on: date) -> str:
    """'còn 3 ngày', 'hôm nay', 'quá hạn 2 ngày', in calendar days."""
    left = (due_on - today).days
    if left == 0:
        return "hôm nay"
    return f"còn {left} ngày" if left > 0 else f"quá hạn {-left} ngày"


def length_words(seconds: float) -> str:
    """'3 phút 12 giây', '45 giây', '1 giờ 2 phút', of a film or a pause."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    parts = [(hours, "giờ"), (minutes, "phút"), (rest if not hours else 0, "giây")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 giây"


def position(seconds: float) -> str:
    """'0:12:30', a place on the timeline of a recording."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def to_local(at: datetime) -> datetime:
    """The instant on the clock of Việt Nam. Refuses a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"no time zone: {at.isoformat()}")
    return at.astimezone(HO_CHI_MINH)


def local_day(at: datetime) -> date:
    """The calendar day of an instant in Việt Nam."""
    return to_local(at).date()


def to_instant(day: date, at: time) -> datetime:
    """The UTC instant of a wall clock time in Việt Nam."""
    return datetime.combine(day, at.replace(tzinfo=None), HO_CHI_MINH).astimezone(UTC)
