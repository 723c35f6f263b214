"""Dates by insertion, then large neighbourhood search from what people expect."""

import math
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import numpy as np

from maillage.timetable import _kernels
from maillage.timetable._kernels import MOST_STOPS, Ground, State
from maillage.timetable.bound import ROUNDS, lower_bound
from maillage.timetable.problem import MISSING, TimetableProblem, TimetableResult
from maillage.vocabulary.compiling import Array
from maillage.vocabulary.errors import InvalidOption

Progress = Callable[[str, float], None]

MOVES_PER_VISIT, MOVES_PER_ADOPTED = 40, 1
"""Moves of the search when no time is given, for each visit to date and for each that the timetable in force dates."""
CHUNKS = 50
"""Parts of the search between which progress is told."""
HOT, COLD = 8.0, 0.1
"""Minutes a move may cost: at first, at last."""
FIRST_MOVES = 50
MIDDLE = 0.5
"""Share of the search after which missing visits are let in by chains once more."""
BEAT = 0.1
"""Seconds between two looks at the clock."""


def solve(
    problem: TimetableProblem,
    seed: int = 0,
    seconds: float | None = None,
    moves: int | None = None,
    bound_rounds: int | None = None,
    progress: Progress = lambda _stage, _share: None,
) -> TimetableResult:
    """Timetable of the lowest price that can be found.

    Parameters
    ----------
    problem
        The question.
    seed
        Seed of random choices, at least 0. Without ``seconds`` the same seed gives the same answer.
    seconds
        Time of the search; without it, ``moves``.
    moves
        Moves of the search; by default an amount that grows with the visits, those not in force most.
    bound_rounds
        Rounds of the bound, 0 for none; by default half as many where a timetable is in force.
    progress
        Called with a stage's code and the share done.

    Raises
    ------
    InvalidOption
        If the seed or the seconds make no sense.
    """
    if seed < 0:
        raise InvalidOption("timetable.seed", value=seed)
    if seconds is not None and not (math.isfinite(seconds) and seconds > 0):
        raise InvalidOption("timetable.seconds", value=seconds)
    ground, order = _ground(problem)
    state, chance = _nothing(problem), np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1)
    price = float(ground.miss.sum())
    price += _expected(ground, state, chance)
    best = State(*(part.copy() for part in state))
    prices = np.array([price, price])
    total = _moves(problem) if moves is None else moves
    if len(ground.place) and (total or seconds):
        _searched(ground, state, best, prices, chance, total, seconds, progress)
    progress("timetable_bound", 0.0)
    rounds = _rounds(problem) if bound_rounds is None else bound_rounds
    bound = lower_bound(ground, prices[1], rounds, lambda share: progress("timetable_bound", share))
    progress("timetable_bound", 1.0)
    return _told(ground, best, order, min(bound, prices[1]))


def _moves(problem: TimetableProblem) -> int:
    """Moves of the search: a change in a timetable in force is answered sooner than a new one."""
    adopted = int((problem.visits.adopted_day >= 0).sum())
    return MOVES_PER_VISIT * (len(problem.visits) - adopted) + MOVES_PER_ADOPTED * adopted


def _rounds(problem: TimetableProblem) -> int:
    """Rounds of the bound: a change in a timetable in force is answered sooner than a new one."""
    return ROUNDS // 2 if (problem.visits.adopted_day >= 0).any() else ROUNDS


def _ground(problem: TimetableProblem) -> tuple[Ground, Array]:
    """The problem as the kernels read it, visits sorted by place and window; and the number of each sorted visit."""
    v = problem.visits
    anchor = np.where(v.leader >= 0, v.leader, np.arange(len(v)))  # those who follow stay behind their leader
    keys = (np.arange(len(v)), anchor, v.last[anchor], v.first[anchor], v.place[anchor])
    order = np.lexsort(keys)
    rank = np.empty(len(v), np.int64)
    rank[order] = np.arange(len(v))
    leader = np.where(v.leader >= 0, rank[np.maximum(v.leader, 0)] if len(v) else v.leader, MISSING)[order]
    home = problem.minutes[problem.base].T.astype(np.float64)  # [n, a]
    home[problem.base, np.arange(len(problem.base))] = 0.0
    may = home <= problem.limit + 1e-4
    p = problem.prices
    return Ground(
        np.ascontiguousarray(problem.minutes, np.float64),
        np.ascontiguousarray(problem.opens, np.int64),
        np.ascontiguousarray(problem.seats, np.int64),
        problem.base.astype(np.int64),
        np.ascontiguousarray(problem.there, np.bool_),
        problem.limit.astype(np.float64),
        problem.period.astype(np.int64),
        np.ascontiguousarray(problem.quota, np.int64),
        v.place[order].astype(np.int64),
        v.most[order].astype(np.int64),
        v.least[order].astype(np.int64),
        v.first[order].astype(np.int64),
        v.last[order].astype(np.int64),
        np.ascontiguousarray(np.column_stack([v.usual_day, v.usual_half, v.usual_advisor])[order], np.int64),
        np.ascontiguousarray(np.column_stack([v.adopted_day, v.adopted_half, v.adopted_advisor])[order], np.int64),
        v.locked[order],
        leader.astype(np.int64),
        problem.miss[order],
        np.array([problem.day_starts, problem.day_ends, problem.day_minutes, problem.lunch, problem.set_up], np.int64),
        np.array([p.day, p.half, p.advisor, p.moved, p.handed], np.float64),
        np.ascontiguousarray(np.argsort(np.where(may, home, np.inf), axis=1, kind="stable").astype(np.int64)),
        may.sum(axis=1).astype(np.int64),
    ), order


