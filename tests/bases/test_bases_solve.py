import pickle
from dataclasses import replace

import numpy as np
import pytest
from bases_reference import brute, drives, plain, random_problem
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.bases import BasesProblem, solve

few = settings(max_examples=15, deadline=None, derandomize=True)
exact = {"effort": 500, "gap_percent": 0.0}


def check(problem, result):
    t, x = drives(problem), problem.half_days
    n = len(x)
    assert result.posts.sum() == problem.posts
    assert (result.posts >= (0 if problem.at_least is None else problem.at_least)).all()
    if problem.allowed is not None:
        assert not result.posts[~problem.allowed].any()
    assert np.issubdtype(result.half_days.dtype, np.integer)
    assert (result.half_days > 0).all()
    assert (np.bincount(result.place, result.half_days, n) + result.unserved == x).all()
    assert (np.bincount(result.base, result.half_days, n) <= problem.half_days_per_post * result.posts).all()
    assert (t[result.base, result.place] <= problem.drive_minutes).all()
    assert result.drive_minutes == pytest.approx((t[result.base, result.place] * result.half_days).sum())
    assert 0 <= result.bound <= result.drive_minutes
    assert len(set(zip(result.base.tolist(), result.place.tolist(), strict=True))) == len(result.base)


def agree(problem):
    result = solve(problem, **exact)
    check(problem, result)
    unserved, driving = plain(problem)
    assert result.unserved.sum() == unserved
    assert result.bound <= driving + 1e-6
    assert result.drive_minutes == pytest.approx(driving, abs=1e-4)
    assert result.gap_percent < 1e-3


@few
@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(0, 20))
def test_equals_the_plain_integer_programme(seed, n, slack):
    agree(random_problem(seed, n, slack=slack))


@few
@given(st.integers(0, 10**6), st.integers(2, 8), st.integers(-25, 10))
def test_equals_the_plain_integer_programme_where_some_stay_unserved(seed, n, slack):
    agree(random_problem(seed, n, slack=slack, drive=20.0))


@few
@given(st.integers(0, 10**6), st.integers(3, 8))
def test_equals_the_plain_integer_programme_with_kept_posts_and_forbidden_bases(seed, n):
    rng = np.random.default_rng(seed)
    allowed = rng.random(n) < 0.6
    allowed[0] = True
    kept = np.zeros(n, np.int64)
    kept[rng.choice(np.flatnonzero(allowed))] = 1
    agree(random_problem(seed, n, posts=3, allowed=allowed, at_least=kept))


@few
@given(st.integers(0, 10**6), st.integers(2, 4), st.integers(1, 3))
def test_equals_every_way_to_place_posts(seed, n, posts):
    problem = random_problem(seed, n, posts=posts, slack=3)
    result = solve(problem, **exact)
    assert result.drive_minutes + 1e5 * result.unserved.sum() == pytest.approx(brute(problem), rel=1e-6)


@pytest.mark.parametrize(("n", "slack", "drive"), [(40, 0, 45.0), (60, 7, 45.0), (50, -30, 30.0), (30, 0, 15.0)])
def test_larger_plans_are_valid_and_close_to_their_bound(n, slack, drive):
    problem = random_problem(n, n, slack=slack, drive=drive, width=60)
    result = solve(problem)
    check(problem, result)
    assert result.gap_percent < 2.0


@few
@given(st.integers(0, 10**6), st.integers(2, 8))
def test_one_more_post_never_costs_more(seed, n):
    problem = random_problem(seed, n)
    more = replace(problem, posts=problem.posts + 1)
    assert solve(more, **exact).drive_minutes <= solve(problem, **exact).drive_minutes + 1e-4


@few
@given(st.integers(0, 10**6), st.integers(2, 8))
def test_relabelling_places_does_not_change_the_optimum(seed, n):
    problem = random_problem(seed, n)
    order = np.random.default_rng(seed).permutation(n)
    other = replace(problem, half_days=problem.half_days[order], minutes=problem.minutes[np.ix_(order, order)])
    assert solve(other, **exact).drive_minutes == pytest.approx(solve(problem, **exact).drive_minutes, abs=1e-4)


def test_same_inputs_and_seed_same_answer():
    problem = random_problem(3, 40)
    one, two = solve(problem, seed=5), solve(problem, seed=5)
    assert one.drive_minutes == two.drive_minutes
    assert one.bound == two.bound
    assert (one.posts == two.posts).all()
    assert (one.half_days == two.half_days).all()


def test_problem_and_result_cross_processes():
    problem = pickle.loads(pickle.dumps(random_problem(1, 6)))
    result = pickle.loads(pickle.dumps(solve(problem)))
    assert result.posts.sum() == problem.posts


def test_unreachable_places_are_reported_not_refused():
    minutes = np.array([[5, 10, np.inf], [10, 5, np.inf], [np.inf, np.inf, 5]], np.float32)
    allowed = np.array([True, True, False])
    result = solve(BasesProblem(np.array([10, 6, 2]), minutes, 1, 45.0, allowed=allowed))
    assert result.unserved.tolist() == [0, 0, 2]
    assert result.drive_minutes == 60.0


def test_nothing_to_serve():
    result = solve(BasesProblem(np.zeros(2, np.int64), np.zeros((2, 2), np.float32), 3, 45.0))
    assert result.posts.sum() == 3
    assert result.drive_minutes == result.bound == result.gap_percent == 0.0


def test_progress_is_told_bound_and_driving():
    told = []
    problem = random_problem(5, 40)
    result = solve(problem, gap_percent=0.0, effort=5, progress=lambda *step: told.append(step))
    assert all(bound <= driving + 1e-9 for _, driving, bound in told)
    assert result.bound <= result.drive_minutes
