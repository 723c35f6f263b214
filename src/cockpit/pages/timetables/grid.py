"""Stops of a timetable laid out for people: a week of advisors by days, and place by place."""

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import polars as pl

from cockpit.pages.timetables import saying
from cockpit.timetables import queries
from cockpit.timetables.models import Timetable
from cockpit.timetables.states import PUBLISHED
from maillage.vocabulary.names import plain

WORKED = 5
"""Days of the week that are shown even when nobody works."""

Told = dict[str, Any]
"""A stop with its hours in words."""


@dataclass(frozen=True)
class Row:
    """An advisor's week: stops of each day."""

    post: str
    name: str
    days: list[tuple[datetime.date, list[Told]]]

    def on(self, day: datetime.date) -> list[Told]:
        """Stops of a day."""
        return next((stops for one, stops in self.days if one == day), [])


@dataclass
class Held:
    """A place, its venues, and for each day when someone comes there, with how many at a time."""

    code: str
    name: str
    venues: list[str] = field(default_factory=list)
    stops: list[Told] = field(default_factory=list)

    @property
    def days(self) -> list[tuple[str, list[tuple[Told, int]]]]:
        """Days with the times of each, those called off apart, and how many advisors come then."""
        days = groupby(self.stops, key=lambda stop: stop["date"])
        return [(saying.day(day), _times(list(own))) for day, own in days]


def _times(stops: list[Told]) -> list[tuple[Told, int]]:
    known = {(stop["begins"], stop["ends"], stop["state"]): stop for stop in stops}
    many = Counter((stop["begins"], stop["ends"], stop["state"]) for stop in stops)
    return [(known[key], many[key]) for key in sorted(known)]


def stops(timetable: Timetable) -> pl.DataFrame:
    """Stops as people now know them where it is published, else as they were computed."""
    if timetable.state == PUBLISHED:
        return queries.table(timetable.stops.filter(lost=False)).with_columns(pl.col("uid"))
    found = queries.tables_of(timetable)["stops"]
    return found.with_columns(state=pl.lit("planned"), reason=pl.lit(""), late_minutes=pl.lit(0), uid=pl.lit(""))


def mondays(timetable: Timetable) -> list[datetime.date]:
    """Mondays of the weeks it lies in."""
    first = timetable.first_date - datetime.timedelta(days=timetable.first_date.weekday())
    count = ((timetable.last_date - first).days + 7) // 7
    return [first + datetime.timedelta(days=7 * number) for number in range(count)]


def week(
    table: pl.DataFrame, monday: datetime.date, posts: list[str], chosen: datetime.date
) -> tuple[list[datetime.date], list[Row]]:
    """Days of a week that are worked, and each post's stops on them; names are of who works the posts on a day."""
    days = [monday + datetime.timedelta(days=number) for number in range(7)]
    own = table.filter(pl.col("date").is_between(days[0], days[-1])).sort("date", "begins")
    shown = [day for day in days if day.weekday() < WORKED or not own.filter(pl.col("date") == day).is_empty()]
    held: dict[tuple[str, datetime.date], list[Told]] = {}
    for stop in own.iter_rows(named=True):
        held.setdefault((stop["post"], stop["date"]), []).append(told(stop))
    names = saying.post_names(posts, chosen)
    rows = [Row(post, names.get(post, ""), [(day, held.get((post, day), [])) for day in shown]) for post in posts]
    return shown, rows


def found(rows: list[Row], words: str) -> list[Row]:
    """Rows of the posts that some words name, by their number or who works them; of the others, the stops in a commune
    that they name.
    """
    asked = plain(words)
    named = {row.post for row in rows if asked in plain(f"{row.name} {row.post}")}
    kept = [row if row.post in named else _in_communes(row, asked) for row in rows]
    return [row for row in kept if row.post in named or any(stops for _, stops in row.days)]


def _in_communes(row: Row, asked: str) -> Row:
    """What is left of a row."""
    days = [(day, [stop for stop in stops if asked in plain(stop["place_name"])]) for day, stops in row.days]
    return replace(row, days=days)


def missed(table: pl.DataFrame) -> list[Told]:
    """Wanted stops that fit nowhere, by place and reason with how many, the most first."""
    many = pl.len().alias("count")
    grouped = table.group_by("place", "place_name", "reason").agg(many, pl.col("first").min(), pl.col("last").max())
    return grouped.sort("count", "place_name", descending=[True, False]).to_dicts()


def by_place(table: pl.DataFrame) -> list[Held]:
    """Places by name, each with its stops in order."""
    found: dict[str, Held] = {}
    for stop in table.sort("place_name", "place", "date", "begins").iter_rows(named=True):
        one = found.setdefault(stop["place"], Held(stop["place"], stop["place_name"]))
        one.stops.append(told(stop))
        if stop["venue"] and stop["venue"] not in one.venues:
            one.venues.append(stop["venue"])
    return list(found.values())


def told(stop: Told) -> Told:
    """A stop with its hours in words."""
    return {**stop, "hours": saying.hours(stop["begins"], stop["ends"])}
