r"""Days as columns.

With a variable :math:`x_r` for every possible day r, of driving :math:`c_r`, that visits stop i :math:`a_{ir}` times,
rounds are whole numbers with :math:`\sum_r a_{ir} x_r = v_i` and :math:`\sum_r x_r \le D`. For any prices
:math:`\pi_i` their driving is at least

.. math:: \sum_i v_i \pi_i + D \min(0, \min_r (c_r - \sum_i a_{ir} \pi_i))

so that any prices whose cheapest day can be bounded give a bound; those of the linear relaxation give its value. Its
days are brought in as the prices ask for them (column generation), by a search of labels that forgets far stops, after
Baldacci, Mingozzi and Roberti 2011, "New route relaxation and pricing strategies for the vehicle routing problem",
Operations Research 59. Days go on to near stops only while prices are rough, and prices are kept in a box around the
known rounds' at first, after du Merle, Villeneuve, Desrosiers and Hansen 1999, "Stabilized column generation", Discrete
Mathematics 194.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from time import monotonic
from typing import Any

import numpy as np

from maillage.itinerary.bounds.cheapest import CheapestDays
from maillage.itinerary.bounds.relaxation import Relaxation

Array = np.ndarray[Any, np.dtype[Any]]
MOST_STOPS = 600
"""Stops beyond which a relaxation takes too long."""
STEPS = 200
HURRY = 0.6
"""Share of the time after which prices are taken as they are."""
CLOSE = 1e-4
"""Share of a value that is not worth another step."""
FEW = 0.25
"""Days found by a step, as a share of the stops, that promise little more."""


class Stage(Enum):
    """How far the relaxation is: only the days of the whole ones are all looked at and give a bound."""

    BOXED = "boxed"
    GLANCE = "glance"
    NEAR = "near"
    WHOLE = "whole"


def columns_bound(
    legs: Array,
    dwell: Array,
    served: Array,
    days: int,
    day_minutes: float,
    known: Sequence[Sequence[int]],
    until: float | None,
    progress: Callable[[float], None],
) -> float:
    """Bound of the relaxation, or of the best prices met when ``until`` came; minus infinity where none was."""
    wanted = np.flatnonzero(served > 0)
    if len(wanted) > MOST_STOPS:
        return -np.inf
    nodes = np.concatenate([[0], wanted + 1])
    place = np.zeros(len(legs), np.int64)
    place[nodes] = np.arange(len(nodes))
    search = CheapestDays(legs[np.ix_(nodes, nodes)], np.concatenate([[0.0], dwell[wanted]]), day_minutes)
    relaxation = Relaxation(search.drive, served[wanted], days, dear=10.0 * float(legs.max()) + 1.0)
    rounds = [place[list(day)].tolist() for day in known if day]
    relaxation.add(rounds)
    if rounds:
        relaxation.box(search.shares(rounds))
    stages = [Stage.BOXED, Stage.GLANCE] if rounds else []
    return _tightened(relaxation, search, [*stages, Stage.NEAR, Stage.WHOLE], until, progress)


def _tightened(
    relaxation: Relaxation,
    search: CheapestDays,
    stages: list[Stage],
    until: float | None,
    progress: Callable[[float], None],
) -> float:
    """Best bound of the stages, each ended when it has no more to give."""
    begun, best, before, stage = monotonic(), -np.inf, np.inf, stages.pop(0)
    for step in range(STEPS):
        prices, under = relaxation.solve()
        whole = stage in (Stage.GLANCE, Stage.WHOLE)
        found, enough = search.days(prices, under, near_only=not whole)
        if whole and enough:
            best = max(best, relaxation.bound(prices, search.worth(found[0], prices) if found else under))
        spare = relaxation.value - best if whole else before - relaxation.value
        little = spare < CLOSE * relaxation.value and (whole or len(found) < FEW * relaxation.stops)
        now = monotonic()
        late = until is not None and now > begun + (1.0 if whole else HURRY) * (until - begun)
        relaxation.add(found)
        before = relaxation.value
        if not found or not enough or little or late or stage == Stage.GLANCE:
            if not stages or (until is not None and now > until):
                break
            if stage == Stage.GLANCE:
                relaxation.unbox()
            stage, before = stages.pop(0), np.inf
        progress(step / STEPS)
    return best
