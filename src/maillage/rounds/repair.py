"""Mend a timetable where it breaks a rule: the days of a few bases are chosen anew, all others stay as they are.

A place that lacks a desk or misses a week concerns the bases that go there and a few neighbours to trade visits with.
Their days are a small integer programme; it is widened while it costs more than is worth searching for.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from maillage.rounds import engine, timetable
from maillage.rounds.problem import Floats, Ints, RoundsProblem
from maillage.rounds.programme import UNSERVED_MINUTES, Programme
from maillage.rounds.timetable import Days, Rows
from maillage.rounds.weeks import Split, Timetable

Booleans = npt.NDArray[np.bool_]

IRREGULAR_MINUTES = 1e-3
"""Price of a day made in one week only: breaks ties, never a minute of driving."""
NEIGHBOURS = (3, 6)
"""Bases freed beside those concerned, one try after the other."""
MARGIN_MINUTES = 5.0
"""Reduced cost of the days they may take up."""
WIDE_NEIGHBOURS = 12
WIDE_MARGIN_MINUTES = 15.0
"""The same for the try that follows."""
FAR_MINUTES = 60.0
"""Reduced cost beyond which a base is no neighbour at all."""


NOTHING = Timetable(np.empty((5, 0), np.int32), np.empty((3, 0), np.int64))
"""Two weeks without a day."""


class Question(NamedTuple):
    """What every try has in common."""

    problem: RoundsProblem
    visits: Ints
    programme: Programme
    reduced: Floats
    """Reduced cost of the programme's days."""
    nodes: int
    seed: int


def cost(question: Question, table: Timetable) -> float:
    """Driving and price of the visits left out."""
    left = question.visits - table.seen(len(question.visits)).sum(axis=0)
    driving = _driving(question, table.days) @ table.weekly().sum(axis=0)
    return float(driving + UNSERVED_MINUTES * left.sum())


def mended(question: Question, drawn: Split, gap: float, *, patient: bool) -> Timetable:
    """Two weeks without fault: days around the places in the way are chosen anew, to ``gap`` minutes or so.

    Unless ``patient``, only the cheapest try is made, and visits may be left out that a wider one would serve.
    """
    if drawn.table is None:
        every = np.ones(len(question.programme.bases), np.bool_)
        return _rearrange(question, NOTHING, every, MARGIN_MINUTES, 0.0, gap) or NOTHING
    table = drawn.table
    clusters = _clusters(question, table, np.union1d(drawn.desks, drawn.missed))
    for places in clusters:
        table = _mend(question, table, places, gap / len(clusters), gap, patient)
    return table


def _clusters(question: Question, table: Timetable, wrong: Ints) -> list[Ints]:
    """The places in the way, those that share a base together."""
    visitors = _visitors(question, table)[:, wrong]
    links = sparse.csr_matrix(visitors.T.astype(np.int64) @ visitors.astype(np.int64))
    _, label = connected_components(links, directed=False)
    return [wrong[label == each] for each in np.unique(label)]


def _visitors(question: Question, table: Timetable) -> Booleans:
    """Which base goes to which place [bases, places]."""
    goes = np.zeros((len(question.programme.bases), len(question.visits)), np.bool_)
    place, column = timetable.visits_of(table.days)
    driven = table.times.sum(axis=0)[column] > 0
    goes[table.days[0, column[driven]], place[driven]] = True
    return goes


def _mend(question: Question, table: Timetable, places: Ints, share: float, gap: float, patient: bool) -> Timetable:
    """The timetable mended at ``places``, with more neighbours and days at each try until it costs little enough.

    That is ``share`` minutes at first, ``gap`` minutes where only a wide try is left.
    """
    goes = _visitors(question, table)
    first = np.asarray(goes[:, places].any(axis=1))
    around = np.asarray(goes[first].any(axis=0))
    order = np.argsort(np.where(first, -np.inf, _strangeness(question, around)), kind="stable")
    before, best, value = cost(question, table), NOTHING, np.inf
    for size, margin, enough in _tries(int(first.sum()), len(order), share, gap, patient):
        if value <= before + enough:
            break
        free = np.zeros(len(order), np.bool_)
        free[order[:size]] = True
        found = _rearrange(question, table, free, margin, before, share)
        if found is not None and cost(question, found) < value:
            best, value = found, cost(question, found)
    return best


def _tries(first: int, every: int, share: float, gap: float, patient: bool) -> list[tuple[int, float, float]]:
    """Bases to free, reduced cost of their days, and the minutes lost that make the try needless."""
    small = [(min(first + neighbours, every), MARGIN_MINUTES, share) for neighbours in NEIGHBOURS]
    wide = (min(first + WIDE_NEIGHBOURS, every), WIDE_MARGIN_MINUTES, gap)
    whole = (every, MARGIN_MINUTES, UNSERVED_MINUTES / 2)
    return list(dict.fromkeys([*small, wide, whole])) if patient else small[:1]


