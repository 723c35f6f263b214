"""Plan versus done: what counts, what is too few to tell, what is suggested and by which rule."""

import csv
import datetime
import math
from collections.abc import Callable
from io import StringIO
from typing import Any

import polars as pl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from plans_kept import done_plan
from timetables_kept import stop_at
from week_kept import today, works

from cockpit.accounts.models import User
from cockpit.plans.models import Plan
from cockpit.territories import places
from cockpit.timetables import holding
from cockpit.timetables.models import Report, Stop

pytestmark = pytest.mark.django_db

Holder = Callable[..., User]
HERE = places.get("departement", "90")
OTHER = {"place": "90004", "place_name": "Andelnans"}


def back(weeks: int, weekday: int = 1) -> datetime.date:
    """A Tuesday some weeks ago."""
    day = today() - datetime.timedelta(days=7 * weeks)
    return day + datetime.timedelta(days=weekday - day.weekday())


def held(plan: Plan, day: datetime.date, people: int, **fields: Any) -> Stop:
    stop = stop_at(day, fields.pop("begins", 540), fields.pop("ends", 720), plan=plan, state="held", **fields)
    Report.objects.create(
        stop=stop, people=people, minutes=60, mode="individuel", place_kind="lieu_activite",
        themes=["internet"] if people else [], key=f"key-{stop.pk}", asked="a",
    )  # fmt: skip
    return stop


@pytest.fixture
def plan(db: None) -> Plan:
    return done_plan()


def read(user: User, path: str = "/passages-tenus", **asked: str) -> Any:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(path, asked)


def test_what_was_to_be_held_is_counted_once_over(plan: Plan, holder: Holder) -> None:
    advisor = holder("advisor", "departement", "90")
    works(advisor, held(plan, back(1), 4))
    stop_at(back(2), 540, 720, plan=plan)  # nobody said
    stop_at(back(3), 540, 720, plan=plan, state="cancelled", reason="x")
    stop_at(back(4), 540, 720, plan=plan, state="cancelled", lost=True)  # a later timetable has it no more
    stop_at(today() + datetime.timedelta(days=1), 540, 720, plan=plan)  # to come
    past = holding.past(HERE, back(9), today() + datetime.timedelta(days=9))
    table = holding.tallies(holding.with_advisors(past), "advisor", "advisor_name")
    assert table.select("name", "planned", "held", "cancelled", "unreported", "people").rows() == [
        (str(advisor), 3, 1, 1, 1, 4)
    ]
    assert holding.past(places.get("departement", "25"), back(9), today()).is_empty()
    assert [sum(counts.values()) for _, counts in holding.weekly(past)] == [1, 1, 1]


def test_a_stop_under_way_is_not_over_yet(plan: Plan) -> None:
    stop = stop_at(back(1), 540, 720, plan=plan)
    at = datetime.datetime.combine(stop.date, datetime.time(10, 30), datetime.UTC)
    assert holding.past(HERE, stop.date, stop.date, at).is_empty()
    assert len(holding.past(HERE, stop.date, stop.date, at + datetime.timedelta(hours=2))) == 1


@pytest.mark.parametrize(
    ("people", "found"), [([1, 1, 1], True), ([1, 1], False), ([2, 2, 2], False), ([0, 0, 5], True)]
)
def test_the_rule_is_three_held_and_a_mean_below(plan: Plan, people: list[int], found: bool) -> None:
    for week, number in enumerate(people):
        held(plan, back(week + 1), number)
    assert bool(holding.deserted(holding.past(HERE, back(9), today()), 2)) is found


def test_the_half_day_that_does_better_near_by_is_told(plan: Plan, holder: Holder) -> None:
    for week in (1, 2, 3):
        held(plan, back(week), 0)
        held(plan, back(week, 3), 6, begins=840, ends=1020, **OTHER)
    (one,) = holding.deserted(holding.past(HERE, back(9), today()), 2)
    assert (one.name, one.weekday, one.half, one.held, one.mean, one.better) == ("Belfort", 1, 0, 3, 0, (3, 1, 3, 6.0))
    boss = holder("coordinator", "departement", "90")
    page = read(boss).content.decode()
    assert "Belfort, mardi matin" in page
    assert "Essayez plutôt le jeudi après-midi" in page
    assert (
        "Essayez" not in read(holder("coordinator", "departement", "90"), seuil="20", du=str(today())).content.decode()
    )


def test_few_are_not_told_to_the_unit(plan: Plan, holder: Holder) -> None:
    pilot = holder("departement_pilot", "departement", "90")
    for week in range(1, 6):
        held(plan, back(week), 3, **OTHER)
    held(plan, back(2), 2)
    page = read(pilot).content.decode()
    assert "moins de 5" in page
    assert "100" in page
    rows = list(csv.DictReader(StringIO(read(pilot, "/passages-tenus/lieu.csv").content.decode("utf-8-sig"))))
    assert [(row["name"], row["planned"], row["people"], row["held_low"]) for row in rows] == [
        ("Andelnans", "5", "15", "0.566"), ("Belfort", "1", "<5", ""),
    ]  # fmt: skip
    assert "conseiller" in read(pilot, "/passages-tenus/conseiller.csv").headers["Content-Disposition"]


@pytest.mark.parametrize(("role", "opens"), [("departement_pilot", 200), ("coordinator", 200), ("advisor", 404)])
def test_whose_page_it_is_and_nobody_else_s_territory(holder: Holder, role: str, opens: int) -> None:
    user = holder(role, "departement", "90")
    assert read(user).status_code == opens
    if opens == 200:
        assert "territoire du vôtre" in read(user, place="departement:25").content.decode()
        assert read(user, "/passages-tenus/lieu.csv", place="departement:25").status_code == 404
        assert "corrigez les dates" in read(user, du="2026-05-02", au="2026-05-01").content.decode()


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_range_holds_the_shares_that_would_not_surprise(case: tuple[int, int]) -> None:
    """Its ends are where the score test turns: |p̂ - p| = z √(p(1-p)/n)."""
    seen, trials = case
    low, high = holding.wilson(seen, trials)
    assert 0 <= low <= seen / trials + 1e-12
    assert seen / trials - 1e-12 <= high <= 1
    for end in (low, high):
        if 1e-9 < end < 1 - 1e-9:
            spread = holding.Z95 * math.sqrt(end * (1 - end) / trials)
            assert abs(seen / trials - end) == pytest.approx(spread, abs=1e-9)


def test_tallies_add_up(plan: Plan) -> None:
    rows = [("a", "A", "e", "p", today(), 0, 0, one, None) for one in holding.OUTCOMES for _ in range(2)]
    (row,) = holding.tallies(pl.DataFrame(rows, schema=holding.PAST, orient="row"), "place", "place_name").rows(
        named=True
    )
    assert (row["planned"], row["held"], row["cancelled"], row["unreported"], row["people"]) == (6, 2, 2, 2, 0)
