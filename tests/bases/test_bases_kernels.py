import itertools

import numpy as np
import pytest
from bases_reference import random_problem, transport, violation
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.bases import _kernels
from maillage.bases._balance import Balance

few = settings(max_examples=20, deadline=None, derandomize=True)


def state(balance, posts):
    """Flow of nobody serving, then each post added exactly."""
    rows, columns = balance.cost.shape
    flow = np.zeros((rows, columns), np.int64)
    flow[-1, :-1] = balance.half_days
    flow[-1, -1] = balance.size * sum(posts)
    step, via = np.empty((rows, rows)), np.empty((rows, rows), np.int64)
    for v in range(rows):
        _kernels.takeovers(v, balance.cost, flow, step, via)
    for b, k in enumerate(posts):
        if k:
            _kernels.transfer(b, rows - 1, balance.size * int(k), balance.cost, flow, step, via, np.inf)
    return flow, step, via


@few
@given(st.integers(0, 10**6), st.integers(1, 7))
def test_takeovers(seed, n):
    balance = Balance.of(random_problem(seed, n, drive=25.0))
    flow, step, via = state(balance, np.full(len(balance.base), 1))
    cost = balance.cost
    for u, v in itertools.permutations(range(len(cost)), 2):
        prices = [cost[u, i] - cost[v, i] for i in range(cost.shape[1]) if flow[v, i] > 0]
        assert step[u, v] == min(prices, default=np.inf)
        if np.isfinite(step[u, v]):
            assert flow[v, via[u, v]] > 0


@few
@given(st.integers(0, 10**6), st.integers(2, 7))
def test_transfers_keep_the_transport_optimal(seed, n):
    problem = random_problem(seed, n, posts=3, drive=40.0)
    balance = Balance.of(problem)
    posts = np.random.default_rng(seed).multinomial(3, np.full(n, 1 / n))
    flow, step, via = state(balance, posts)
    price = balance.cost[-1, 0]
    assert _kernels.total_cost(balance.cost, flow) == pytest.approx(transport(problem, posts, price), rel=1e-7)
    a, b = int(np.argmax(posts)), int(np.argmin(posts))
    before = _kernels.total_cost(balance.cost, flow)
    change = _kernels.transfer(b, a, balance.size, balance.cost, flow, step, via, np.inf)
    posts[a] -= 1
    posts[b] += 1
    after = _kernels.total_cost(balance.cost, flow)
    assert after - before == pytest.approx(change, abs=1e-6 * price)
    assert after == pytest.approx(transport(problem, posts, price), rel=1e-7)


@few
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_chains(seed, n):
    balance = Balance.of(random_problem(seed, n))
    _, step, _ = state(balance, np.full(n, 1))
    dist = step.copy()
    for _ in range(len(step)):
        dist = np.min(dist[:, :, None] + step[None, :, :], axis=1)
    np.testing.assert_allclose(_kernels.chains(step), dist, atol=1e-6)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_search_stops_where_no_single_move_helps(seed, n):
    problem = random_problem(seed, n, posts=2)
    balance = Balance.of(problem)
    plan = balance.improve(balance.whole(balance.own_demand()), 3, seed)
    price = balance.cost[-1, 0] if len(balance.place) else 1.0
    cost = plan.driving + price * plan.unserved
    assert cost == pytest.approx(transport(problem, plan.posts, price), rel=1e-7)
    for a, b in itertools.permutations(range(n), 2):
        if plan.posts[a]:
            moved = plan.posts.copy()
            moved[a] -= 1
            moved[b] += 1
            assert transport(problem, moved, price) >= cost * (1 - 1e-7) - 1e-4


@few
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_separate(seed, n):
    rng = np.random.default_rng(seed)
    half_days = rng.integers(1, 40, n)
    flow = half_days * rng.dirichlet(np.full(n, 0.3), n).T
    posts = flow.sum(axis=1) / 18
    sets, values = _kernels.separate(half_days, posts, flow, 18, np.eye(n, dtype=bool), 100)
    twin = {
        c: violation(half_days, posts, flow, 18, np.array(c))
        for c in itertools.product([False, True], repeat=n)
        if any(c)
    }
    for chosen, value in zip(sets, values, strict=True):
        assert value == pytest.approx(twin[tuple(chosen.tolist())], abs=1e-6)
        for i in range(n):
            other = chosen.copy()
            other[i] = not other[i]
            assert not other.any() or twin[tuple(other.tolist())] <= value + 1e-6


@few
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_no_whole_plan_breaks_a_rounding_cut(seed, n):
    rng = np.random.default_rng(seed)
    problem = random_problem(seed, n, posts=3)
    balance = Balance.of(problem)
    posts = rng.multinomial(3, np.full(n, 1 / n))
    flow, _, _ = state(balance, posts)
    sizes = balance.half_days
    for chosen in itertools.product([False, True], repeat=len(sizes)):
        if any(chosen):
            assert violation(sizes, posts, flow[:-1, :-1].astype(float), 18, np.array(chosen)) <= 1e-9
