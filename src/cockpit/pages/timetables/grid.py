"""Stops of a timetable laid out for people: a week of advisors by days, and place by place."""

import datetime
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from cockpit.pages.timetables import saying
from cockpit.timetables import queries
from cockpit.timetables.models import Timetable
from cockpit.timetables.states import PUBLISHED

WORKED = 5
"""Days of the week that are shown even when nobody works."""


@dataclass(frozen=True)
class Row:
    """An advisor's week: stops of each day."""

    post: str
    name: str
    days: list[tuple[datetime.date, list[dict[str, Any]]]]


@dataclass
class Held:
    """A place and who comes there."""

    code: str
    name: str
    venues: list[str] = field(default_factory=list)
    stops: list[dict[str, Any]] = field(default_factory=list)


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


def week(table: pl.DataFrame, monday: datetime.date, posts: list[str]) -> tuple[list[datetime.date], list[Row]]:
    """Days of a week that are worked, and each post's stops on them."""
    days = [monday + datetime.timedelta(days=number) for number in range(7)]
    own = table.filter(pl.col("date").is_between(days[0], days[-1])).sort("date", "begins")
    shown = [day for day in days if day.weekday() < WORKED or not own.filter(pl.col("date") == day).is_empty()]
    held: dict[tuple[str, datetime.date], list[dict[str, Any]]] = {}
    for stop in own.iter_rows(named=True):
        held.setdefault((stop["post"], stop["date"]), []).append(told(stop))
    names = saying.post_names(posts, monday)
    rows = [Row(post, names.get(post, ""), [(day, held.get((post, day), [])) for day in shown]) for post in posts]
    return shown, rows


def by_place(table: pl.DataFrame) -> list[Held]:
    """Places by name, each with its stops in order."""
    found: dict[str, Held] = {}
    for stop in table.sort("place_name", "place", "date", "begins").iter_rows(named=True):
        one = found.setdefault(stop["place"], Held(stop["place"], stop["place_name"]))
        one.stops.append(told(stop))
        if stop["venue"] and stop["venue"] not in one.venues:
            one.venues.append(stop["venue"])
    return list(found.values())


def told(stop: dict[str, Any]) -> dict[str, Any]:
    """A stop with its hours in words."""
    return {**stop, "hours": saying.hours(stop["begins"], stop["ends"])}
