"""Dated visits keep every rule, and the bound holds."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timetable_cases import exhaustive, random_problem

import maillage.timetable
from maillage.timetable import Prices, mistakes, solve
from maillage.timetable._kernels.relaxing import within
from maillage.vocabulary.errors import InvalidOption

prices = st.floats(-1e4, 1e4)


def test_public_names():
    assert maillage.timetable.__all__ == [
        "MISSING", "Prices", "TimetableProblem", "TimetableResult", "Visits", "mistakes", "solve",
    ]  # fmt: skip


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 40))
def test_no_rule_is_broken_and_the_bound_holds(seed, short, visits):
    problem = random_problem(seed, places=6, advisors=3, days=7, visits=visits, short=short)
    found = solve(problem, seed=1, moves=200, bound_rounds=30)
    assert mistakes(problem, found) == []
    assert found.bound <= found.price + 1e-6


@pytest.mark.parametrize("seed", range(6, 14))
def test_small_questions_are_answered_as_by_trying_everything(seed):
    problem = random_problem(seed, places=3, advisors=2, days=2, visits=3, short=0.5)
    best = exhaustive(problem)
    found = solve(problem, moves=3000, bound_rounds=100)
    assert found.price == pytest.approx(best.price, abs=1e-3)
    assert found.bound <= best.price + 1e-3


@given(st.lists(st.tuples(prices, prices), max_size=5), st.integers(0, 12))
def test_days_within_a_quota_are_the_best_of_every_choice(worth, quota):
    days, chosen = np.array(worth).reshape(-1, 2), np.full(len(worth), -1)
    found = within(days, quota, chosen)
    best = min(
        sum(days[d, halves - 1] for d, halves in enumerate(choice) if halves)
        for choice in product(range(3), repeat=len(worth))
        if sum(choice) <= quota
    )
    assert found == pytest.approx(best)
    assert sum(days[d, halves - 1] for d, halves in enumerate(chosen) if halves) == pytest.approx(best)
    assert chosen.sum() <= quota


def test_the_bound_knows_the_quotas():
    problem = random_problem(3, places=6, advisors=2, days=5, visits=30, short=0.0)
    wide = solve(replace(problem, quota=np.full_like(problem.quota, 99)), moves=500, bound_rounds=200)
    tight = solve(replace(problem, quota=np.ones_like(problem.quota)), moves=500, bound_rounds=200)
    assert wide.bound < tight.bound <= tight.price
    assert tight.bound > 0.99 * tight.price


def test_the_check_sees_what_is_broken():
    problem = random_problem(3, visits=8)
    found = solve(problem, moves=200)
    v = int(np.flatnonzero(found.day >= 0)[0])

    def change(name, value):
        array = getattr(found, name).copy()
        array[v] = value
        return mistakes(problem, replace(found, **{name: array}))

    assert mistakes(problem, found) == []
    assert change("day", (found.day[v] + 1) % problem.days)
    assert change("advisor", 1 - found.advisor[v])
    assert change("begins", found.begins[v] - 30)
    assert mistakes(problem, replace(found, bound=found.price + 1))
    assert mistakes(problem, replace(found, price=found.price - 1))
    assert mistakes(replace(problem, seats=np.zeros_like(problem.seats)), found)
    assert mistakes(replace(problem, quota=np.zeros_like(problem.quota)), found)


def test_same_seed_same_answer():
    problem = random_problem(11, places=6, advisors=3, days=7, visits=30)
    one, other = (solve(problem, seed=5, moves=500) for _ in range(2))
    assert np.array_equal(one.day, other.day)
    assert one.price == other.price


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_with_room_for_everything_replanning_changes_nothing(seed):
    problem = random_problem(seed, places=5, advisors=4, days=7, visits=8)
    first = solve(problem, moves=400)
    v = problem.visits
    adopted = replace(v, adopted_day=first.day, adopted_half=first.half, adopted_advisor=first.advisor)
    again = solve(replace(problem, visits=adopted, prices=Prices(missed=200.0, moved=300.0, handed=300.0)), moves=400)
    held = first.day >= 0
    assert (again.day[held] == first.day[held]).all()
    assert (again.advisor[held] == first.advisor[held]).all()


def test_a_timetable_in_force_is_searched_less_than_a_new_one():
    problem = random_problem(11, places=6, advisors=3, days=7, visits=30)
    beats = []
    for question in (problem, replace(problem, visits=replace(problem.visits, adopted_day=problem.visits.first))):
        shares = []
        solve(question, bound_rounds=0, progress=lambda _stage, share, shares=shares: shares.append(share))
        beats.append(len(shares))
    assert beats[1] < beats[0]


@settings(max_examples=5)
@given(st.integers(0, 10**6))
def test_an_advisor_less_never_lowers_the_best_price(seed):
    problem = random_problem(seed, places=3, advisors=2, days=2, visits=3)
    fewer = replace(problem, there=problem.there & np.array([True, False])[:, None, None])
    assert exhaustive(fewer).price >= exhaustive(problem).price - 1e-9


def test_nothing_to_date():
    found = solve(random_problem(0, visits=0), moves=10)
    assert (found.price, found.bound, len(found.day)) == (0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"seats": np.ones((4, 5, 3), np.int64)}, "timetable.shape"),
        ({"base": np.array([0, 9])}, "timetable.range"),
        ({"minutes": -np.ones((4, 4), np.float32)}, "timetable.minutes"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(change, code):
    with pytest.raises(InvalidOption) as refused:
        replace(random_problem(0), **change)
    assert refused.value.code == code
    assert str(refused.value)


@pytest.mark.parametrize(("name", "at"), [("place", 99), ("first", -2), ("last", 99), ("usual_day", 99), ("leader", 3)])
def test_a_visit_that_points_nowhere_is_refused(name, at):
    problem = random_problem(0)
    wrong = getattr(problem.visits, name).copy()
    wrong[2] = at
    with pytest.raises(InvalidOption):
        replace(problem, visits=replace(problem.visits, **{name: wrong}))
