"""Laws of itinerant rounds, optima of small cases, and a judge that can find fault."""

from collections import Counter
from dataclasses import replace

import itinerary_twins as twins
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.itinerary import ItineraryProblem, ItineraryResult, mistakes, solve, solver
from maillage.vocabulary.errors import InvalidOption

QUICK = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 100_000)


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "MOVES", 2_000)
    monkeypatch.setattr(solver, "MOVES_PER_VISIT", 100)


@QUICK
@given(
    seeds, st.integers(0, 25), st.integers(1, 7), st.booleans(), st.booleans(), st.sampled_from([60.0, 240.0, 480.0])
)
def test_every_answer_keeps_the_rules(
    seed: int, stops: int, days: int, open_rounds: bool, directed: bool, limit: float
) -> None:
    problem = twins.random_problem(seed, stops, days, open_rounds, directed, limit)
    result = solve(problem, seed=seed)
    assert mistakes(problem, result) == []
    assert solve(problem, seed=seed) == result


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("open_rounds", [False, True])
@pytest.mark.parametrize("limit", [110.0, 160.0, 400.0])
def test_small_cases_reach_the_optimum_and_the_bound_is_below(open_rounds: bool, directed: bool, limit: float) -> None:
    for seed in range(8):
        problem = twins.random_problem(seed, 5 if seed % 2 else 6, 2, open_rounds, directed, limit)
        result = solve(problem)
        lost, minutes = twins.optimum(problem)
        assert (len(result.unserved), result.drive_minutes) == (lost, pytest.approx(minutes)), seed
        served = Counter(stop for day in result.days for stop in day)
        assert result.bound <= twins.optimum(problem, served)[1] + 1e-6


@QUICK
@given(seeds, st.booleans())
def test_order_of_the_stops_changes_nothing_in_the_cost(seed: int, open_rounds: bool) -> None:
    problem = twins.random_problem(seed, 6, 3, open_rounds)
    order = np.random.default_rng(seed).permutation(6)
    nodes = np.concatenate([[0], order + 1])
    other = replace(
        problem, legs=problem.legs[np.ix_(nodes, nodes)], dwell=problem.dwell[order], visits=problem.visits[order]
    )
    first, second = solve(problem), solve(other)
    assert mistakes(other, second) == []
    assert len(first.unserved) == len(second.unserved)
    assert first.drive_minutes == pytest.approx(second.drive_minutes)


def test_seconds_are_kept_and_the_answer_stays_right() -> None:
    problem = twins.random_problem(3, 20, 4, False)
    told: list[float] = []
    result = solve(problem, seconds=0.2, progress=lambda _stage, share: told.append(share))
    assert mistakes(problem, result) == []
    assert told[-1] == 1.0


def test_what_fits_nowhere_is_left_out() -> None:
    legs = np.array([[0.0, 10.0, 500.0], [10.0, 0.0, 500.0], [500.0, 500.0, 0.0]])
    problem = ItineraryProblem(legs, np.array([30.0, 30.0]), np.array([2, 3]), 3, 120.0)
    result = solve(problem)
    assert result.unserved == [1, 1, 1]
    assert result.days == [[0], [0], []]
    assert result.drive_minutes == pytest.approx(40.0)
    assert result.bound == pytest.approx(40.0, abs=1e-3)


def test_the_judge_finds_each_fault() -> None:
    problem = twins.random_problem(1, 4, 2, False, limit=400.0, again=False)
    right = ItineraryResult([[0, 1], [2, 3]], [], 0.0, 0.0)
    right = replace(right, drive_minutes=sum(problem.drive_minutes(day) for day in right.days))
    assert mistakes(problem, right) == []
    for wrong, word in [
        (replace(right, days=[[0, 1, 2, 3]]), "days"),
        (replace(right, days=[[0, 1, 1], [2, 3]]), "twice"),
        (replace(right, days=[[0], [2, 3]]), "visits"),
        (replace(right, unserved=[3]), "visits"),
        (replace(right, drive_minutes=1.0), "told"),
        (replace(right, bound=1e4), "bound"),
    ]:
        assert any(word in line for line in mistakes(problem, wrong)), word
    assert any("lasts" in line for line in mistakes(replace(problem, day_minutes=20.0), right))


@pytest.mark.parametrize(
    "change",
    [
        {"legs": np.zeros((2, 2))},
        {"legs": np.full((4, 4), -1.0)},
        {"legs": np.full((4, 4), np.inf)},
        {"dwell": np.full(3, np.nan)},
        {"visits": np.full(3, 3)},
        {"visits": np.full(3, -1)},
        {"days": 0},
        {"day_minutes": 0.0},
        {"day_minutes": np.inf},
    ],
)
def test_questions_that_make_no_sense(change: dict[str, object]) -> None:
    problem = twins.random_problem(0, 3, 2, False, again=False)
    with pytest.raises(InvalidOption):
        replace(problem, **change)
