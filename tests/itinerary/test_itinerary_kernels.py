"""Compiled loops against obvious Python."""

import itinerary_twins as twins
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maillage.itinerary import ItineraryProblem, _kernels
from maillage.itinerary._kernels.insertion import cheapest_on
from maillage.itinerary.solver import _Days

QUICK = settings(max_examples=30, deadline=None)
seeds = st.integers(0, 100_000)


def inserted(problem: ItineraryProblem) -> tuple[np.ndarray, _Days]:
    dwell = np.concatenate([[0.0], problem.dwell])
    days = _Days.empty(problem)
    regret = min(3, problem.days)
    _kernels.insert_by_regret(problem.legs, dwell, problem.day_minutes, regret, *days.parts())
    return dwell, days


def as_lists(days: _Days) -> list[list[int]]:
    return [(days.route[day, : days.size[day]] - 1).tolist() for day in range(len(days.size))]


def true(problem: ItineraryProblem, days: _Days) -> None:
    """What the kernels keep beside the order is what the order says."""
    for day, stops in enumerate(as_lists(days)):
        assert days.drive[day] == pytest.approx(problem.drive_minutes(stops))
        assert days.dwelt[day] == pytest.approx(problem.dwell[stops].sum())
        assert sorted(np.flatnonzero(days.on[day]) - 1) == sorted(stops)
        assert problem.minutes(stops) <= problem.day_minutes + 1e-6


@QUICK
@given(seeds, st.integers(1, 6))
def test_spanning_tree(seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    cost = random.random((size, size))
    cost += cost.T
    prices = random.normal(size=size)
    ends, lengths = np.empty((size - 1, 2), np.int64), np.empty(size - 1)
    _kernels.spanning_tree(cost, prices, ends, lengths)
    assert lengths.sum() == pytest.approx(twins.spanning_tree(cost + prices[:, None] + prices))
    assert lengths.tolist() == pytest.approx([cost[i, j] + prices[i] + prices[j] for i, j in ends])


@QUICK
@given(seeds, st.booleans(), st.booleans())
def test_construction_leaves_out_only_what_fits_nowhere(seed: int, open_rounds: bool, directed: bool) -> None:
    problem = twins.random_problem(seed, 8, 3, open_rounds, directed, 150.0)
    dwell, days = inserted(problem)
    true(problem, days)
    lists = as_lists(days)
    for node in days.missing[: days.counts[0]]:
        for day, stops in enumerate(lists):
            places = [[*stops[:at], int(node) - 1, *stops[at:]] for at in range(len(stops) + 1)]
            fits = int(node) - 1 not in stops and min(map(problem.minutes, places)) <= problem.day_minutes
            extra, _ = cheapest_on(problem.legs, dwell, problem.day_minutes, *days.parts()[:5], node, day)
            assert not fits
            assert extra == np.inf


@QUICK
@given(seeds, st.booleans(), st.booleans())
def test_cheapest_place(seed: int, open_rounds: bool, directed: bool) -> None:
    problem = twins.random_problem(seed, 7, 2, open_rounds, directed, 300.0)
    stop = len(problem.dwell) - 1
    problem.visits[stop] = 0
    dwell, days = inserted(problem)
    for day, stops in enumerate(as_lists(days)):
        extra, at = cheapest_on(problem.legs, dwell, problem.day_minutes, *days.parts()[:5], stop + 1, day)
        places = [[*stops[:place], stop, *stops[place:]] for place in range(len(stops) + 1)]
        more = [problem.drive_minutes(p) - problem.drive_minutes(stops) for p in places]
        fitting = [m for m, p in zip(more, places, strict=True) if problem.minutes(p) <= problem.day_minutes]
        assert extra == pytest.approx(min(fitting, default=np.inf))
        assert at < 0 or extra == pytest.approx(more[at])


@QUICK
@given(seeds, st.booleans(), st.booleans(), st.sampled_from([160.0, 240.0]))
def test_descent_ends_where_no_neighbour_is_better(seed: int, open_rounds: bool, directed: bool, limit: float) -> None:
    problem = twins.random_problem(seed, 8, 3, open_rounds, directed, limit)
    dwell, days = inserted(problem)
    before = days.drive.sum()
    _kernels.descend(problem.legs, dwell, problem.day_minutes, *days.parts()[:5])
    true(problem, days)
    assert days.drive.sum() <= before + 1e-9
    lists = as_lists(days)
    total = sum(map(problem.drive_minutes, lists))
    for other in twins.neighbours(problem, lists):
        assert sum(map(problem.drive_minutes, other)) >= total - 1e-6


@QUICK
@example(366, False, True, False)  # a day that only fitted by passing through a stop
@given(seeds, st.booleans(), st.booleans(), st.booleans())
def test_search_tells_the_truth_and_never_loses(seed: int, open_rounds: bool, directed: bool, packing: bool) -> None:
    from maillage.itinerary.solver import _neighbours

    problem = twins.random_problem(seed, 9, 3, open_rounds, directed, 170.0)
    dwell, best = inserted(problem)
    now, before = best.copy(), (int(best.counts[0]), float(best.drive.sum()))
    state, absent = np.array([seed * 2 + 1], np.uint64), np.zeros(len(dwell), np.int64)
    near = _neighbours(problem.legs)
    settings_ = (problem.day_minutes, 300, 5.0, 0.1, packing, 0, state, absent)
    _kernels.search(problem.legs, dwell, near, *settings_, *now.parts(), *best.parts())
    for days in (now, best):
        true(problem, days)
        counts = np.bincount([stop for day in as_lists(days) for stop in day], minlength=9)
        lost = np.bincount(days.missing[: days.counts[0]] - 1, minlength=9)
        assert (counts + lost == problem.visits).all()
    after = (int(best.counts[0]), float(best.drive.sum()))
    assert after[0] < before[0] or (after[0] == before[0] and after[1] <= before[1] + 1e-6)
