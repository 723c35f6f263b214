"""Reach in time: on a half-day, who has a stop within some minutes; over a period, who waits and how long."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

NOON = 13 * 60
"""Minutes since midnight from which a stop is the afternoon's."""

HALF_DAYS = {
    "date": pl.Date,
    "half": pl.Int8,  # 0 morning, 1 afternoon
    "minutes": pl.Int16,  # reach
    "stops": pl.Int32,  # of the half-day
    "people": pl.Float64,  # with a stop within reach
    "share": pl.Float64,  # of all people
}
"""Columns of reach by half-day: one row per half-day of the period and reach."""

WEEKS = {"monday": pl.Date, "minutes": pl.Int16, "stops": pl.Int32, "people": pl.Float64, "share": pl.Float64}
"""Columns of reach by week: people with at least one stop within reach that week."""

COMMUNES = {
    "code": pl.String,
    "half_days": pl.Int32,  # half-days of the period with a stop within reach
    "weeks": pl.Int32,  # weeks with one
    "longest_wait_days": pl.Int32,  # most days in a row without one
    "next_date": pl.Date,  # first of them, null for none
    "nearest_minutes": pl.Float64,  # to the nearest stop of the period, null beyond the roads given
}
"""Columns of reach by commune."""


class Roads(NamedTuple):
    """Minutes from each commune to the places that are near it.

    Attributes
    ----------
    origin, place
        [k] number of the commune, number of the place.
    minutes
        [k] by car.
    """

    origin: NDArray[np.int64]
    place: NDArray[np.int64]
    minutes: NDArray[np.float32]


def by_half_day(
    stops: pl.DataFrame, places: Sequence[str], people: NDArray[np.float64], roads: Roads, reaches: Sequence[int],
    first: datetime.date, last: datetime.date,
) -> pl.DataFrame:  # fmt: skip
    """People with a stop within reach, half-day by half-day.

    Parameters
    ----------
    stops
        Columns ``date``, ``begins``, ``place`` at least.
    places
        Commune codes of the places, as numbered in the roads.
    people
        [n] people of each commune.
    roads
        From communes to places.
    reaches
        Minutes.
    first, last
        Days of the period, both included; half-days without a stop are told too.

    Returns
    -------
    polars.DataFrame
        Columns of :data:`HALF_DAYS`.
    """
    slot, place = _slots(stops, places, first)
    counts = np.bincount(slot, minlength=2 * _days(first, last))
    lines = []
    for minutes in reaches:
        reached = _reached(slot, place, roads, minutes, len(people), len(counts))
        held = people @ reached
        lines += [
            (
                first + datetime.timedelta(s // 2),
                s % 2,
                minutes,
                int(counts[s]),
                float(held[s]),
                _share(held[s], people),
            )
            for s in range(len(counts))
        ]
    return pl.DataFrame(lines, schema=HALF_DAYS, orient="row").sort("date", "half", "minutes")


def by_week(
    stops: pl.DataFrame, places: Sequence[str], people: NDArray[np.float64], roads: Roads, reaches: Sequence[int],
    first: datetime.date, last: datetime.date,
) -> pl.DataFrame:  # fmt: skip
    """People with a stop within reach at least once a week, weeks from Monday; see :func:`by_half_day`."""
    monday = first - datetime.timedelta(first.weekday())
    slot, place = _slots(stops, places, monday)
    weeks = _days(monday, last) // 7 + (_days(monday, last) % 7 > 0)
    counts = np.bincount(slot // 14, minlength=weeks)
    lines = []
    for minutes in reaches:
        held = people @ _reached(slot // 14, place, roads, minutes, len(people), weeks)
        lines += [
            (monday + datetime.timedelta(7 * w), minutes, int(counts[w]), float(held[w]), _share(held[w], people))
            for w in range(weeks)
        ]
    return pl.DataFrame(lines, schema=WEEKS, orient="row").sort("monday", "minutes")


def by_commune(
    stops: pl.DataFrame, codes: Sequence[str], places: Sequence[str], roads: Roads, minutes: int,
    first: datetime.date, last: datetime.date,
) -> pl.DataFrame:  # fmt: skip
    """How often each commune has a stop within some minutes, and how long it waits; see :func:`by_half_day`.

    Returns
    -------
    polars.DataFrame
        Columns of :data:`COMMUNES`, in the order of ``codes``.
    """
    slot, place = _slots(stops, places, first)
    days = _days(first, last)
    reached = _reached(slot, place, roads, minutes, len(codes), 2 * days)
    daily: NDArray[np.bool_] = np.asarray(reached.reshape(len(codes), days, 2).any(axis=2))
    weekday = np.array([(first + datetime.timedelta(d)).isocalendar()[:2] for d in range(days)])
    _weeks, week = np.unique(weekday, axis=0, return_inverse=True)
    weekly = np.zeros((len(codes), int(week.max(initial=-1)) + 1), np.bool_)
    for d in range(days):
        weekly[:, week[d]] |= daily[:, d]
    nearest = np.full(len(codes), np.inf)
    seen = np.isin(roads.place, np.unique(place))
    np.minimum.at(nearest, roads.origin[seen], roads.minutes[seen])
    comes: NDArray[np.bool_] = np.asarray(daily.any(axis=1))
    return pl.DataFrame(
        {
            "code": list(codes),
            "half_days": reached.sum(axis=1),
            "weeks": weekly.sum(axis=1),
            "longest_wait_days": [_longest(row) for row in daily],
            "next_date": [
                first + datetime.timedelta(int(row.argmax())) if any_ else None
                for row, any_ in zip(daily, comes, strict=True)
            ],
            "nearest_minutes": pl.Series(np.where(np.isfinite(nearest), nearest, np.nan)).fill_nan(None),
        },
        schema_overrides=COMMUNES,
    ).select(pl.col(name).cast(kind) for name, kind in COMMUNES.items())


def _days(first: datetime.date, last: datetime.date) -> int:
    return (last - first).days + 1


def _slots(
    stops: pl.DataFrame, places: Sequence[str], first: datetime.date
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Half-day (from the first day's morning) and place of each stop."""
    number = {code: p for p, code in enumerate(places)}
    day = (stops["date"] - first).dt.total_days().to_numpy()
    half = (stops["begins"].to_numpy() >= NOON).astype(np.int64)
    place = np.array([number[code] for code in stops["place"]], np.int64)
    return (2 * day + half).astype(np.int64), place


def _reached(
    time: NDArray[np.int64], place: NDArray[np.int64], roads: Roads, minutes: int, communes: int, times: int
) -> NDArray[np.bool_]:
    """Whether each commune has a stop within reach at each time [communes, times]."""
    from scipy.sparse import csr_array

    places = int(max(place.max(initial=-1), roads.place.max(initial=-1))) + 1
    there = np.zeros((places, times), np.float32)
    there[place, time] = 1.0
    near = roads.minutes <= minutes
    links = (np.ones(int(near.sum()), np.float32), (roads.origin[near], roads.place[near]))
    return np.asarray((csr_array(links, shape=(communes, places)) @ there) > 0)


def _longest(days: NDArray[np.bool_]) -> int:
    """Most days in a row that are False."""
    ends = np.flatnonzero(np.concatenate([[True], days, [True]]))
    return int(np.diff(ends).max() - 1)


def _share(part: float, people: NDArray[np.float64]) -> float:
    total = float(people.sum())
    return float(part) / total if total > 0 else 0.0
