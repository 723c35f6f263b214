"""Times of stops on their place's own clock."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from cockpit.timetables.models import Stop


def starts_at(stop: Stop) -> datetime.datetime:
    """When a stop begins, without the delay said; where clocks jump over it, the hour that follows."""
    return at(stop.date, stop.begins, stop.zone)


def ends_at(stop: Stop) -> datetime.datetime:
    """When a stop ends."""
    return at(stop.date, stop.ends, stop.zone)


def at(date: datetime.date, minutes: int, zone: str) -> datetime.datetime:
    """A time of a day on a place's clock, minutes since midnight."""
    days, rest = divmod(minutes, 24 * 60)
    day = date + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(rest // 60, rest % 60), ZoneInfo(zone))


def begun(stop: Stop, now: datetime.datetime | None = None) -> bool:
    """Whether a stop has begun."""
    return starts_at(stop) <= (now or timezone.now())


def today(stop: Stop, now: datetime.datetime | None = None) -> bool:
    """Whether a stop is today, where it is held."""
    return (now or timezone.now()).astimezone(ZoneInfo(stop.zone)).date() == stop.date


def clock(minutes: int) -> str:
    """``9:05`` of minutes since midnight."""
    return f"{minutes // 60}:{minutes % 60:02d}"
