"""Bounds on the driving: below every optimum, tight where they can be, and each relaxation as its twin says."""

import itinerary_twins as twins
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.itinerary import ItineraryProblem, solve
from maillage.itinerary.bounds import cheapest, lower_bound
from maillage.itinerary.bounds.cheapest import CheapestDays
from maillage.itinerary.bounds.columns import columns_bound

QUICK = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 100_000)


def bound_of(problem: ItineraryProblem) -> float:
    return lower_bound(problem.legs, problem.dwell, problem.visits, problem.days, problem.day_minutes)


def search_of(problem: ItineraryProblem) -> CheapestDays:
    return CheapestDays(problem.legs, np.concatenate([[0.0], problem.dwell]), problem.day_minutes)


@QUICK
@given(seeds, st.integers(1, 5), st.integers(1, 3), st.booleans(), st.booleans())
def test_bound_is_below_the_optimum(seed: int, stops: int, days: int, open_rounds: bool, directed: bool) -> None:
    problem = twins.random_problem(seed, stops, days, open_rounds, directed, 300.0)
    lost, minutes = twins.optimum(problem)
    if lost == 0:
        assert bound_of(problem) <= minutes + 1e-9


def test_bound_is_tight_where_it_can_be() -> None:
    legs = np.abs(np.subtract.outer(np.arange(5.0), np.arange(5.0)))  # a line, one round trip
    assert lower_bound(legs, np.ones(4), np.ones(4, np.int64), 1, 100.0) == pytest.approx(8.0, abs=0.1)
    legs[0], legs[:, 0] = 0.0, 0.0  # a path over its four stops
    assert lower_bound(legs, np.ones(4), np.ones(4, np.int64), 1, 100.0) == pytest.approx(3.0, abs=1e-3)


@QUICK
@given(seeds, st.integers(1, 5), st.integers(1, 3), st.booleans(), st.booleans(), st.booleans())
def test_columns_reach_the_relaxation_over_every_day(
    seed: int, stops: int, days: int, open_rounds: bool, directed: bool, told: bool
) -> None:
    problem = twins.random_problem(seed, stops, days, open_rounds, directed, 300.0)
    relaxed = twins.relaxation(problem)
    if relaxed is None:
        return
    solution = solve(problem)
    known = [[stop + 1 for stop in day] for day in solution.days] if told and not solution.unserved else []
    found = columns_bound(
        problem.legs, problem.dwell, problem.visits, problem.days, problem.day_minutes, known, None, lambda _share: None
    )
    assert found == pytest.approx(relaxed, rel=2e-4, abs=1e-3)


@QUICK
@given(seeds, st.integers(2, 6), st.booleans(), st.booleans(), st.booleans())
def test_cheapest_day(seed: int, stops: int, open_rounds: bool, directed: bool, dwell_is_nothing: bool) -> None:
    problem = twins.random_problem(seed, stops, 1, open_rounds, directed, 200.0)
    if dwell_is_nothing:
        problem.dwell[:] = 0.0
        problem.legs[1, 2] = 0.0  # endings cannot be told apart there
    prices = np.concatenate([[0.0], np.random.default_rng(seed).uniform(0, 60, stops)])
    search = search_of(problem)
    found, enough = search.days(prices, 0.0, near_only=False)
    true = twins.cheapest_day(problem, prices)
    assert enough
    assert (search.worth(found[0], prices) if found else 0.0) == pytest.approx(min(true, 0.0), abs=1e-6)


@QUICK
@given(seeds, st.integers(3, 6), st.booleans())
def test_a_day_that_forgets_is_worth_no_more(seed: int, stops: int, open_rounds: bool) -> None:
    problem = twins.random_problem(seed, stops, 1, open_rounds, True, 200.0)
    prices = np.concatenate([[0.0], np.random.default_rng(seed).uniform(0, 60, stops)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cheapest, "REMEMBERED", 1)
        search = search_of(problem)
    found, enough = search.days(prices, 0.0, near_only=False)
    assert enough
    assert (search.worth(found[0], prices) if found else 0.0) <= min(twins.cheapest_day(problem, prices), 0.0) + 1e-6


@QUICK
@given(seeds, st.integers(2, 5), st.booleans(), st.integers(0, 400))
def test_endings_hold_for_every_rest_of_a_day(seed: int, stops: int, directed: bool, left: int) -> None:
    problem = twins.random_problem(seed, stops, 1, False, directed, 240.0)
    prices = np.concatenate([[0.0], np.random.default_rng(seed).uniform(0, 60, stops)])
    search = search_of(problem)
    search.days(prices, 0.0, near_only=False)
    for stop in range(stops):
        true = twins.cheapest_rest(problem, prices, stop, left * search.unit)
        assert search.least[stop + 1, left] <= true + 1e-6


@pytest.mark.parametrize("allowed", ["LABELS", "LOOKS", "MOST_LOOKS"])
def test_a_search_cut_short_gives_no_bound(monkeypatch: pytest.MonkeyPatch, allowed: str) -> None:
    problem = twins.random_problem(5, 6, 2, False, limit=400.0)
    prices = np.concatenate([[0.0], np.full(6, 200.0)])
    assert search_of(problem).days(prices, 0.0, near_only=False)[1]
    monkeypatch.setattr(cheapest, allowed, 8)
    assert not search_of(problem).days(prices, 0.0, near_only=False)[1]


def test_a_day_of_mobile_services_is_bounded_within_a_few_percent() -> None:
    problem = twins.random_problem(7, 40, 10, False, limit=360.0, again=False)
    result = solve(problem)
    assert not result.unserved
    assert result.bound > 0.95 * result.drive_minutes
