"""Văn thư: numbers and issues the letters, prints those for the post, records what the postman brings back."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from tests.e2e.person import Person


async def issue_all(clerk: Person, signer: str) -> None:
    """All waiting letters as one batch with a range of numbers, looked over before it is final."""
    await clerk.follow("Thư trả lời")
    await clerk.tick("Tất cả")
    await clerk.fill({"Họ tên người ký": signer})
    await clerk.press("Xem lại trước khi cấp số")
    await clerk.press("Cấp số và ban hành")


async def print_all(clerk: Person) -> None:
    """One print run of everything that goes by post; ends on its page."""
    await clerk.follow("In và gửi bưu điện")
    await clerk.press("Lập đợt in cho tất cả")


async def post(clerk: Person, tracking: str) -> None:
    await clerk.fill({"Mã bưu gửi": tracking})
    await clerk.press("Ghi đã giao bưu điện")


async def all_delivered(clerk: Person, proof: str) -> None:
    await clerk.tick("Chọn tất cả")
    await clerk.fill({"Bằng chứng": proof})
    await clerk.press("Đã phát")


def mails(folder: Path) -> list[EmailMessage]:
    """Everything the post office was given, in its order."""
    parser = BytesParser(policy=policy.default)
    return [parser.parsebytes(file.read_bytes()) for file in sorted(folder.glob("*.eml"))]


def trace_of(mail: EmailMessage) -> str:
    return str(mail["X-Trace"])[3:35]
