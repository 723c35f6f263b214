"""Answer the maximal covering question: reduce, choose, bound, and bring both together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from scipy import sparse

from maillage.covering import annealing, closing, polishing, prices, regions
from maillage.covering.problem import CoveringProblem, CoveringResult
from maillage.covering.reduction import Cover, reduced, value_of
from maillage.covering.watch import Progress, Watch
from maillage.vocabulary.errors import InvalidOption

Array = np.ndarray[Any, np.dtype[Any]]
Left = TypeVar("Left")
Right = TypeVar("Right")
GAP = 1e-4
"""Relative gap at which the search stops unless told otherwise: where integer solvers usually do."""


def solve(
    problem: CoveringProblem,
    *,
    gap: float = GAP,
    seed: int = 0,
    iterations: int | None = None,
    threads: int = 1,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> CoveringResult:
    """Choose sites that cover the most weight, with a proof or a bound.

    The problem is reduced and sites are chosen greedily. Where the simplex method can settle the linear relaxation, it
    is tightened by cuts and its point leads to better sites, until both meet within ``gap``; what is left goes to
    branch and bound if it is small. Otherwise sites are annealed while the relaxation is priced, columns that no better
    choice can take or leave are settled, and sites and bound are made better region by region. The same problem, gap,
    seed and iterations give the same sites for any number of threads, as long as no ``time_limit`` is given.

    Parameters
    ----------
    problem
        The question.
    gap
        Relative gap, (bound - objective) / bound, at which the search may stop; 0 asks for a proved optimum, which
        the largest problems may leave a little short of.
    seed
        Seed of the annealing and of the cuts.
    iterations
        Annealing moves at each search for sites; some hundreds per plausible candidate unless given.
    threads
        Threads used at most.
    time_limit
        Seconds after which no stage nor part of a stage starts; the answer then depends on the machine.
    progress
        Called with the stage's name and the share of it done.

    Returns
    -------
    CoveringResult
        Sites, objective, bound and gap.

    Raises
    ------
    InvalidOption
        If an option makes no sense.

    References
    ----------
    R. Church and C. ReVelle 1974 (the model); J.-F. Cordeau, F. Furini and I. Ljubić, "Benders decomposition for very
    large scale partial set covering and maximal covering location problems", EJOR 275 (2019), 882-896.
    """
    for code, value, wrong in (
        ("covering.gap", gap, not 0.0 <= gap < 1.0),
        ("covering.iterations", iterations, iterations is not None and iterations < 0),
        ("covering.threads", threads, threads < 1),
        ("covering.time_limit", time_limit, time_limit is not None and not time_limit > 0),
    ):
        if wrong:
            raise InvalidOption(code, value=value)
    watch = Watch(time_limit, progress)
    with watch.stage("reduction"):
        cover = reduced(_rows(problem), problem.weights, np.arange(problem.n_candidates))
    sites, total = min(problem.sites, cover.n_columns), float(cover.w.sum())
    if sites == cover.n_columns:
        return _result(problem, cover.columns, total, "reduction", watch)
    places = None if problem.positions is None else problem.positions[cover.columns]
    with watch.stage("greedy"):
        taken, price = annealing.greedy(cover, sites)
    if closing.within_reach(cover):
        taken, bound, method = closing.closed(
            cover, sites, taken, gap=gap, moves=iterations, seed=seed, places=places, watch=watch
        )
        return _result(problem, cover.columns[taken], min(bound, total), f"greedy+{method}", watch)
    taken, relaxation = _choice(cover, sites, taken, price, seed, iterations, threads, watch)
    value, bound, method = value_of(cover, taken), min(relaxation.bound, total), "greedy+annealing"
    if bound - value <= max(gap, closing.ENOUGH) * bound or not watch.going():
        return _result(problem, cover.columns[taken], bound, method, watch)
    sure, core = _core(cover, relaxation, value)
    if closing.within_reach(core):
        inner = _inner(cover, sure, core, taken, gap=gap, moves=iterations, seed=seed, watch=watch)
        return _result(problem, cover.columns[inner[0]], min(bound, inner[1]), f"{method}+{inner[2]}", watch)
    taken, tighter = _closer(cover, relaxation, taken, places, threads, watch)
    return _result(problem, cover.columns[taken], min(bound, tighter), f"{method}+polishing+regional bound", watch)


def _rows(problem: CoveringProblem) -> sparse.csr_array:
    """Demand by candidate, ones without duplicates."""
    ones = np.ones(len(problem.indices), np.int8)
    parts = (ones, problem.indices.copy(), problem.indptr.copy())
    rows = sparse.csr_array(parts, shape=(len(problem.weights), problem.n_candidates))
    rows.sum_duplicates()
    rows.data[:] = 1
    return rows


def _choice(
    cover: Cover, sites: int, first: Array, price: float, seed: int, iterations: int | None, threads: int, watch: Watch
) -> tuple[Array, prices.Prices]:
    """Good columns and the relaxation's prices, at once if there are threads for both."""

    def anneal() -> Array:
        with watch.stage("annealing"):
            return annealing.improved(cover, first, price, iterations, seed, watch.ticking("annealing"))

    def relax() -> prices.Prices:
        with watch.stage("prices"):
            return prices.priced(cover, first, price, sites)

    return _both(anneal, relax, threads)


