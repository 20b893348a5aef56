"""What a room counts. Read at `/metrics` on the room's own port; the front door does not serve it."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("http_requests_total", "HTTP requests", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("http_request_seconds", "Time to answer a request", ["route"])
PUBLISHED = Counter("outbox_published_total", "Facts relayed to the bus")
UNPUBLISHED = Gauge("outbox_unpublished", "Facts waiting in the outbox")
CONSUMED = Counter("facts_consumed_total", "Facts taken from the bus", ["consumer", "result"])
DEAD_LETTERS = Counter("dead_letters_total", "Facts set aside after repeated failure", ["consumer"])
LIVE_READERS = Gauge("live_readers", "Open live pictures", ["view"])
