"""The demo's story: two units, played through the front door in the order of their days.

Of the commune's three conferences one takes registrations, one is in session now, one is over with its letters; the
city's service centre holds its monthly session now, in its hall and at three branch points. The business clock starts
in the past and is put forward from act to act until it is real time again.
"""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deploy.demo.conference import Conference
from deploy.demo.house import House
from deploy.demo.office import open_office
from deploy.demo.registrations import Registration
from deploy.demo.staff import CENTRE, COMMUNE, Staff
from shared.calendar import default_calendar, local_day, to_instant, to_local
from shared.clock import real_now

Act = Callable[[datetime], Awaitable[None]]
Tell = Callable[[int, int], None]
MINUTES_A_DAY = 24 * 60
JUMP = timedelta(seconds=2)  # shorter ways are waited
NO_SOONER = timedelta(seconds=0.05)  # a form received in the future is refused, so no act comes early


class Story:
    """Acts with their moments. Acts after `now` are not played: they are the newcomer's."""

    def __init__(self, now: datetime) -> None:
        self._now, self._order, self._acts = now, itertools.count(), list[tuple[datetime, int, Act]]()

    def at(self, moment: datetime, act: Act) -> None:
        if moment <= self._now:
            heapq.heappush(self._acts, (moment, next(self._order), act))

    async def play(self, house: House, tell: Tell) -> None:
        """Every act at its moment, then the clock is real again."""
        total = len(self._acts)
        ahead = -timedelta(days=1000)  # of real time
        while self._acts:
            moment, _, act = heapq.heappop(self._acts)
            early = moment - real_now() - ahead + NO_SOONER
            if early > JUMP:
                ahead = moment - real_now()
                await house.set_time(moment)
            elif early > timedelta():
                await asyncio.sleep(early.total_seconds())
            await act(moment)
            tell(total - len(self._acts), total)
        await house.set_time(real_now())


async def tell_story(house: House, link_secret: str, tell: Tell) -> None:
    """From an empty installation to the demo."""
    now = real_now()
    story = Story(now)
    today, morning, afternoon = local_day(now), time(8, 0), time(14, 0)
    commune, centre = Staff(house, COMMUNE), Staff(house, CENTRE)
    before, after = (
        to_instant(working_day(today + timedelta(days=n)), at) for n, at in ((-13, morning), (13, afternoon))
    )
    over = Conference(commune, "concluded", before, "71", _title(before, "lần 1"))
    live = Conference(commune, "live", now - timedelta(minutes=70), "96", _title(now, "lần 2"))
    ahead = Conference(commune, "open", after, "103", _title(after, "lần 3"))
    hybrid = Conference(centre, "hybrid", now - timedelta(minutes=55), "18", _monthly(now))
    _prepare(story, over, 33, Behind())
    _prepare(story, live, 32, Behind(approve=3))
    _prepare(story, ahead, 25, Behind(screen=2, assign=2))
    _prepare(story, hybrid, 26, Behind(approve=2))
    _hold(story, over, turns=24, whole=True)
    _hold(story, live, turns=8, whole=False)
    _hold_with_branches(story, hybrid)
    _after(story, over)
    await house.set_time(over.before(40))
    for units_open, staff in enumerate((commune, centre)):
        await open_office(house.url, staff.unit_id, link_secret, units_open)
    await house.rest()
    await story.play(house, tell)


def _title(starts_at: datetime, which: str) -> str:
    return f"Hội nghị đối thoại về thủ tục hành chính năm {to_local(starts_at).year}, {which}"


def _monthly(starts_at: datetime) -> str:
    return f"Hội nghị đối thoại định kỳ tháng {to_local(starts_at):%m/%Y} giữa các cá nhân, tổ chức với các Sở, ngành"


@dataclass(frozen=True, slots=True)
class Behind:
    """How many questions each desk has not got to yet, so that a newcomer finds something to do."""

    screen: int = 0
    assign: int = 0
    approve: int = 0


