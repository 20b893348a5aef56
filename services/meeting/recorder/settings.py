"""What the recorder is told beside the room's own settings."""

from pathlib import Path

from shared.settings import Settings


class RecorderSettings(Settings):
    """From `DT_*`. `media_tap` is `host:port`; the spool keeps what the store does not have yet."""

    recorder_spool: Path
    media_tap: str
    recorder_low_disk_mb: int = 2048
    aac: bool = False  # the mixed voices once more, for players without Opus (Safari); about 1 % of a core
