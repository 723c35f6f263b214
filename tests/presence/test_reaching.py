"""Reach in time, by small tables and by an obvious twin."""

import datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import maillage.presence
from maillage.presence import by_commune, by_half_day, by_week
from maillage.presence.reaching import COMMUNES, HALF_DAYS, WEEKS, Roads

MONDAY = datetime.date(2026, 12, 7)
DAY = datetime.timedelta(1)
PEOPLE = np.array([100.0, 50.0, 10.0])
ROADS = Roads(np.array([0, 1, 1, 2]), np.array([0, 0, 1, 1]), np.array([3, 18, 4, 29], np.float32))
"""Commune 0 is at place 0; commune 1 at 18 minutes of it and at place 1; commune 2 at 29 minutes of place 1."""


def stops(*told):
    rows = [(MONDAY + day * DAY, begins, place) for day, begins, place in told]
    return pl.DataFrame(rows, schema={"date": pl.Date, "begins": pl.Int16, "place": pl.String}, orient="row")


TOLD = stops((1, 540, "A"), (1, 840, "B"), (5, 540, "B"), (8, 540, "A"))


def test_public_names():
    assert maillage.presence.__all__ == ["KEYS", "by_commune", "by_half_day", "by_week", "share"]


@pytest.mark.parametrize(
    ("day", "half", "minutes", "people"),
    [(1, 0, 15, 100), (1, 0, 20, 150), (1, 1, 15, 50), (1, 1, 30, 60), (5, 0, 30, 60), (5, 1, 30, 0), (0, 0, 30, 0)],
)
def test_half_days(day, half, minutes, people):
    found = by_half_day(TOLD, ["A", "B"], PEOPLE, ROADS, [15, 20, 30], MONDAY, MONDAY + 13 * DAY)
    assert dict(found.schema) == HALF_DAYS
    assert len(found) == 14 * 2 * 3
    row = found.filter(
        (pl.col("date") == MONDAY + day * DAY) & (pl.col("half") == half) & (pl.col("minutes") == minutes)
    )
    assert row["people"].to_list() == [people]
    assert row["share"].to_list() == pytest.approx([people / 160])


def test_weeks():
    found = by_week(TOLD, ["A", "B"], PEOPLE, ROADS, [15], MONDAY, MONDAY + 13 * DAY)
    assert dict(found.schema) == WEEKS
    assert found["people"].to_list() == [150, 100]
    assert found["stops"].to_list() == [3, 1]


def test_communes():
    found = by_commune(TOLD, ["X", "Y", "Z"], ["A", "B"], ROADS, 20, MONDAY, MONDAY + 13 * DAY)
    assert dict(found.schema) == COMMUNES
    assert found["half_days"].to_list() == [2, 4, 0]
    assert found["weeks"].to_list() == [2, 2, 0]
    assert found["longest_wait_days"].to_list() == [6, 5, 14]
    assert found["next_date"].to_list() == [MONDAY + DAY, MONDAY + DAY, None]
    assert found["nearest_minutes"].to_list() == [3, 4, 29]


def test_without_a_stop_nobody_is_reached():
    none = stops()
    assert by_half_day(none, [], PEOPLE, ROADS, [30], MONDAY, MONDAY)["people"].to_list() == [0, 0]
    waits = by_commune(none, ["X"], [], Roads(*(np.array([], int) for _ in range(3))), 30, MONDAY, MONDAY + 6 * DAY)
    assert waits["longest_wait_days"].to_list() == [7]
    assert by_half_day(none, [], np.zeros(3), ROADS, [30], MONDAY, MONDAY)["share"].to_list() == [0, 0]


@given(st.integers(0, 10**6))
def test_as_counted_one_by_one(seed):
    rng = np.random.default_rng(seed)
    communes, places, days = 6, 4, 9
    minutes = rng.uniform(0, 40, (communes, places)).astype(np.float32)
    origin, place = np.nonzero(minutes <= 35)
    roads = Roads(origin, place, minutes[origin, place])
    people = rng.uniform(0, 100, communes)
    told = stops(
        *((int(rng.integers(days)), int(rng.choice([540, 840])), "ABCD"[rng.integers(places)]) for _ in range(12))
    )
    found = by_half_day(told, list("ABCD"), people, roads, [15, 30], MONDAY, MONDAY + (days - 1) * DAY)
    for date, half, reach, _stops, held, _share in found.iter_rows():
        then = told.filter((pl.col("date") == date) & ((pl.col("begins") >= 780) == bool(half)))["place"].to_list()
        near = [any(minutes[c, "ABCD".index(p)] <= reach for p in then) for c in range(communes)]
        assert held == pytest.approx(people[near].sum())
    assert (found.filter(minutes=30)["people"].to_numpy() >= found.filter(minutes=15)["people"].to_numpy() - 1e-9).all()
