"""Files in S3: one bucket and one key a room; others get short-lived links from the owner."""

from shared.storage.store import Store

__all__ = ["Store"]