def _strangeness(question: Question, places: Booleans) -> Floats:
    """How much more it costs each base to stand in at the ``places``, in mean reduced cost of its best days there."""
    place, column = timetable.visits_of(question.programme.columns)
    least = np.full((len(question.programme.bases), len(question.visits)), FAR_MINUTES)
    np.minimum.at(least, (question.programme.columns[0, column], place), question.reduced[column])
    strange: Floats = least[:, places].sum(axis=1) / max(int(places.sum()), 1)
    return strange


def _rearrange(
    question: Question, table: Timetable, free: Booleans, margin: float, before: float, gap: float
) -> Timetable | None:
    """Cheapest days of the ``free`` bases, the others' unchanged; None where none are found."""
    staying = np.flatnonzero(~free[table.days[0]] & (table.times.sum(axis=0) > 0))
    kept = Timetable(table.days[:, staying], table.times[:, staying])
    left = question.visits - kept.seen(len(question.visits)).sum(axis=0)
    days = _candidates(question, table, free, margin, left > 0)
    m = days.shape[1]
    driving = _driving(question, days)
    alone = driving + IRREGULAR_MINUTES
    price = np.concatenate([2 * driving, alone, alone, np.full(len(left), UNSERVED_MINUTES)])
    upper = np.concatenate([np.full(3 * m, np.inf), left])
    matrix, low, high = _rules(question, kept, days, left)
    target = before - float(_driving(question, kept.days) @ kept.weekly().sum(axis=0)) + gap
    model = engine.load(matrix, price, low, high, upper, question.seed)
    whole = np.arange(len(price), dtype=np.int32)
    answer = engine.solve_integer(model, whole, nodes=question.nodes, gap=gap, target=target)
    if answer.values is None:
        return None
    times = answer.values[: 3 * m].astype(np.int64).reshape(3, m)
    return Timetable(np.concatenate([kept.days, days], axis=1), np.concatenate([kept.times, times], axis=1))


def _rules(question: Question, kept: Timetable, days: Days, left: Ints) -> tuple[sparse.csc_matrix, Floats, Floats]:
    """Rows of the ``days`` beside those ``kept``, visits left out in the last columns."""
    problem, bases = question.problem, question.programme.bases
    m, n = days.shape[1], len(left)
    rows = Rows(3 * m + n)
    row, column, value = timetable.thrice(*timetable.visits_of(days), m, (2.0, 1.0, 1.0))
    row, column = np.append(row, np.arange(n)), np.append(column, 3 * m + np.arange(n))
    rows.add(row, column, np.append(value, np.ones(n)), left, left.astype(np.float64))
    row, column, value = timetable.thrice(days[0].astype(np.int64), np.arange(m), m, (2.0, 1.0, 1.0))
    half_days = np.tile(np.where(days[2] >= 0, 2.0, 1.0), 3)
    most = (problem.half_days_per_post * problem.posts[bases]).astype(np.float64)
    rows.add(row, column, value * half_days, -np.inf, most)
    timetable.add_advisors(rows, problem, bases, days)
    timetable.add_desks(rows, days, _room(question, kept), None)
    missed = (question.visits >= 2) & (left > 0) & (kept.seen(n) == 0)
    timetable.add_spread(rows, missed, days, 3 * m, question.visits - 1)
    timetable.add_single_half_days(rows, problem, bases, days)
    return rows.done()


def _candidates(question: Question, table: Timetable, free: Booleans, margin: float, wanted: Booleans) -> Days:
    """Days of the ``free`` bases at the places ``wanted``: those of little reduced cost, and today's."""
    columns = question.programme.columns
    n = len(question.visits)
    mine = free[columns[0]] & wanted[columns[1]] & ((columns[2] < 0) | wanted[columns[2]])
    used = table.days[:, table.times.sum(axis=0) > 0]
    today = np.isin(timetable.keys(columns, n), timetable.keys(used, n))
    chosen = columns[:, mine & ((question.reduced <= margin) | today)]
    return timetable.ordered(question.problem, question.visits, chosen)


def _room(question: Question, kept: Timetable) -> Ints:
    """Desks that the days ``kept`` leave, as :func:`maillage.rounds.timetable.desks_of` gives them all."""
    room = timetable.desks_of(question.problem, question.visits)
    for half, place in enumerate(timetable.halves(kept.days)):
        here = np.flatnonzero(place >= 0)
        for week, times in enumerate(kept.weekly()):
            np.subtract.at(room[week], (place[here], timetable.slots(kept.days, half)[here]), times[here])
    limited = timetable.limited_desks(question.problem, question.visits)
    left: Ints = np.where(limited[None, :, None], np.maximum(room, 0), -1)
    return left


def _driving(question: Question, days: Days) -> Floats:
    """Minutes of each day."""
    b, i = question.programme.bases[days[0]], days[1]
    j = np.where(days[2] >= 0, days[2], i)
    minutes = question.problem.minutes.astype(np.float64)
    driving: Floats = minutes[b, i] + minutes[i, j] + minutes[j, b]
    return driving
