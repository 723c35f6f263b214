"""What a time on the clock of a place means, on the two nights a year when an hour is missing or comes twice too."""

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


def instant(day: datetime.date, minutes: int, zone: str) -> datetime.datetime:
    """Moment of a time on a place's clock, in UTC.

    Parameters
    ----------
    day
        Of the place.
    minutes
        Since midnight on the wall clock; 1,440 is the next midnight.
    zone
        IANA name, as :func:`maillage.calendar.zone_of` gives it.

    Returns
    -------
    datetime
        Aware, UTC. A time that does not exist (2:30 when summer time begins) is read by the clock of before, so an hour
        later on the new one; a time that comes twice is its first coming. Both as RFC 5545, section 3.3.5, has it.
    """
    return _wall(day, minutes).replace(tzinfo=_zone(zone)).astimezone(datetime.UTC)


def ambiguous(day: datetime.date, minutes: int, zone: str) -> bool:
    """Whether the clock shows this time twice, when summer time ends."""
    first = instant(day, minutes, zone)
    second = _wall(day, minutes).replace(tzinfo=_zone(zone), fold=1).astimezone(datetime.UTC)
    return second > first


def span(day: datetime.date, begins: int, ends: int, zone: str) -> tuple[datetime.datetime, datetime.datetime]:
    """First and last moment of a stop, in UTC, the last after the first.

    Where the beginning falls in the missing hour and the end is no longer after it, the stop keeps its length.
    """
    first, last = instant(day, begins, zone), instant(day, ends, zone)
    return first, last if last > first else first + datetime.timedelta(minutes=ends - begins)


def wall(moment: datetime.datetime, zone: str) -> datetime.datetime:
    """What a place's clock shows at a moment, as an aware time of that zone."""
    return moment.astimezone(_zone(zone))


def _wall(day: datetime.date, minutes: int) -> datetime.datetime:
    """Day and time as the clock shows them."""
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)


@lru_cache(maxsize=32)
def _zone(zone: str) -> ZoneInfo:
    """Rules of a zone, from the system or from the package tzdata."""
    return ZoneInfo(zone)
