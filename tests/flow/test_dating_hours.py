"""A dated stop keeps to its venue's hours to the minute, and says its address; plans made before open still."""

import datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from dating_plan import ARPAJON, AURILLAC, MAURIAC, SALERS, tables
from hypothesis import given
from hypothesis import strategies as st

from maillage.flow.dating import timetable
from maillage.flow.dating.days import Days
from maillage.flow.dating.files import read_plan, read_stops
from maillage.flow.dating.hours import Hours, longest
from maillage.flow.dating.openings import openings
from maillage.flow.dating.sitting import Seat, chooser
from maillage.opening import Ranges, written
from maillage.publish.tables import csv_text
from maillage.venues import VENUES, Venues
from maillage.vocabulary.plan import PLACES, ROUNDS

MONDAY = datetime.date(2026, 9, 7)
ALL = np.array([(1 << 10) - 1], np.int64)
NEVER = np.zeros((1, 28), np.bool_)
LATER = ("venue_address", "venue_times")

WEEK: dict[str, dict[int, Ranges]] = {
    AURILLAC: {day: [(510, 705)] for day in range(5)},
    ARPAJON: {1: [(600, 735)]},
    MAURIAC: {1: [(480, 720)], 4: [(840, 945), (1050, 1110)]},
    SALERS: {1: [(990, 1110)]},
}
"""Hours of each place by weekday; Salers opens from 16:30 to 18:30, Mauriac twice on Friday's afternoon."""


def told(week: dict[int, Ranges]) -> str:
    return written([week.get(day, []) for day in range(7)])


def made(rounds: pl.DataFrame, weeks: int = 4) -> pl.DataFrame:
    places, posts, _ = tables()
    return timetable(places, posts, rounds, first=MONDAY, weeks=weeks, moves=200, proof=False).stops


def outside(stops: pl.DataFrame) -> list[tuple[str, datetime.date, int, int]]:
    """Stops that no stretch of their venue's hours holds: read from the table above, not from the words."""
    return [
        (place, date, begins, ends)
        for place, date, begins, ends in stops.select("place", "date", "begins", "ends").iter_rows()
        if not any(a <= begins and ends <= b for a, b in WEEK[place].get(date.weekday(), []))
    ]


def test_every_stop_lies_in_its_venue_s_hours() -> None:
    rounds = tables()[2]
    words = pl.col("place").replace_strict({place: told(week) for place, week in WEEK.items()})
    found = made(rounds.with_columns(venue_times=words, venue_address=pl.format("1 rue de {}", "place")))
    assert found.height == 22
    assert outside(found) == []
    assert set(found["address"]) == {f"1 rue de {place}" for place in WEEK}
    assert found.filter(place=SALERS).select("begins", "ends").unique().rows() == [(990, 1110)]
    assert found.filter(place=AURILLAC).select("begins", "ends").unique().rows() == [(540, 705)]
    assert outside(made(rounds)) != []  # the control: with half-days alone they do not


weeks = st.lists(
    st.lists(st.tuples(st.integers(0, 287), st.integers(1, 100)), max_size=3).map(
        lambda day: [(5 * a, min(5 * (a + b), 1440)) for a, b in day]
    ),
    min_size=7, max_size=7,
)  # fmt: skip


@given(weeks)
def test_openings_are_a_stretch_of_the_hours_or_the_usual_one_inside(week: list[Ranges]) -> None:
    days, text = Days.of(MONDAY, 4), written(week)
    seat = Seat("Ici", "hall", None, text or None)
    hours = openings(["15014"], ALL, days, [], NEVER, {}, lambda *_: seat, Hours(days))[0]
    for day in range(days.count):
        for half, (first, last, usual) in enumerate(((0, 780, (540, 720)), (780, 1440, (840, 1020)))):
            begin, end = (int(edge) for edge in hours[day, half])
            if not text:
                assert (begin, end) == (usual if day % 7 < 5 else (0, 0))
            elif end > begin:
                minutes = {m for a, b in week[day % 7] for m in range(a, b)}
                assert set(range(begin, end)) <= minutes  # never outside
                assert first <= begin
                assert end <= last
            elif day % 7 < 5:
                assert longest(week[day % 7], half) == (0, 0)


def venues(*rows: tuple[str, int, str | None]) -> Venues:
    """Halls of Aurillac: name, mask, hours to the minute."""
    told = [
        {"code": AURILLAC, "kind": "hall", "name": name, "opening": mask, "times": times, "address": f"Rue {name}"}
        for name, mask, times in rows
    ]
    table = pl.DataFrame([{name: row.get(name) for name in VENUES} for row in told], schema=VENUES)
    return Venues(table.with_columns(commune=pl.lit(0)), 1)


@pytest.mark.parametrize(
    ("roster", "sits"),
    [
        (None, "Grande"),  # the first that opens then
        ("Mo 09:00-12:00", "Roster"),
        ("Mo 09:00-10:00", "Grande"),  # an hour is not worth the trip
        ("Tu 09:00-12:00", "Grande"),
        ("sur rendez-vous", "Roster"),  # not understood: its half-day holds
    ],
)
def test_where_one_sits(roster: str | None, sits: str) -> None:
    here = venues(("Courte", 1, "Mo 11:00-12:00"), ("Grande", 1, "Mo 08:00-12:00"), ("Autre", 4, None))
    row = {"place": AURILLAC, "week": 1, "weekday": 0, "half": "morning", "venue": "Roster", "venue_kind": "hall",
           "venue_times": roster}  # fmt: skip
    rows = [{name: row.get(name) for name in ROUNDS}] if roster else []
    seat = chooser(here, pl.DataFrame(schema=PLACES), pl.DataFrame(rows, schema=ROUNDS), Hours(Days.of(MONDAY, 4)))
    assert seat(AURILLAC, 0, 0).name == sits
    assert seat(AURILLAC, 1, 0) == Seat("Autre", "hall", "Rue Autre", None)
    assert seat(AURILLAC, 4, 1).name == "Courte"  # nothing is open: the place's first


def test_a_plan_made_before_opens_and_takes_what_the_town_halls_say_today(tmp_path: Path) -> None:
    for name, table in zip(("places", "posts", "rounds"), tables(), strict=True):
        older = table.drop(LATER, strict=False)
        (tmp_path / f"{name}.csv").write_text(csv_text(older), encoding="utf-8")
    places, posts, rounds = read_plan(tmp_path)
    assert not set(LATER) & set(rounds.columns)
    found = timetable(places, posts, rounds, first=MONDAY, weeks=4, moves=200, proof=False).stops
    mauriac = found.filter(place=MAURIAC)
    assert set(mauriac["address"]) == {"20 place Georges-Pompidou, 15200 Mauriac"}
    salers = found.filter(place=SALERS)  # its town hall opens from 9 to 12, though the plan says the afternoon
    assert set(salers.select("begins", "ends").rows()) <= {(540, 720)}
    again = tmp_path / "stops.csv"
    again.write_text(csv_text(found.drop("address")), encoding="utf-8")
    kept = timetable(places, posts, rounds, first=MONDAY, weeks=4, moves=200, proof=False, adopted=read_stops(again))
    assert kept.stops.select("stop", "date").equals(found.select("stop", "date"))
