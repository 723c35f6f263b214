"""Calendars made wrong on purpose, and the guards of the writer taken away: each must be seen by the readers."""

from unittest import mock

import icalendar
import polars as pl

from maillage.calendar import ambiguous, instant, span
from maillage.publish.feeds import Feed, calendar_file, icalendar_file
from maillage.publish.feeds.texts import line


def wrong_rule(calendar: bytes) -> bytes:
    """Summer time that ends a month early."""
    return calendar.replace(b"BYMONTH=10", b"BYMONTH=9")


def wrong_offset(calendar: bytes) -> bytes:
    """Winter time an hour off."""
    return calendar.replace(b"TZOFFSETTO:+0100", b"TZOFFSETTO:+0000")


def derived_zones(calendar: bytes) -> bytes:
    """Zones as the library derives them."""
    parsed = icalendar.Calendar.from_ical(calendar)
    parsed.subcomponents = [part for part in parsed.subcomponents if part.name != "VTIMEZONE"]
    parsed.add_missing_timezones()
    return bytes(parsed.to_ical(sorted=False))


def local_where_ambiguous(stops: pl.DataFrame, feed: Feed) -> bytes:
    """Times that come twice written as the clock shows them."""
    with mock.patch.object(icalendar_file, "ambiguous", return_value=False):
        return calendar_file(stops, feed)


def as_the_clock_skips_them(stops: pl.DataFrame, feed: Feed) -> bytes:
    """Times that do not exist written as given."""

    def moments(stop):
        zone = icalendar_file.wall(instant(stop["date"], 720, stop["zone"]), stop["zone"]).tzinfo
        first, last = span(stop["date"], stop["begins"], stop["ends"], stop["zone"])
        if ambiguous(stop["date"], stop["begins"], stop["zone"]) or ambiguous(stop["date"], stop["ends"], stop["zone"]):
            return first, last
        shown = icalendar_file.wall(first, stop["zone"])
        if (shown.hour * 60 + shown.minute) != stop["begins"]:
            shown = shown.replace(hour=stop["begins"] // 60, minute=stop["begins"] % 60, tzinfo=zone)
        return shown, icalendar_file.wall(last, stop["zone"])

    with mock.patch.object(icalendar_file, "_moments", moments):
        return calendar_file(stops, feed)


def texts_as_given(stops: pl.DataFrame, feed: Feed) -> bytes:
    """Backslashes and quotes left in."""
    with mock.patch.object(icalendar_file, "portable", line):
        return calendar_file(stops, feed)
