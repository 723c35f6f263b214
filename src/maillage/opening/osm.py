"""OpenStreetMap's opening hours, read by the library that knows the whole grammar, as half-days of a usual week."""

import contextlib
import datetime
import re
from collections import Counter

import opening_hours

from maillage.opening import half_days, words
from maillage.opening.half_days import SLOTS, Ranges

LONGEST = 500
"""Characters of a text beyond which it is no weekly timetable."""

FIRST_MONDAY = datetime.datetime(2026, 1, 5)
"""Start of the year that is looked at: any whole year will do."""

WEEKS = 52
USUAL_WEEKS = 39
"""Weeks of the year, of 52, that a half-day must be open to count: holidays pass, every other week does not."""

_SEASONAL = re.compile(
    r"week|easter|\[|\d{4}(?![:\d])|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|SH|sun|dawn|dusk"
)
_TALK = re.compile(r'\|\||(?:^|;)\s*"[^"]*"\s*(?:;|$)')
"""A rule that only holds a comment, or a fallback: the library calls it open at any time, nobody else would."""

_DAY = datetime.timedelta(days=1)


def osm_mask(text: str) -> int | None:
    """Half-days usually open, Monday to Saturday.

    Parameters
    ----------
    text
        Hours such as ``Mo-Fr 09:00-12:00,14:00-17:00; PH off``, or the same in French words.

    Returns
    -------
    int or None
        As :func:`maillage.opening.mask`; None where the text is not understood. Public holidays are usual days; a
        comment beside hours (« by appointment ») changes nothing.
    """
    hours = _parsed(text)
    if hours is None:
        return None
    if not _SEASONAL.search(str(hours)):
        return _week(hours, FIRST_MONDAY)
    open_weeks = Counter[int]()
    for week in range(WEEKS):
        found = _week(hours, FIRST_MONDAY + 7 * week * _DAY)
        open_weeks.update(slot for slot in range(SLOTS) if found >> slot & 1)
    return sum(1 << slot for slot, weeks in open_weeks.items() if weeks >= USUAL_WEEKS)


def osm_days(text: str, first: datetime.date, last: datetime.date, country: str = "FR") -> list[Ranges] | None:
    """Hours of each day between two, both included.

    Parameters
    ----------
    text
        As :func:`osm_mask`. ``PH`` are the country's public holidays; the library knows no school holidays: rules about
        ``SH`` do nothing.

    Returns
    -------
    list of Ranges or None
        Minutes since midnight, day by day; None where the text is not understood.
    """
    hours = _parsed(text, country)
    if hours is None:
        return None
    start = datetime.datetime.combine(first, datetime.time())
    days: list[Ranges] = [[] for _ in range((last - first).days + 1)]
    for begin, end, state, _comments in hours.intervals(start, start + len(days) * _DAY):
        if state == opening_hours.State.OPEN:
            a, b = (int((moment - start).total_seconds() // 60) for moment in (begin, end or start + len(days) * _DAY))
            for day in range(max(a, 0) // 1440, min((b - 1) // 1440 + 1, len(days))):
                days[day].append((max(a - 1440 * day, 0), min(b - 1440 * day, 1440)))
    return days


def _parsed(text: str, country: str | None = None) -> opening_hours.OpeningHours | None:
    """What the library understands of a text, in OpenStreetMap's words or in French put into them."""
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST:
        return None
    for said in (plain, words.translate(text)):
        if said is None or _TALK.search(said):
            continue
        with contextlib.suppress(opening_hours.ParserError):  # type: ignore[attr-defined]  # absent from its stubs
            return opening_hours.OpeningHours(said, country=country)
    return None


def _week(hours: opening_hours.OpeningHours, monday: datetime.datetime) -> int:
    """Half-days open in the week that begins on a Monday."""
    end = monday + 6 * _DAY
    week: list[half_days.Ranges] = [[] for _ in range(6)]
    for start, stop, state, _comments in hours.intervals(monday, end):
        if state == opening_hours.State.OPEN:
            begin, until = (int((moment - monday).total_seconds() // 60) for moment in (start, stop or end))
            for day in range(max(begin, 0) // 1440, min((until - 1) // 1440 + 1, 6)):
                week[day].append((begin - 1440 * day, until - 1440 * day))
    return half_days.mask(week)
