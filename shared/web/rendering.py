"""Jinja2 templates of a room, with what every page knows."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from shared.calendar import words
from shared.clock import OffsetClock
from shared.ids import new_id
from shared.settings import Settings
from shared.web import csrf, flash
from shared.web.menu import menu_for

SHARED = Path(__file__).parent / "templates"


class Templates:
    """Renders pages; a missing variable is an error, never an empty string."""

    def __init__(self, folder: Path, settings: Settings, clock: OffsetClock) -> None:
        self._settings, self._clock = settings, clock
        self.environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(SHARED)]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.update(
            static=lambda path: f"/static/{settings.release}/{path}",
            command_id=lambda: str(new_id()),
            demo=settings.demo,
            release=settings.release,
        )
        self.environment.filters.update(
            day=lambda at: words.long_date(_day_of(at)),
            short_day=lambda at: words.short_date(_day_of(at)),
            moment=words.instant_words,
            time=words.clock_time,
            lasting=words.length_words,
            position=words.position,
            left=lambda at: words.remaining_words(words.local_day(clock.now()), _day_of(at)),
        )

    def page(self, request: Request, name: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A whole page with the shell's context, the CSRF cookie kept and the notice taken."""
        html = self.environment.get_template(name).render(self._shell(request) | context)
        response = HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})
        csrf.keep_cookie(request, response)
        flash.forget(request, response)
        return response

    def fragment(self, name: str, **context: Any) -> str:
        """A part of a page, the same for everyone who sees it."""
        return self.environment.get_template(name).render(context)

    def _shell(self, request: Request) -> dict[str, Any]:
        from shared.web.guard import find_officer

        officer = find_officer(request)
        now = self._clock.now()
        return {
            "request": request,
            "officer": officer,
            "menu": menu_for(officer, request.url.path),
            "csrf_token": csrf.token_of(request, self._settings.link_secret.get_secret_value()),
            "flash": flash.take(request),
            "unit_name": officer.unit_name if officer else "",
            "now": now,
            "now_words": words.instant_words(now),
        }


def _day_of(at: date) -> date:
    """The day in Việt Nam; a plain date is taken as it is."""
    return words.local_day(at) if isinstance(at, datetime) else at
