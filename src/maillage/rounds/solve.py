"""Plan a fortnight's rounds: relax, choose advisor-days, split them into two weeks, name the advisors."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from maillage.rounds import advisors, limits, master, programme, weeks
from maillage.rounds.choose import choose
from maillage.rounds.problem import CAPACITY, TIMETABLE, Finding, Floats, Ints, RoundsProblem, RoundsResult
from maillage.rounds.programme import UNSERVED_MINUTES
from maillage.rounds.repair import Question, cost, mended
from maillage.vocabulary.errors import InvalidOption

Progress = Callable[[str, float], None]
"""Told the step just done and the share of all steps done, from 0 to 1."""

ROUNDING_MINUTES = 1e-3
"""Tolerance of sums of minutes."""


class _Part(NamedTuple):
    """Roster of places that share no base with the others."""

    fortnight: weeks.Fortnight
    bound: float


def solve(problem: RoundsProblem, *, seed: int = 0, effort: int = 2, progress: Progress | None = None) -> RoundsResult:
    r"""Two-week roster of least driving, with a proven bound.

    .. math:: \min \sum_{b,i,j} (t_{bi} + t_{ij} + t_{jb})\, v_{bij}

    over whole numbers of advisor-days (b, i, j): home, a place in the morning, a place in the afternoon, home.

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
        Every visit placed, or left out and explained by a finding.
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
    """Roster of the places that have ``visits``: mended where the two weeks break a rule.

    Where a quick mending costs too much, desks that were thought plentiful are counted and the days chosen anew.
    """
    scarce, bound = programme.scarce_desks(problem, visits), 0.0
    best, least = weeks.NOTHING, np.inf
    while True:
        model = programme.build(problem, visits, scarce)
        relaxation = master.relax(model, 6 * effort, seed)
        chosen = choose(model, relaxation, effort=effort, seed=seed)
        bound = max(bound, chosen.bound)
        used = weeks.patterns(model, chosen.times, len(visits))
        drawn = weeks.split(problem, visits, model, used, nodes=2 * effort, seed=seed)
        question = Question(problem, visits, model, relaxation.reduced_cost[: model.days], 5 * effort, seed)
        unseen = drawn.desks[~scarce[drawn.desks]]
        table = mended(question, drawn, chosen.gap, patient=not len(unseen))
        value = cost(question, table)
        if value < least:
            best, least = table.fortnight(model.bases), value
        if not len(unseen) or least <= bound + effort * chosen.gap:
            return _Part(best, bound)
        scarce[unseen] = True


def _gather(problem: RoundsProblem, found: limits.Limits, parts: list[_Part], seed: int) -> RoundsResult:
    """One roster out of the parts, with its advisors and findings."""
    fortnight = weeks.join([part.fortnight for part in parts])
    advisor = advisors.assign(fortnight, problem.posts, problem.half_days_per_post, seed)
    held = np.flatnonzero(advisor >= 0)
    order = held[np.lexsort((fortnight.weekday[held], fortnight.week[held], advisor[held], fortnight.base[held]))]
    week, base, weekday, morning, afternoon = (row[order] for row in fortnight)
    legs = _legs(problem, base, morning, afternoon)
    minutes = legs.sum(axis=0)
    places = np.concatenate([morning, afternoon])
    seen = np.bincount(places[places >= 0], minlength=len(found.visits))
    left = found.visits - seen
    reason = CAPACITY if found.shortage else TIMETABLE
    driven = float(minutes.sum())
    bound = sum(part.bound for part in parts) - UNSERVED_MINUTES * float(left.sum())
    return RoundsResult(
        week=week,
        weekday=weekday,
        base=base,
        advisor=advisor[order],
        morning=morning,
        afternoon=afternoon,
        minutes=minutes,
        drive_minutes=driven,
        bound=driven if driven < bound < driven + ROUNDING_MINUTES else max(bound, 0.0),
        unserved=problem.half_days - seen,
        longest_leg_minutes=float(legs.max(initial=0.0)),
        findings=[*found.findings, *(Finding(int(i), reason, int(left[i])) for i in np.flatnonzero(left))],
    )


def _legs(problem: RoundsProblem, base: Ints, morning: Ints, afternoon: Ints) -> Floats:
    """Minutes out, across and home of each day [3, r]."""
    minutes = problem.minutes.astype(np.float64)
    first = np.where(morning >= 0, morning, afternoon)
    last = np.where(afternoon >= 0, afternoon, morning)
    return np.stack([minutes[base, first], minutes[first, last], minutes[last, base]])
