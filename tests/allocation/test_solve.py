import dataclasses

import numpy as np
import pytest
from cases import best, case, feasible, problem, served
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maillage.allocation import Allocation, relax, solve
from maillage.allocation.bound import evaluate
from maillage.vocabulary.errors import Infeasible, InvalidOption

ONE_GROUP = np.zeros(6, dtype=np.int32)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 6), st.sampled_from([0.0, 0.5]))
def test_between_bound_and_optimum(seed: int, half_days: int, floor: float) -> None:
    p = case(seed, half_days=half_days, floor=floor)
    optimum = best(p)
    try:
        found = solve(p, ONE_GROUP, whole_posts=False)
    except Infeasible:
        return  # reach or floors may take more than the budget: see test_refuses_only_the_impossible
    assert optimum is not None
    assert feasible(p, found.half_days)
    assert found.objective == pytest.approx(served(p, found.half_days))
    assert found.objective <= optimum * (1 + 1e-9)
    assert optimum <= found.upper_bound * (1 + 1e-9)
    assert found.objective >= 0.97 * optimum


@pytest.mark.parametrize("seed", range(12))
def test_without_reach_and_floors_always_solves(seed: int) -> None:
    p = case(seed, half_days=6, required=False)
    found = solve(p, ONE_GROUP, whole_posts=False)
    assert found.half_days.sum() == 6
    assert found.objective >= 0.99 * (best(p) or 0.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 14))
def test_one_more_half_day_never_serves_fewer(seed: int, half_days: int) -> None:
    fewer, more = (case(seed, half_days=b, required=False) for b in (half_days, half_days + 1))
    less, greater = (solve(p, ONE_GROUP, whole_posts=False).objective for p in (fewer, more))
    assert greater >= less - 1e-9


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8), st.permutations(range(6)))
def test_the_bound_does_not_depend_on_the_order_of_communes(seed: int, half_days: int, order: list[int]) -> None:
    rng = np.random.default_rng(seed)
    minutes = rng.uniform(3, 30, (6, 6))
    minutes = np.minimum(minutes, minutes.T).astype(np.float32)
    weights = rng.integers(1, 900, 6).astype(float)
    rooms = rng.integers(1, 4, 6)
    at = np.array(order)
    p = problem(weights, minutes, half_days, rooms, required=False)
    shuffled = problem(weights[at], minutes[np.ix_(at, at)], half_days, rooms[at], required=False)
    if rooms.sum() < half_days:
        return
    assert best(p) == pytest.approx(best(shuffled))
    assert relax(p).upper_bound == pytest.approx(relax(shuffled).upper_bound, rel=1e-2)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_any_point_and_any_prices_prove_a_bound(seed: int, other: int) -> None:
    p = case(seed, half_days=4, floor=0.5)
    optimum = best(p)
    if optimum is None:
        return
    rng = np.random.default_rng(other)
    z = rng.uniform(0, 3, p.n)
    mu = rng.uniform(0, 200, p.n) * (rng.random(p.n) < 0.5)
    nu = rng.uniform(0, 200, (1, 2))
    assert evaluate(p, z, mu, nu) >= optimum * (1 - 1e-9)


def test_a_wrong_bound_would_be_caught() -> None:
    """Positive control: what bounds a smaller budget is passed by the optimum of a larger one."""
    p = case(3, half_days=6, required=False)
    smaller = dataclasses.replace(p, half_days=3)
    proved = evaluate(smaller, relax(smaller).half_days, np.zeros(p.n), np.zeros((0, 0)))
    assert (best(smaller) or 0.0) <= proved < (best(p) or 0.0)


@pytest.mark.parametrize("seed", range(20))
def test_refuses_only_the_impossible(seed: int) -> None:
    p = case(seed, half_days=3)
    if best(p) is None:
        with pytest.raises(Infeasible, match=r"\d"):
            solve(p, ONE_GROUP, whole_posts=False)


