"""Meeting's database and an open room for the tests of films and recordings."""

from tests.services.meeting.live.conftest import browser, database, room_url

__all__ = ["browser", "database", "room_url"]
