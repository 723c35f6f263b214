import covering_twins as twins
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.covering import _kernels, annealing, prices
from maillage.covering.reduction import Cover, reduced, value_of
from maillage.covering.solver import _rows

seeds = st.integers(0, 100_000)
QUICK = settings(max_examples=25, deadline=None)


def cover_of(seed: int, n: int = 30, m: int = 14, density: float = 0.2) -> Cover:
    problem = twins.random_problem(seed, n, m, 1, density)
    return reduced(_rows(problem), problem.weights, np.arange(m))


@QUICK
@given(seeds, st.sampled_from([0.05, 0.2, 0.5]))
def test_dominated_columns(seed: int, density: float) -> None:
    problem = twins.random_problem(seed, 12, 15, 1, density)
    rows = _rows(problem)
    by_column = rows.tocsc()
    columns = [set(np.flatnonzero(column).tolist()) for column in twins.dense(problem).T]
    flags = _kernels.dominated(by_column.indptr, by_column.indices, rows.indptr, rows.indices)
    assert flags.tolist() == twins.dominated(columns)


@QUICK
@given(seeds, st.sampled_from([0.05, 0.2, 0.5]))
def test_reduction_is_complete_and_keeps_every_value(seed: int, density: float) -> None:
    problem = twins.random_problem(seed, 25, 10, 1, density)
    cover = reduced(_rows(problem), problem.weights, np.arange(10))
    rows = [tuple(cover.ri[a:b].tolist()) for a, b in zip(cover.rp, cover.rp[1:], strict=False)]
    assert len(set(rows)) == len(rows)
    assert not any(twins.dominated(twins.sets(cover)))
    taken = np.arange(0, cover.n_columns, 2)
    assert value_of(cover, taken) == pytest.approx(problem.covered_weight(cover.columns[taken]))


@QUICK
@given(seeds, st.integers(1, 5))
def test_greedy(seed: int, sites: int) -> None:
    cover = cover_of(seed)
    sites = min(sites, cover.n_columns)
    chosen, last = annealing.greedy(cover, sites)
    gains = twins.greedy(twins.sets(cover), cover.w, sites)
    assert len(set(chosen.tolist())) == sites
    assert value_of(cover, chosen) == pytest.approx(sum(gains))
    assert last == pytest.approx(gains[-1])


@QUICK
@given(seeds)
def test_annealing_tells_the_truth_and_never_loses(seed: int) -> None:
    cover = cover_of(seed)
    sites = min(4, cover.n_columns)
    start = np.arange(sites, dtype=np.int32)
    current, best, state = start.copy(), start.copy(), np.array([seed + 1], np.uint64)
    value = _kernels.anneal(*cover.matrix, cover.w, current, 500, 20.0, 0.5, 0.3, state, best)
    assert value == pytest.approx(value_of(cover, best))
    assert value >= value_of(cover, start) - 1e-9
    assert len(set(best.tolist())) == len(set(current.tolist())) == sites


def test_annealing_finds_a_small_optimum() -> None:
    problem = twins.random_problem(3, 40, 14, 4)
    cover = reduced(_rows(problem), problem.weights, np.arange(14))
    start, price = annealing.greedy(cover, 4)
    best = annealing.improved(cover, start, price, 20_000, 0, lambda share: True)
    assert value_of(cover, best) == twins.by_trying_all(problem)


@QUICK
@given(seeds, st.floats(0.0, 1.0))
def test_dual_value(seed: int, share: float) -> None:
    cover = cover_of(seed)
    sites = min(3, cover.n_columns)
    u, worth = cover.w * share, np.empty(cover.n_columns)
    _kernels.cover_prices(cover.cp, cover.ci, u, worth)
    assert _kernels.dual_value(cover.w, u, worth, sites)[0] == pytest.approx(
        twins.lagrangian(twins.sets(cover), cover.w, u, sites)
    )


@QUICK
@given(seeds, st.floats(0.1, 9.9))
def test_cardinality_shift(seed: int, sites: float) -> None:
    rng = np.random.default_rng(seed)
    v, tau = rng.normal(0, 3, 10), rng.uniform(0.01, 2, 10)
    h = _kernels.cardinality_shift(v, tau, sites, 0.0)
    assert np.clip(v - h * tau, 0, 1).sum() == pytest.approx(sites, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_prices_reach_the_linear_relaxation(seed: int) -> None:
    problem = twins.town_map(seed, 120, 12)
    cover = reduced(_rows(problem), problem.weights, np.arange(problem.n_candidates))
    start, price = annealing.greedy(cover, 12)
    relaxation = twins.by_plain_highs(problem, whole=False)
    found = prices.priced(cover, start, price, 12).bound
    assert relaxation * (1 - 1e-9) <= found <= relaxation * 1.002


@QUICK
@given(seeds)
def test_elimination_modulo_two(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = 12, 70
    coefficients, odd, tight = rng.random((n, m)) < 0.1, rng.random(n) < 0.5, rng.random(n) < 0.7
    order = rng.permutation(m)
    bits, sums = twins.packed(coefficients), twins.packed(np.eye(n, dtype=bool))
    parity = odd.copy()
    _kernels.eliminate(bits, sums, parity, tight, order)
    expected = twins.eliminated(coefficients, odd, tight, order)
    got = [twins.unpacked(bits, m), twins.unpacked(sums, n), parity]
    for mine, slow in zip(got, expected, strict=True):
        assert (mine == slow).all()
    assert ((got[1] @ coefficients.astype(int)) % 2 == got[0]).all()


@QUICK
@given(seeds)
def test_excess(seed: int) -> None:
    rng = np.random.default_rng(seed)
    coefficients, odd = rng.random((12, 70)) < 0.1, rng.random(12) < 0.5
    slack, cost = rng.random(12) * 0.5, np.append(rng.random(70) * 0.2, np.zeros(58))
    left = 1 - slack - coefficients @ cost[:70]
    found = _kernels.excess(twins.packed(coefficients), odd, slack, cost)
    assert (found[~odd] == -1).all()
    assert found[odd & (left > 0)] == pytest.approx(left[odd & (left > 0)])
    assert (found[odd & (left <= 0)] <= 0).all()
