"""Stops of a timetable laid out for people: a week of advisors by days, and place by place."""

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True)
class Habit:
    """Days of the week and times when someone comes to a place: on which dates, in which state, how many at once."""

    words: str
    dates: list[tuple[datetime.date, str, int]]

    @property
    def many(self) -> int:
        """How many come at once where it is always as many, else 0: each date says it."""
        counts = {many for _, _, many in self.dates}
        return counts.pop() if len(counts) == 1 else 0


@dataclass
class Held:
    """A place, its venues, and who comes there when."""

    code: str
    name: str
    venues: list[str] = field(default_factory=list)
    stops: list[Told] = field(default_factory=list)

    @property
    def habits(self) -> list[Habit]:
        """Its stops by day of the week and time: what is usual is read at a glance, and so is what is not."""
        many = Counter((_usual(stop), stop["date"], stop["state"]) for stop in self.stops)
        found: dict[tuple[int, int, int], list[tuple[datetime.date, str, int]]] = {}
        for (usual, day, state), count in sorted(many.items()):
            found.setdefault(usual, []).append((day, state, count))
        return [
            Habit(f"{saying.DAYS[weekday]}, {saying.hours(begins, ends)}", dates)
            for (weekday, begins, ends), dates in found.items()
        ]


def _usual(stop: Told) -> tuple[int, int, int]:
    return stop["date"].weekday(), stop["begins"], stop["ends"]


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
