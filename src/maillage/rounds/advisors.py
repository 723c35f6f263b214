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
    """Advisors of one base's rows."""
    fixed = (
        _share_rest(day, size, posts)
        if half_days == DAYS * 2 - 2
        else _share_exactly(day, size, posts, half_days, seed)
    )
    advisor = np.full(len(day), -1)
    if fixed is None:
        return advisor
    known: dict[int, Floats] = {}
    habits: dict[tuple[int, int, int], Floats] = {}
    for today in range(DAYS):
        rows = np.flatnonzero(day == today)
        loss = np.zeros((posts, posts))
        for column, row in enumerate(rows):
            places = {int(morning[row]), int(afternoon[row])} - {-1}
            for place in places:
                loss[:, column] -= np.minimum(known.setdefault(place, np.zeros(posts)), 1.0)
            habit = habits.setdefault((today % 5, int(morning[row]), int(afternoon[row])), np.zeros(posts))
            loss[:, column] -= 0.5 * habit
            loss[(fixed[:, today] != FREE) & (fixed[:, today] != size[row]), column] = _NEVER
        loss[fixed[:, today] > 0, len(rows) :] = _NEVER
        people, columns = linear_sum_assignment(loss)
        for person, column in zip(people, columns, strict=True):
            if column < len(rows):
                row = rows[column]
                advisor[row] = person
                for place in {int(morning[row]), int(afternoon[row])} - {-1}:
                    known[place][person] += 1
                habits[today % 5, int(morning[row]), int(afternoon[row])][person] = 1.0
    return advisor


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
