"""Who drives which day: every advisor at most one round a day and 18 half-days a fortnight, the same faces at a place.

An advisor with 18 half-days out of 20 has one free day, or two single half-days on different days. Free days are handed
out first, then single half-days by pairs, always from the two days that have most left: this succeeds whenever sharing
is possible (and :mod:`maillage.rounds.weeks` made it possible). The rest goes to whoever knows the places.
"""

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from maillage.rounds import engine
from maillage.rounds.problem import Floats, Ints
from maillage.rounds.weeks import Fortnight

DAYS = 10
FREE = -1
PASSES = 3
"""Times every day is given out; the first keeps everyone's free time, the others only the half-days worked."""
_NEVER = 1e6


def assign(fortnight: Fortnight, posts: Ints, half_days: int, seed: int) -> Ints:
    """Advisor (0 .. y_b - 1) of every day; -1 for those of a base whose advisors' fortnights cannot hold them."""
    week, base, weekday, morning, afternoon = fortnight
    advisor = np.full(len(week), -1)
    day = 5 * week + weekday
    size = (morning >= 0).astype(np.int64) + (afternoon >= 0)
    for b in np.unique(base):
        mine = np.flatnonzero(base == b)
        advisor[mine] = _assign_base(
            day[mine], size[mine], morning[mine], afternoon[mine], int(posts[b]), half_days, seed
        )
    return advisor


def _assign_base(day: Ints, size: Ints, morning: Ints, afternoon: Ints, posts: int, half_days: int, seed: int) -> Ints:
    """Advisors of one base's rows: shared out, then day after day given to those who know the places."""
    whole_rest = half_days == 2 * DAYS - 2
    fixed = _share_rest(day, size, posts) if whole_rest else _share_exactly(day, size, posts, half_days, seed)
    advisor = np.full(len(day), -1)
    if fixed is None:
        return advisor
    places, stops = np.unique(np.stack([morning, afternoon]), return_inverse=True)
    stops = stops.reshape(2, -1)
    known = np.zeros((posts, len(places)))
    alike = np.unique(np.stack([day % 5, morning, afternoon]), axis=1, return_inverse=True)[1].ravel()
    habits = np.zeros((posts, alike.max() + 1))
    worked = np.zeros(posts)
    for turn in range(PASSES):
        for today in range(DAYS):
            rows = np.flatnonzero(day == today)
            if turn:
                _count(known, habits, worked, advisor, rows, stops, alike, size, -1.0)
            allowed = fixed[:, today] if not turn else np.full(posts, FREE)
            load = size[rows] + worked[:, None]
            loss = np.zeros((posts, posts))
            share = known / np.maximum(known.sum(axis=0), 1.0)
            familiar = (np.minimum(known, 1.0) + share) * (places >= 0)
            loss[:, : len(rows)] = (
                -familiar[:, stops[0, rows]] - familiar[:, stops[1, rows]] - 0.5 * habits[:, alike[rows]]
            )
            loss[:, : len(rows)][(allowed[:, None] != FREE) & (allowed[:, None] != size[rows])] = _NEVER
            loss[:, : len(rows)][load > half_days] = _NEVER
            loss[allowed > 0, len(rows) :] = _NEVER
            people, columns = linear_sum_assignment(loss)
            out = columns < len(rows)
            advisor[rows[columns[out]]] = people[out]
            _count(known, habits, worked, advisor, rows, stops, alike, size, 1.0)
    return advisor


def _count(
    known: Floats,
    habits: Floats,
    worked: Floats,
    advisor: Ints,
    rows: Ints,
    stops: Ints,
    alike: Ints,
    size: Ints,
    sign: float,
) -> None:
    """Add (+1) or take away (-1) the days of ``rows`` in what each advisor knows, is used to and works."""
    for half in stops:
        np.add.at(known, (advisor[rows], half[rows]), sign)
    np.add.at(habits, (advisor[rows], alike[rows]), sign)
    np.add.at(worked, advisor[rows], sign * size[rows])


def _share_rest(day: Ints, size: Ints, posts: int) -> Ints | None:
    """Half-days of each advisor and day that are settled (:data:`FREE` where they are not): everyone's free time."""
    fixed = np.full((posts, DAYS), FREE)
    singles = np.bincount(day[size == 1], minlength=DAYS)
    idle = posts - np.bincount(day, minlength=DAYS)
    if (idle < 0).any():
        return None
    person = 0
    while person < posts and idle.any():
        today = int(np.argmax(idle))
        idle[today] -= 1
        fixed[person, today] = 0
        person += 1
    for other in range(person, posts):
        first, second = np.argsort(-singles, kind="stable")[:2]
        if singles[second] == 0:
            return None
        for today in (first, second):
            singles[today] -= 1
            fixed[other, today] = 1
    return fixed


def _share_exactly(day: Ints, size: Ints, posts: int, half_days: int, seed: int) -> Ints | None:
    """The same for any number of half-days, as a small integer programme over (advisor, day, half-days that day)."""
    counts = np.stack([np.bincount(day[size == s], minlength=DAYS) for s in (1, 2)])
    counts = np.vstack([posts - counts.sum(axis=0), counts])
    if (counts < 0).any():
        return None
    person, today, s = (axis.ravel() for axis in np.indices((posts, DAYS, 3)))
    width = len(person)
    rows = np.concatenate([person * DAYS + today, posts * DAYS + 3 * today + s, posts * DAYS + 3 * DAYS + person])
    high = np.concatenate([np.ones(posts * DAYS), counts.T.ravel(), np.full(posts, half_days)]).astype(np.float64)
    low = high.copy()
    low[-posts:] = 0
    values = np.concatenate([np.ones(2 * width), s])
    matrix = sparse.csc_matrix((values, (rows, np.tile(np.arange(width), 3))), shape=(len(high), width))
    model = engine.load(matrix, np.zeros(width), low, high, np.ones(width), seed)
    answer = engine.solve_integer(model, np.arange(width, dtype=np.int32), nodes=10_000, gap=0.0)
    if answer.values is None:
        return None
    shared: Ints = np.argmax(answer.values.reshape(posts, DAYS, 3), axis=2)
    return shared
