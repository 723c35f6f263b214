"""The public timetable for reuse: a CSV and a JSON of the same rows."""

import datetime
from typing import Any, Final

import polars as pl

from maillage.calendar import span, week_of
from maillage.publish.feeds.columns import whole
from maillage.publish.tables import csv_text, json_text

PUBLIC: Final = {
    "stop": pl.String,  # stays when the stop is moved
    "date": pl.Date,
    "week": pl.String,  # ISO, 2026-W53
    "begins": pl.String,  # wall clock of the place, 09:00
    "ends": pl.String,
    "zone": pl.String,
    "begins_at": pl.String,  # ISO 8601, UTC
    "ends_at": pl.String,
    "state": pl.String,
    "late_minutes": pl.Int16,
    "reason": pl.String,
    "place": pl.String,
    "place_name": pl.String,
    "departement": pl.String,
    "epci": pl.String,
    "epci_name": pl.String,
    "venue": pl.String,
    "venue_kind": pl.String,
    "address": pl.String,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "url": pl.String,
    "sequence": pl.Int32,
    "changed_at": pl.String,
}
"""Columns of the public timetable: what concerns whoever comes, nothing of the advisors' posts, bases and drives."""


def public_table(stops: pl.DataFrame) -> pl.DataFrame:
    """Stops as the public may reuse them: columns of :data:`PUBLIC`, by date, time and place.

    Raises
    ------
    MalformedFile
        As :func:`maillage.publish.feeds.columns.whole`.
    """
    return pl.DataFrame([_row(stop) for stop in whole(stops).iter_rows(named=True)], schema=PUBLIC, orient="row")


def timetable_csv(stops: pl.DataFrame) -> str:
    """The public timetable as CSV: comma, header, line feeds, UTF-8; cells that would run as formulas are disarmed."""
    return csv_text(public_table(stops))


def timetable_json(stops: pl.DataFrame, *, name: str, page: str = "", made_at: datetime.datetime | None = None) -> str:
    """The public timetable as JSON: ``name``, ``page``, ``made_at``, ``licence``, and ``stops`` as a list."""
    head = {"name": name, "page": page, "made_at": _moment(made_at), "licence": "Licence Ouverte 2.0 (etalab-2.0)"}
    return json_text(head | {"stops": public_table(stops).to_dicts()})


def _row(stop: dict[str, Any]) -> dict[str, Any]:
    """One stop."""
    first, last = span(stop["date"], stop["begins"], stop["ends"], stop["zone"])
    told = {
        "week": str(week_of(stop["date"])),
        "begins": _clock(stop["begins"]),
        "ends": _clock(stop["ends"]),
        "begins_at": _moment(first),
        "ends_at": _moment(last),
        "changed_at": _moment(stop["changed_at"]),
    }
    return {name: told.get(name, stop.get(name)) for name in PUBLIC}


def _clock(minutes: int) -> str:
    """``09:00``; the end of a day is ``24:00``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _moment(moment: datetime.datetime | None) -> str | None:
    """``2026-12-08T08:00:00Z``."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
