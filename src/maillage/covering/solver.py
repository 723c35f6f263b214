"""Answer the maximal covering question: reduce, choose, bound, then prove."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from scipy import sparse

from maillage.covering import annealing, polishing, prices, programme, regions
from maillage.covering.problem import CoveringProblem, CoveringResult
from maillage.covering.reduction import Cover, reduced
from maillage.covering.watch import Progress, Watch
from maillage.vocabulary.errors import InvalidOption

Array = np.ndarray[Any, np.dtype[Any]]
Left = TypeVar("Left")
Right = TypeVar("Right")
EXACT_NONZEROS = 20_000
"""Pairs (demand, candidate) left in a core that HiGHS is asked to settle."""
EXACT_NODES = 500
ENOUGH = 1e-9
"""Relative gap under which a choice is called optimal."""


def solve(
    problem: CoveringProblem,
    *,
    seed: int = 0,
    iterations: int | None = None,
    threads: int = 1,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> CoveringResult:
    """Choose sites that cover the most weight, with a proof or a bound.

    The problem is reduced; sites are chosen greedily and by annealing while the linear relaxation is priced; columns
    that no better choice can take or leave are settled; a core small enough goes to HiGHS, which proves the optimum;
    otherwise sites and bound are made better
    region by region. The same problem, seed and iterations give the same sites for
    any number of threads, as long as no ``time_limit`` is given.

    Parameters
    ----------
    problem
        The question.
    seed
        Seed of the annealing.
    iterations
        Annealing moves; 1,000 per remaining candidate unless given.
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
    taken, relaxation = _choice(cover, sites, seed, iterations, threads, watch)
    value, bound, method = _value(cover, taken), min(relaxation.bound, total), "greedy+annealing"
    if bound - value <= ENOUGH * bound or not watch.going():
        return _result(problem, cover.columns[taken], bound, method, watch)
    sure, core = _core(cover, relaxation, value)
    if core.nonzeros <= EXACT_NONZEROS:
        with watch.stage("exact"):
            left = max(sites - len(sure), 0)
            known = np.flatnonzero(np.isin(core.columns, taken))[:left]
            found = programme.answered(
                core, sites=left, nodes=EXACT_NODES, heuristics=False, start=known, seconds=watch.left()
            )
        if found.taken is not None:
            better = np.concatenate([sure, core.columns[found.taken]])[:sites]
            taken = better if _value(cover, better) > value else taken
        value = _value(cover, taken)
        bound = min(bound, max(value, _value(cover, sure) + found.bound))
        return _result(problem, cover.columns[taken], bound, f"{method}+exact", watch, found.optimal)
    places = None if problem.positions is None else problem.positions[cover.columns]
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
    cover: Cover, sites: int, seed: int, iterations: int | None, threads: int, watch: Watch
) -> tuple[Array, prices.Prices]:
    """Good columns and the relaxation's prices, at once if there are threads for both."""
    with watch.stage("greedy"):
        first, price = annealing.greedy(cover, sites)

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
    inside, outside = relaxation.settled(value)
    rows = cover.by_row()
    covered = rows.astype(np.int32) @ inside.astype(np.int32) > 0
    free = np.flatnonzero(~inside & ~outside)
    core = reduced(rows[~covered][:, free], cover.w[~covered], free)
    return np.flatnonzero(inside), core


def _value(cover: Cover, taken: Array) -> float:
    """Weight covered by the columns ``taken``."""
    inside = np.zeros(cover.n_columns, np.int32)
    inside[taken] = 1
    return float(cover.w[cover.by_row().astype(np.int32) @ inside > 0].sum())


def _result(
    problem: CoveringProblem, chosen: Array, bound: float, method: str, watch: Watch, optimal: bool = False
) -> CoveringResult:
    """Fill up to the number of sites with the first candidates left and write the figures down."""
    inside = np.zeros(problem.n_candidates, bool)
    inside[chosen] = True
    inside[np.flatnonzero(~inside)[: problem.sites - len(chosen)]] = True
    sites = np.flatnonzero(inside).astype(np.int32)
    objective = problem.covered_weight(sites)
    optimal = optimal or bound - objective <= ENOUGH * bound
    bound = objective if optimal else max(bound, objective)
    gap = 100.0 * (bound - objective) / bound if bound > 0 else 0.0
    return CoveringResult(sites, objective, bound, gap, optimal, watch.seconds, method)
