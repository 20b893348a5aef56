"""The words of every sample as printed. After a wanted change: `python -m tests.shared.documents.golden_texts`."""

from pathlib import Path

from shared.documents.pdf import pdf_bytes
from tests.shared.documents.measuring import pages
from tests.shared.documents.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"


def printed(name: str) -> str:
    """The text of a sample, page by page."""
    texts = [page.extract_text() for page in pages(pdf_bytes(SAMPLES[name]()))]
    return "\n--- trang ---\n".join("\n".join(line.rstrip() for line in text.splitlines()) for text in texts) + "\n"


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name in SAMPLES:
        (GOLDEN / f"{name}.txt").write_text(printed(name), encoding="utf-8")


if __name__ == "__main__":
    main()