def _closer(
    cover: Cover, relaxation: prices.Prices, taken: Array, places: Array | None, threads: int, watch: Watch
) -> tuple[Array, float]:
    """Better columns and a better bound, each region by region."""

    def polish() -> Array:
        with watch.stage("polishing"):
            return polishing.polished(cover, relaxation, taken, places, watch.ticking("polishing"))

    def tighten() -> float:
        with watch.stage("regions"):
            workers = max(1, threads - 1)
            return regions.regional_bound(cover, relaxation, len(taken), places, workers, watch.ticking("regions"))

    return _both(polish, tighten, threads)


def _both(first: Callable[[], Left], second: Callable[[], Right], threads: int) -> tuple[Left, Right]:
    """Both results, computed at once if there are threads for it."""
    if threads == 1:
        return first(), second()
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(second)
        return first(), later.result()


def _core(cover: Cover, relaxation: prices.Prices, value: float) -> tuple[Array, Cover]:
    """Columns that any better choice takes, and the problem left for the others (numbered as in ``cover``)."""
    inside, outside = prices.settled(relaxation.surplus, relaxation.bound, value)
    rows = cover.by_row()
    covered = rows.astype(np.int32) @ inside.astype(np.int32) > 0
    free = np.flatnonzero(~inside & ~outside)
    core = reduced(rows[~covered][:, free], cover.w[~covered], free)
    return np.flatnonzero(inside), core


def _inner(
    cover: Cover, sure: Array, core: Cover, taken: Array, *, gap: float, moves: int | None, seed: int, watch: Watch
) -> tuple[Array, float, str]:
    """Best columns and bound when the ``sure`` columns are taken and the others come from the ``core``."""
    value, left = value_of(cover, taken), len(taken) - len(sure)
    if not 0 < left < core.n_columns:
        every = np.concatenate([sure, core.columns if left > 0 else core.columns[:0]])
        answer, most, method = every[: len(taken)], value_of(cover, every), "reduction"
    else:
        known = np.isin(core.columns, taken)
        start = np.concatenate([np.flatnonzero(known), np.flatnonzero(~known)])[:left].astype(np.int32)
        near = gap * value / max(float(core.w.sum()), 1e-300)
        found, bound, method = closing.closed(
            core, left, start, gap=near, moves=moves, seed=seed, places=None, watch=watch
        )
        answer, most = np.concatenate([sure, core.columns[found]]), value_of(cover, sure) + bound
    better = value_of(cover, answer) > value and len(answer) <= len(taken)
    return answer if better else taken, max(value, most), method


def _result(problem: CoveringProblem, chosen: Array, bound: float, method: str, watch: Watch) -> CoveringResult:
    """Fill up to the number of sites with the first candidates left and write the figures down."""
    inside = np.zeros(problem.n_candidates, bool)
    inside[chosen] = True
    inside[np.flatnonzero(~inside)[: problem.sites - len(chosen)]] = True
    sites = np.flatnonzero(inside).astype(np.int32)
    objective = problem.covered_weight(sites)
    optimal = bound - objective <= closing.ENOUGH * bound
    bound = objective if optimal else max(bound, objective)
    gap = 100.0 * (bound - objective) / bound if bound > 0 else 0.0
    return CoveringResult(sites, objective, bound, gap, optimal, watch.seconds, method)
