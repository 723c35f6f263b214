"""Calendar feeds (iCalendar, RFC 5545): stops that calendars follow, with their changes and cancellations."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import icalendar
import polars as pl

from maillage.calendar import PARIS, ambiguous, span, wall
from maillage.publish.feeds import words
from maillage.publish.feeds.columns import CANCELLED, whole
from maillage.publish.feeds.texts import portable, portable_name
from maillage.publish.feeds.time_zones import time_zone
from maillage.vocabulary.messages import language, say

Method = Literal["PUBLISH", "CANCEL"]

_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_PLACES: Final = 6
"""Decimals of degrees, a tenth of a metre, the most RFC 5545 wants."""


@dataclass(frozen=True)
class Feed:
    """What a calendar says of itself.

    Attributes
    ----------
    name
        Shown by calendars, such as ``Passages à Mauriac``.
    host
        Name of the site, the second half of every stop's UID: it must stay.
    page
        Address of the page that shows the same.
    contact
        Telephone, mail, for people.
    organizer
        Mail address in whose name it is published; without one the calendar has no METHOD, as RFC 5546 wants.
    refresh_minutes
        How often to ask again.
    busy
        Whether stops fill the time of who follows them (an advisor), or only inform (everyone else).
    """

    name: str
    host: str
    page: str = ""
    contact: str = ""
    organizer: str = ""
    refresh_minutes: int = 60
    busy: bool = False


def calendar_file(
    stops: pl.DataFrame, feed: Feed, *, method: Method = "PUBLISH", made_at: datetime.datetime | None = None
) -> bytes:
    """A calendar of stops, in the current language.

    Parameters
    ----------
    stops
        Columns of :data:`maillage.vocabulary.timetable.STOPS` and :data:`maillage.publish.feeds.columns.BECOMING`; see
        :func:`maillage.publish.feeds.columns.whole` for those that may be absent. Cancelled stops stay in it, so that
        calendars take them off; a stop that was moved keeps its ``stop``.
    feed
        What the calendar says of itself.
    method
        ``PUBLISH`` for a feed; ``CANCEL`` for a message about cancelled stops, the others being left out.
    made_at
        Moment of making, aware: date of each stop under a METHOD. Without it, each stop's own last change, so that the
        same stops always give the same bytes.

    Returns
    -------
    bytes
        UTF-8, lines of at most 75 octets ending with CRLF. Times are of the place's clock, with its rules in the file;
        those that this clock shows twice in a night are in UTC, those that it skips an hour later, as it shows them.

    Raises
    ------
    MalformedFile
        A needed column is absent, or a state is unknown.
    InvalidOption
        A stop's zone is none of an inhabited French place.
    """
    table = whole(stops, portable)
    if method == "CANCEL":
        table = table.filter(pl.col("state") == CANCELLED)
    calendar = _header(feed, method, table)
    for zone in table["zone"].unique().sort().to_list() or [PARIS]:
        calendar.add_component(time_zone(zone))
    for stop in table.iter_rows(named=True):
        calendar.add_component(_event(stop, feed, made_at))
    return bytes(calendar.to_ical(sorted=False))


def _header(feed: Feed, method: Method, table: pl.DataFrame) -> icalendar.Calendar:
    """The calendar without its stops."""
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Maillage//Passages//{language().upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    if feed.organizer:
        calendar.add("METHOD", method)
    name, refresh = portable_name(feed.name), datetime.timedelta(minutes=feed.refresh_minutes)
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", icalendar.vText(name))
    calendar.add("X-WR-TIMEZONE", table["zone"].mode().sort().to_list()[0] if table.height else PARIS)
    calendar.add("REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(refresh))
    if feed.page:
        calendar.add("URL", feed.page)
    if changed := table["changed_at"].max():
        calendar.add("LAST-MODIFIED", changed)
    return calendar


def _event(stop: Mapping[str, Any], feed: Feed, made_at: datetime.datetime | None) -> icalendar.Event:
    """One stop."""
    event = icalendar.Event()
    changed = stop["changed_at"] or _EPOCH
    event.add("UID", f"{stop['stop']}@{feed.host}")
    event.add("DTSTAMP", made_at or changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", stop["sequence"])
    for name, moment in zip(("DTSTART", "DTEND"), _moments(stop), strict=True):
        event.add(name, moment)
    event.add("STATUS", "CANCELLED" if stop["state"] == CANCELLED else "CONFIRMED")
    event.add("TRANSP", "OPAQUE" if feed.busy and stop["state"] != CANCELLED else "TRANSPARENT")
    event.add("SUMMARY", words.headline(stop))
    event.add("LOCATION", words.address(stop))
    event.add("DESCRIPTION", words.notice(stop, contact=portable(feed.contact), page=stop["url"] or feed.page))
    event.add("CATEGORIES", words.categories(stop))
    if stop["lat"] is not None and stop["lon"] is not None:
        event.add("GEO", (round(stop["lat"], _PLACES), round(stop["lon"], _PLACES)))
    if page := stop["url"] or feed.page:
        event.add("URL", page)
    if feed.organizer:
        event.add("ORGANIZER", f"mailto:{feed.organizer}", parameters={"CN": say("publish.feeds.advisor")})
    return event


def _moments(stop: Mapping[str, Any]) -> tuple[datetime.datetime, datetime.datetime]:
    """First and last moment, on the place's clock where every reader understands it alike."""
    day, zone = stop["date"], stop["zone"]
    first, last = span(day, stop["begins"], stop["ends"], zone)
    if ambiguous(day, stop["begins"], zone) or ambiguous(day, stop["ends"], zone):
        return first, last
    return wall(first, zone), wall(last, zone)