def _nothing(problem: TimetableProblem) -> State:
    """Every visit is missing."""
    advisors, days = len(problem.base), problem.days
    return State(
        np.full((advisors, days, 2, MOST_STOPS), -1, np.int64),
        np.zeros((advisors, days, 2), np.int64),
        np.zeros(problem.seats.shape, np.int64),
        np.zeros((advisors, days)),
        np.zeros((advisors, days, 2), np.int64),
        np.zeros((advisors, problem.periods), np.int64),
        np.full((len(problem.visits), 3), -1, np.int64),
    )


def _expected(ground: Ground, state: State, chance: Array) -> float:
    """Put every visit where it is expected, the others where they cost least; the change of price."""
    strength = 4 * ground.locked + 2 * (ground.adopted[:, 0] >= 0) + (ground.usual[:, 2] >= 0)
    order = np.lexsort((np.arange(len(strength)), ground.first, -strength)).astype(np.int64)
    change = float(_kernels.settle(ground, state, order)) + float(_kernels.fill(ground, state, order, chance))
    return change + float(_kernels.chains(ground, state, order, chance))


def _searched(
    ground: Ground, state: State, best: State, prices: Array, chance: Array, total: int, seconds: float | None,
    progress: Progress,
) -> None:  # fmt: skip
    """Search until the moves or the time are spent; ``best`` and ``prices`` hold what is found."""
    start, done, share, every, over = monotonic(), 0, 0.0, np.arange(len(ground.place)), False
    chunk = max(1, total // CHUNKS) if seconds is None else FIRST_MOVES
    while share < 1.0:
        beat = monotonic()
        ahead = min(1.0, (done + chunk) / max(total, 1) if seconds is None else (beat - start + BEAT) / seconds)
        hot, cold = (HOT * (COLD / HOT) ** at for at in (share, ahead))
        _kernels.search(ground, state, best, prices, chunk, hot, cold, chance)
        now = monotonic()
        took = now - beat
        if not over and ahead >= MIDDLE:
            over = True
            _kernels.let_in(ground, state, best, prices, every, chance)
            now = monotonic()
        done += chunk
        if seconds is None:
            share = done / max(total, 1)
            chunk = max(1, min(chunk, total - done))
        else:
            share = (now - start) / seconds
            chunk = max(5, int(chunk / max(took, 1e-6) * min(BEAT, max(seconds - (now - start), 1e-3))))
        progress("timetable", min(share, 1.0))


def _told(ground: Ground, best: State, order: Array, bound: float) -> TimetableResult:
    """What the kernels hold as an answer, visits in the order of the problem."""
    many = len(ground.place)
    begins, ends, rank = (np.full(many, MISSING, np.int64) for _ in range(3))
    legs, back = np.zeros(many), np.zeros(many)
    _kernels.dated(ground, best, begins, ends, rank, legs, back)
    wishes = [
        ground.miss[v] if d < 0 else _kernels.wish_price(ground, v, d, h, a) for v, (d, h, a) in enumerate(best.held)
    ]
    place = np.empty(many, np.int64)
    place[order] = np.arange(many)
    day, half, advisor = (best.held[place, part] for part in range(3))
    drive = math.fsum(legs) + math.fsum(back)
    found = TimetableResult(
        day, half, advisor, begins[place], ends[place], rank[place], legs[place], back[place],
        drive, drive + math.fsum(wishes), 0.0,
    )  # fmt: skip
    return replace(found, bound=min(bound, found.price))
