"""Cuts hold for every whole choice, and the relaxation's bound is the true one."""

import itertools

import covering_twins as twins
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.covering.cuts import zero_half
from maillage.covering.reduction import Cover, reduced
from maillage.covering.relaxation import Relaxation
from maillage.covering.solver import _rows

QUICK = settings(max_examples=40, deadline=None)
seeds = st.integers(0, 100_000)


def cover_of(problem: twins.CoveringProblem) -> Cover:
    return reduced(_rows(problem), problem.weights, np.arange(problem.n_candidates))


def choices(cover: Cover, sites: int) -> np.ndarray:
    """Every choice of at most ``sites`` columns, as shares."""
    sets = [c for n in range(sites + 1) for c in itertools.combinations(range(cover.n_columns), n)]
    return np.array([np.isin(np.arange(cover.n_columns), c) for c in sets], float)


@QUICK
@given(seeds, st.integers(1, 4), st.sampled_from([0.15, 0.3]))
def test_cuts_spare_every_choice_and_lower_the_bound(seed: int, sites: int, density: float) -> None:
    problem = twins.random_problem(seed, 20, 9, sites, density)
    cover = cover_of(problem)
    relaxation = Relaxation(cover, min(sites, cover.n_columns))
    bounds, best, random = [], twins.by_trying_all(problem), np.random.default_rng(seed)
    every = choices(cover, sites)
    uncovered = 1.0 - np.minimum(every @ relaxation.shared.T.toarray(), 1.0)
    for _ in range(4):
        point = relaxation.solved(10_000)
        bounds.append(point.bound)
        cuts, lower = zero_half(relaxation.rows, relaxation.lower, point.values, random)
        assert (cuts @ point.values < lower).all()
        assert (np.hstack([every, uncovered]) @ cuts.toarray().T >= lower - 1e-9).all()
        relaxation.drop_idle(point.values)
        relaxation.add(cuts, lower)
    assert min(bounds) >= best * (1 - 1e-12)
    assert (np.diff(bounds) <= 1e-6 * bounds[0]).all()


def test_two_triangles_are_cut_to_their_optimum() -> None:
    """Half of each candidate covers everything; whole ones leave a demand out."""
    triangle = np.eye(3, dtype=bool) | np.roll(np.eye(3, dtype=bool), 1, axis=1)
    cover = cover_of(twins.from_dense(np.kron(np.eye(2, dtype=bool), triangle), np.ones(6), 3))
    relaxation = Relaxation(cover, 3)
    point = relaxation.solved(1000)
    assert point.bound == pytest.approx(6.0)
    relaxation.add(*zero_half(relaxation.rows, relaxation.lower, point.values, np.random.default_rng(0)))
    assert relaxation.solved(1000).bound == pytest.approx(5.0)


@pytest.mark.parametrize("seed", range(4))
def test_the_first_bound_is_the_linear_relaxation(seed: int) -> None:
    problem = twins.town_map(seed, 120, 12)
    point = Relaxation(cover_of(problem), 12).solved(100_000)
    assert point.bound == pytest.approx(twins.by_plain_highs(problem, whole=False))


def test_a_bound_holds_however_early_the_solver_stops() -> None:
    problem = twins.town_map(3, 120, 12)
    best = twins.by_plain_highs(problem)
    for iterations in (0, 5, 20, 50):
        assert Relaxation(cover_of(problem), 12).solved(iterations).bound >= best


@pytest.mark.parametrize("seed", range(4))
def test_a_dive_gives_a_whole_choice_and_leaves_the_model_alone(seed: int) -> None:
    problem = twins.town_map(seed, 150, 10)
    relaxation = Relaxation(cover_of(problem), 10)
    before = relaxation.solved(100_000)
    share = relaxation.dive(before.values, 100_000)
    assert np.abs(share - np.round(share)).max() < 1e-6
    assert share.sum() <= 10 + 1e-6
    assert relaxation.solved(100_000).bound == pytest.approx(before.bound)


@pytest.mark.parametrize("seed", range(4))
def test_columns_are_worth_what_their_surplus_says(seed: int) -> None:
    problem = twins.random_problem(seed, 20, 9, 3)
    cover = cover_of(problem)
    point = Relaxation(cover, 3).solved(10_000)
    rows = cover.by_row().toarray()
    for share in choices(cover, 3):
        value = float(cover.w[rows @ share > 0].sum())
        lost = np.where(share > 0, np.maximum(-point.surplus, 0), np.maximum(point.surplus, 0)).sum()
        assert value <= point.bound - lost + 1e-9
