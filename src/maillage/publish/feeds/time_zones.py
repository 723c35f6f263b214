"""Clocks as calendars carry them, each written out whole.

A library that derives them from its own table of changes writes bounded lists of dates, which other readers take for
one hour wrong; so the two zones with summer time stand here as their law has it, the others as their one offset.
"""

import datetime
from functools import lru_cache
from typing import Final, cast

import icalendar

from maillage.calendar import instant, wall
from maillage.calendar.departements import OVERSEAS
from maillage.calendar.zones import PARIS
from maillage.vocabulary.errors import InvalidOption

_CHANGING: Final = {
    PARIS: (
        ("DAYLIGHT", "19700329T020000", "+0100", "+0200", "CEST", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
        ("STANDARD", "19701025T030000", "+0200", "+0100", "CET", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ),
    "America/Miquelon": (
        ("DAYLIGHT", "20070311T020000", "-0300", "-0200", "-02", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"),
        ("STANDARD", "20071104T020000", "-0200", "-0300", "-03", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
    ),
}
"""European rule since 1996 (directive 2000/84/CE), Saint-Pierre-et-Miquelon's with North America since 2007."""

_FIXED: Final = frozenset(zone for _, zone in OVERSEAS.values()) - set(_CHANGING) | {
    "Pacific/Marquesas",
    "Pacific/Gambier",
}
_ANY_DAY: Final = datetime.date(2026, 1, 1)

KNOWN: Final = frozenset(_CHANGING) | _FIXED
"""Zones a calendar can carry."""


@lru_cache(maxsize=32)
def time_zone(zone: str) -> icalendar.Timezone:
    """The component VTIMEZONE of a zone.

    Raises
    ------
    InvalidOption
        No inhabited French place goes by this clock.
    """
    if zone not in KNOWN:
        raise InvalidOption("publish.feeds.no_zone", value=zone, known=", ".join(sorted(KNOWN)))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for kind, since, before, after, name, rule in _CHANGING.get(zone) or (_one_offset(zone),):
        lines += [
            f"BEGIN:{kind}",
            f"DTSTART:{since}",
            f"TZOFFSETFROM:{before}",
            f"TZOFFSETTO:{after}",
            f"TZNAME:{name}",
        ]
        lines += [f"RRULE:{rule}"] * bool(rule) + [f"END:{kind}"]
    return cast("icalendar.Timezone", icalendar.Timezone.from_ical("\r\n".join([*lines, "END:VTIMEZONE", ""])))


def _one_offset(zone: str) -> tuple[str, str, str, str, str, str]:
    """A clock that never changes."""
    shown = wall(instant(_ANY_DAY, 0, zone), zone)
    offset = shown.strftime("%z")
    return ("STANDARD", "19700101T000000", offset, offset, shown.strftime("%Z"), "")
