"""From a fortnight's advisor-days to two weeks: which week, weekday and half-day, alike in both weeks where possible.

With the pattern counts of the fortnight fixed, only regularity is left to optimise. Where desks or the two weeks make
that impossible, :func:`split` says at which places, and :mod:`maillage.rounds.repair` changes the days around them.
"""

from typing import NamedTuple

import numpy as np

from maillage.rounds import engine, timetable
from maillage.rounds.problem import Floats, Ints, RoundsProblem
from maillage.rounds.programme import Programme
from maillage.rounds.timetable import Days, Rows

IRREGULAR_SHARE = 0.02
"""Share of the days whose regularity is not worth searching for."""

IN_THE_WAY = 100.0
"""Price of a desk that does not exist, or of a week that misses a place: tells which places are in the way."""


class Fortnight(NamedTuple):
    """Two weeks of advisor-days without advisors, one entry per day driven."""

    week: Ints
    base: Ints
    """Place of the base."""
    weekday: Ints
    morning: Ints
    """Place, -1 where the half-day is free."""
    afternoon: Ints


NOTHING = Fortnight(*(np.empty(0, np.int64) for _ in range(5)))
"""A fortnight without a single day."""


def join(parts: list[Fortnight]) -> Fortnight:
    """Days of all ``parts``, week by week and base by base."""
    columns = [np.concatenate(rows) for rows in zip(NOTHING, *parts, strict=True)]
    week, base, weekday, morning, afternoon = columns
    order = np.lexsort((afternoon, morning, base, weekday, week))
    return Fortnight(*(column[order] for column in columns))


class Patterns(NamedTuple):
    """Base and places of the days of a fortnight, whatever the weekday, and how often each is driven."""

    key: Ints
    place: Ints
    other: Ints
    times: Floats

    def visits(self, places: int) -> Ints:
        """Visits of each place: fewer than were asked where some are left out."""
        pair = self.other >= 0
        place = np.concatenate([self.place, self.other[pair]])
        times = np.concatenate([self.times, self.times[pair]])
        return np.bincount(place, weights=times, minlength=places).astype(np.int64)

    def whole_days(self, places: int, bases: int) -> Ints:
        """Whole days of each base."""
        base = self.key // (places * (places + 1))
        times = np.where(self.other >= 0, self.times, 0.0)
        return np.bincount(base, weights=times, minlength=bases).astype(np.int64)


def patterns(programme: Programme, count: Ints, places: int) -> Patterns:
    """Patterns of a fortnight that uses column c ``count[c]`` times."""
    used = np.flatnonzero(count)
    key, which = np.unique(timetable.keys(programme.columns[:, used], places), return_inverse=True)
    times = np.bincount(which.ravel(), weights=count[used], minlength=len(key))
    return Patterns(key, key // (places + 1) % places, key % (places + 1) - 1, times.astype(np.float64))


class Timetable(NamedTuple):
    """Two weeks of advisor-days, counted."""

    days: Days
    """As in :class:`maillage.rounds.programme.Programme`, the order open only where no desk can lack [5, m]."""
    times: Ints
    """Advisors on each day in both weeks, in the first alone, in the second alone [3, m]."""

    def weekly(self) -> Ints:
        """Advisors on each day of the first and of the second week [2, m]."""
        both: Ints = self.times[0] + self.times[1:]
        return both

    def seen(self, places: int) -> Ints:
        """Visits of each place in either week [2, n]."""
        place, column = timetable.visits_of(self.days)
        weeks = [np.bincount(place, weights=times[column], minlength=places) for times in self.weekly()]
        return np.array(weeks).astype(np.int64)

    def fortnight(self, bases: Ints) -> Fortnight:
        """One entry per day driven, first week then second."""
        weeks = [np.repeat(np.arange(self.days.shape[1]), times) for times in self.weekly()]
        drawn = np.concatenate(weeks)
        morning, afternoon = timetable.halves(self.days)
        week = np.repeat(np.arange(2), [len(each) for each in weeks])
        base = bases[self.days[0, drawn]]
        return Fortnight(week, base, self.days[3, drawn].astype(np.int64), morning[drawn], afternoon[drawn])


class Split(NamedTuple):
    """The best two weeks of the patterns asked, right everywhere but at the places in the way."""

    table: Timetable | None
    """None where advisors' days cannot be laid out at all."""
    desks: Ints
    """Places that lack desks."""
    missed: Ints
    """Places visited twice or more, all in the same week."""


def split(
    problem: RoundsProblem, visits: Ints, programme: Programme, used: Patterns, *, nodes: int, seed: int
) -> Split:
    """Two weeks driving each pattern as often as asked, and the places where they break a rule."""
    n = len(visits)
    mine = np.flatnonzero(np.isin(timetable.keys(programme.columns, n), used.key))
    days = timetable.ordered(problem, visits, programme.columns[:, mine])
    m, short = days.shape[1], np.flatnonzero(timetable.limited_desks(problem, visits))
    extra, instead = 3 * m, 3 * m + len(short)
    rows = Rows(instead + n)
    pattern = np.searchsorted(used.key, timetable.keys(days, n))
    rows.add(*timetable.thrice(pattern, np.arange(m), m, (2.0, 1.0, 1.0)), used.times, used.times)
    timetable.add_advisors(rows, problem, programme.bases, days)
    timetable.add_desks(rows, days, timetable.desks_of(problem, visits), extra)
    twice = np.tile(used.visits(n) >= 2, (2, 1)).astype(np.int64)
    timetable.add_spread(rows, twice, days, instead, np.ones(n, np.int64))
    timetable.add_single_half_days(rows, problem, programme.bases, days, used.whole_days(n, len(programme.bases)))
    matrix, low, high = rows.done()
    cost = np.concatenate([np.repeat([0.0, 1.0, 1.0], m), np.full(len(short) + n, IN_THE_WAY)])
    upper = np.concatenate([np.full(instead, np.inf), np.ones(n)])
    model = engine.load(matrix, cost, low, high, upper, seed)
    answer = engine.solve_integer(
        model, np.arange(len(cost), dtype=np.int32), nodes=nodes, gap=IRREGULAR_SHARE * used.times.sum()
    )
    if answer.values is None:
        return Split(None, np.empty(0, np.int64), np.arange(n))
    table = Timetable(days, answer.values[:extra].astype(np.int64).reshape(3, m))
    return Split(table, short[answer.values[extra:instead] > 0], np.flatnonzero(answer.values[instead:] > 0))