@pytest.mark.parametrize("seed", range(8))
def test_whole_posts_of_each_group(seed: int) -> None:
    p = case(seed, n=10, half_days=12, rooms=6, required=False, floor=0.6)
    group = p.floors[0].group
    found = solve(p, group, half_days_per_post=3)
    held = np.bincount(group, weights=found.half_days)
    assert found.posts.sum() == 4
    assert (held == 3 * found.posts).all()
    assert (held >= p.floors[0].least - 1e-9).all()
    assert found.objective <= found.upper_bound


def test_same_inputs_same_allocation() -> None:
    p = case(1, n=12, half_days=12, rooms=6)
    first, second = (solve(p, np.zeros(12, dtype=np.int32), half_days_per_post=3) for _ in range(2))
    assert (first.half_days == second.half_days).all()
    assert first.upper_bound == second.upper_bound


class TestWorkingState:
    """The fast state against the slow obvious one."""

    @settings(max_examples=30, deadline=None)
    @given(st.integers(0, 10_000), st.lists(st.integers(0, 5), max_size=8))
    def test_filling_picks_the_greatest_gain(self, seed: int, start: list[int]) -> None:
        p = case(seed, half_days=100, rooms=50, required=False)
        x = np.bincount(start, minlength=6).astype(np.int64)
        work = Allocation(p, x)
        gains = [served(p, x + np.eye(6, dtype=int)[i]) - served(p, x) for i in range(6)]
        work.fill(1)
        added = int(np.flatnonzero(work.x - x)[0])
        assert gains[added] == pytest.approx(max(gains))
        assert p.weights.sum() - work.left.sum() == pytest.approx(served(p, work.x), abs=1e-6)

    @settings(max_examples=30, deadline=None)
    @given(st.integers(0, 10_000), st.lists(st.integers(0, 5), min_size=1, max_size=8))
    def test_shedding_picks_the_least_loss(self, seed: int, start: list[int]) -> None:
        p = case(seed, half_days=100, rooms=50, required=False)
        # the kernels keep 1 - exp(-a): beyond 15 (a half-day serving all but 3 in 10 million) its complement is lost
        assume(bool((p.access < 15).all()))
        x = np.bincount(start, minlength=6).astype(np.int64)
        work = Allocation(p, x)
        losses = [served(p, x) - served(p, x - np.eye(6, dtype=int)[i]) if x[i] else np.inf for i in range(6)]
        work.shed(1)
        taken = int(np.flatnonzero(x - work.x)[0])
        assert losses[taken] == pytest.approx(min(losses), abs=1e-6)
        assert p.weights.sum() - work.left.sum() == pytest.approx(served(p, work.x), abs=1e-6)

    @pytest.mark.parametrize("seed", range(10))
    def test_moves_never_lose_and_keep_reach(self, seed: int) -> None:
        p = case(seed, n=10, half_days=10, rooms=4)
        work = Allocation(p)
        if work.cover(1.0) < 0:
            return
        work.fill(10 - int(work.x.sum()))
        before = work.objective()
        work.improve(np.zeros(10, dtype=np.int32))
        assert work.objective() >= before - 1e-9
        assert feasible(p, work.x)

    @pytest.mark.parametrize("seed", range(10))
    def test_shedding_keeps_reach(self, seed: int) -> None:
        p = case(seed, n=10, half_days=30, rooms=4)
        work = Allocation(p)
        work.cover(1.0)
        work.fill(5)
        work.shed(1000)
        assert feasible(p, work.x)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"half_days": 0}, InvalidOption),
        ({"half_days": 1000}, Infeasible),
        ({"weights": np.array([1.0, -1, 1, 1, 1, 1])}, InvalidOption),
        ({"weights": np.array([1.0, np.nan, 1, 1, 1, 1])}, InvalidOption),
        ({"at_least": np.array([9, 0, 0, 0, 0, 0])}, Infeasible),
        ({"at_least": np.array([3, 3, 0, 0, 0, 0])}, Infeasible),
    ],
)
def test_refuses_nonsense(change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error, match=r"\d|nan"):
        dataclasses.replace(case(0), **change)