def _prepare(story: Story, conference: Conference, lead: float, behind: Behind) -> None:
    """Announcement, forms as they come in, and desks that work every few days."""
    story.at(conference.before(lead), conference.announce)
    story.at(conference.before(lead - 1), lambda _now: conference.invite())
    for moment, form in conference.times():
        story.at(moment, _handing_in(conference, form))
    for days in (21, 17, 13, 9, 5, 3):
        is_last = days == 3
        story.at(conference.before(days), lambda _now: conference.screen(leave=behind.screen))
        story.at(conference.before(days - 0.1), lambda _now: conference.assign(leave=behind.assign))
        story.at(conference.before(days - 1.5), lambda _now: conference.draft())
        story.at(conference.before(days - 2), _approving(conference, behind.approve if is_last else 0))


def _approving(conference: Conference, leave: int) -> Act:
    return lambda _now: conference.approve(leave=leave, back=min(leave, 1))


def _handing_in(conference: Conference, form: Registration) -> Act:
    return lambda now: conference.hand_in(form, now)


def _hold(story: Story, conference: Conference, *, turns: int, whole: bool) -> None:
    """The session: doors, agenda, turns, people who stand up in the hall; to the gavel, or to the middle of it."""

    at_minute = _clock_of(story, conference)
    at_minute(-15, lambda _now: conference.open_doors())
    at_minute(0, lambda _now: conference.begin())
    at_minute(6, lambda _now: conference.adopt())
    for minute, number in ((9, 2), (15, 3), (24, 4)):
        at_minute(minute, _step(conference, number))
    for n, form in enumerate(conference.walk_ins()):
        at_minute(31 + 9 * n, _standing_up(conference, form))
    for n in range(turns):
        at_minute(26 + 6 * n, lambda _now: conference.speak_next())
    if whole:
        end = 26 + 6 * turns
        for minute, number in ((end, 5), (end + 20, 6)):
            at_minute(minute, _step(conference, number))
        at_minute(end + 30, lambda _now: conference.close())


def _hold_with_branches(story: Story, conference: Conference) -> None:
    """The centre's session to its middle: greetings from a branch on air, then speakers at all points."""
    at_minute = _clock_of(story, conference)
    at_minute(-20, lambda _now: conference.open_doors())
    at_minute(0, lambda _now: conference.begin())
    at_minute(5, lambda _now: conference.adopt())
    at_minute(7, lambda _now: conference.put_on_air("chi-nhanh-2"))
    at_minute(9, lambda _now: conference.put_on_air(""))
    for minute, number in ((10, 2), (18, 3)):
        at_minute(minute, _step(conference, number))
    for n in range(5):
        at_minute(20 + 6 * n, lambda _now: conference.speak_next())
    for n, form in enumerate(conference.walk_ins()):
        at_minute(33 + 9 * n, _standing_up(conference, form))


def _clock_of(story: Story, conference: Conference) -> Callable[[int, Act], None]:
    """Acts by the minute of the session."""
    return lambda minute, act: story.at(conference.before(-minute / MINUTES_A_DAY), act)


def _step(conference: Conference, number: int) -> Act:
    return lambda _now: conference.step(number)


def _standing_up(conference: Conference, form: Registration) -> Act:
    return lambda _now: conference.walk_in(form)


def _after(story: Story, conference: Conference) -> None:
    """What was raised in the hall is assigned and answered; letters go out; minutes and result are closed."""
    story.at(conference.before(-1), lambda _now: conference.assign())
    story.at(conference.before(-1.2), lambda _now: conference.sign_off())
    story.at(conference.before(-3), lambda _now: conference.draft())
    story.at(conference.before(-4), lambda _now: conference.approve())
    story.at(conference.before(-6), conference.send_letters)
    story.at(conference.before(-8), lambda _now: conference.publish())
    story.at(conference.before(-11), conference.report_deliveries)


def working_day(day: date) -> date:
    """The day itself, or the working day before it."""
    calendar = default_calendar()
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day
