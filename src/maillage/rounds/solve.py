"""Plan a fortnight's rounds: relax, choose advisor-days, split them into two weeks, name the advisors."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from maillage.rounds import advisors, engine, limits, master, programme, weeks
from maillage.rounds.problem import CAPACITY, TIMETABLE, Finding, Ints, RoundsProblem, RoundsResult
from maillage.rounds.programme import UNSERVED_MINUTES, Programme
from maillage.vocabulary.errors import InvalidOption

Progress = Callable[[str, float], None]
"""Told the step just done and the share of all steps done, from 0 to 1."""

GAP = 5e-4
"""Relative gap at which searching stops."""


class _Part(NamedTuple):
    """Roster of places that share no base with the others."""

    fortnight: weeks.Fortnight
    bases: Ints
    bound: float


def solve(problem: RoundsProblem, *, seed: int = 0, effort: int = 2, progress: Progress | None = None) -> RoundsResult:
    """Two-week roster of least driving, with a proven bound.

    Parameters
    ----------
    problem
        Places, bases and roads.
    seed
        Of HiGHS; the same seed gives the same roster.
    effort
        Work allowed, 1 (quick) to 5 (patient): columns kept, rounds of cuts and nodes all grow with it. Never a clock.
    progress
        Told what has been done.

    Returns
    -------
    RoundsResult
        Every visit placed or explained by a finding.
    """
    if not 1 <= effort <= 5:
        raise InvalidOption("rounds.effort", value=effort)
    tell = progress or (lambda _step, _share: None)
    found = limits.find(problem)
    tell("limits", 0.05)
    parts = []
    labels = np.unique(found.component[found.visits > 0])
    for done, label in enumerate(labels):
        visits = np.where(found.component == label, found.visits, 0)
        parts.append(_plan(problem, visits, seed, effort))
        tell("rounds", 0.05 + 0.9 * (done + 1) / len(labels))
    result = _gather(problem, found, parts, seed)
    tell("advisors", 1.0)
    return result


def _plan(problem: RoundsProblem, visits: Ints, seed: int, effort: int) -> _Part:
    """Roster of the places that have ``visits``."""
    model = programme.build(problem, visits)
    relaxation = master.relax(model, 6 * effort, seed)
    bound, count, kept = _choose(model, relaxation, seed, effort)
    fortnight = weeks.split(problem, visits, model, count, nodes=200 * effort, seed=seed)
    if fortnight is None or fortnight.unserved.sum() > 0:
        candidates = kept[kept < model.days]
        fixed = weeks.repair(problem, visits, model, candidates, nodes=20 * effort, gap=GAP, seed=seed)
        fortnight = fixed or fortnight
    if fortnight is None:
        fortnight = weeks.Fortnight(np.empty(0, np.int64), np.empty((4, 0), np.int32), visits)
    return _Part(fortnight, model.bases, bound)


def _choose(model: Programme, relaxation: master.Relaxation, seed: int, effort: int) -> tuple[float, Ints, Ints]:
    """Bound, times each column is used, and the columns looked at.

    Only columns of small reduced cost are given to HiGHS. A roster using any other costs at least bound + its reduced
    cost, so the answer over these proves a bound over all.
    """
    days = model.days
    reduced = relaxation.reduced_cost[:days]
    slack = np.arange(days, len(model.cost))
    rank = int((reduced < 1e-6).sum()) + 600 * effort
    threshold = float(np.partition(reduced, rank)[rank]) if rank < days else np.inf
    bound = relaxation.bound
    while True:
        kept = np.concatenate([np.flatnonzero(reduced <= threshold), slack])
        solver = engine.load(
            relaxation.matrix[:, kept], model.cost[kept], relaxation.low, relaxation.high, model.upper[kept], seed
        )
        solver.setOptionValue("objective_target", relaxation.bound * (1 + GAP))
        answer = engine.solve_integer(solver, np.arange(len(kept), dtype=np.int32), nodes=10 * effort, gap=GAP)
        bound = max(bound, min(answer.bound, relaxation.bound + threshold))
        needed = answer.objective - bound
        if threshold == np.inf or (answer.values is not None and needed <= max(GAP * answer.objective, 0.0)):
            break
        if answer.values is not None and needed < UNSERVED_MINUTES / 2:
            break
        threshold = np.inf if threshold > UNSERVED_MINUTES else 4 * max(threshold, 10.0)
    count = np.zeros(days, np.int64)
    if answer.values is not None:
        count[kept[kept < days]] = np.rint(answer.values[kept < days]).astype(np.int64)
    return bound, count, kept


def _gather(problem: RoundsProblem, found: limits.Limits, parts: list[_Part], seed: int) -> RoundsResult:
    """One roster out of the parts, with its advisors and findings."""
    week = np.concatenate([np.empty(0, np.int64), *(part.fortnight.week for part in parts)])
    days = [(part.bases[part.fortnight.days[0]], *part.fortnight.days[1:]) for part in parts]
    base, morning, afternoon, weekday = (
        np.concatenate([np.empty(0, np.int64), *(day[row] for day in days)]).astype(np.int64) for row in range(4)
    )
    order = np.lexsort((afternoon, morning, base, weekday, week))
    week, weekday, base, morning, afternoon = (a[order] for a in (week, weekday, base, morning, afternoon))
    advisor = advisors.assign(week, weekday, base, morning, afternoon, problem.posts, problem.half_days_per_post, seed)
    held = advisor >= 0
    week, weekday, base, morning, afternoon, advisor = (
        a[held] for a in (week, weekday, base, morning, afternoon, advisor)
    )
    order = np.lexsort((weekday, week, advisor, base))
    week, weekday, base, morning, afternoon, advisor = (
        a[order] for a in (week, weekday, base, morning, afternoon, advisor)
    )
    legs = _legs(problem, base, morning, afternoon)
    minutes = legs.sum(axis=0)
    seen = np.bincount(np.concatenate([morning, afternoon])[np.concatenate([morning, afternoon]) >= 0], minlength=len(found.visits))
    unserved = problem.half_days - seen
    left = found.visits - seen
    reason = CAPACITY if found.shortage else TIMETABLE
    findings = [*found.findings, *(Finding(int(i), reason, int(left[i])) for i in np.flatnonzero(left))]
    driven = float(minutes.sum())
    bound = sum(part.bound for part in parts) - UNSERVED_MINUTES * float(left.sum())
    return RoundsResult(
        week, weekday, base, advisor, morning, afternoon, minutes, driven, float(np.clip(bound, 0.0, driven)), unserved,
        float(legs.max(initial=0.0)), findings,
    )


def _legs(problem: RoundsProblem, base: Ints, morning: Ints, afternoon: Ints) -> npt.NDArray[np.float64]:
    """Minutes out, across and home of each day [3, r]."""
    minutes = problem.minutes.astype(np.float64)
    first = np.where(morning >= 0, morning, afternoon)
    last = np.where(afternoon >= 0, afternoon, morning)
    return np.stack([minutes[base, first], minutes[first, last], minutes[last, base]])
