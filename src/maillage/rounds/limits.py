"""What no roster can do, found before solving: places out of reach, closed, or beyond the advisors' half-days."""

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components, maximum_flow

from maillage.rounds.problem import CLOSED, UNREACHABLE, Finding, Ints, RoundsProblem


class Limits(NamedTuple):
    """Visits that remain possible, and those that do not."""

    visits: Ints
    """Half-days asked and possible at each place."""
    findings: list[Finding]
    component: Ints
    """Group of each place; groups share no base."""
    shortage: int
    """Further half-days that the advisors within reach cannot make, whatever the timetable."""


def find(problem: RoundsProblem) -> Limits:
    """Sort the visits asked into possible and impossible."""
    n = len(problem.half_days)
    bases = np.flatnonzero(problem.posts)
    within = np.isfinite(problem.legs[bases])
    visits = np.where(within.any(axis=0), problem.half_days, 0)
    possible = np.minimum(visits, problem.room)
    findings = [
        Finding(int(i), UNREACHABLE, int(problem.half_days[i])) for i in np.flatnonzero(problem.half_days - visits)
    ]
    findings += [Finding(int(i), CLOSED, int(visits[i] - possible[i])) for i in np.flatnonzero(visits - possible)]
    base, place = np.nonzero(within & (possible > 0))
    links = sparse.csr_matrix((np.ones(len(base)), (bases[base], place)), shape=(n, n))
    _, component = connected_components(links, directed=False)
    return Limits(possible, findings, component.astype(np.int64), _shortage(problem, possible, base, place, bases))


def _shortage(problem: RoundsProblem, visits: Ints, base: Ints, place: Ints, bases: Ints) -> int:
    """Visits beyond the largest flow from advisors' half-days to places."""
    n, k = len(visits), len(bases)
    source, sink = n + k, n + k + 1
    supply = problem.half_days_per_post * problem.posts[bases]
    tail = np.concatenate([np.full(k, source), n + base, np.arange(n)])
    head = np.concatenate([n + np.arange(k), place, np.full(n, sink)])
    most = np.concatenate([supply, np.minimum(supply[base], visits[place]), visits]).astype(np.int32)
    flow = maximum_flow(sparse.csr_matrix((most, (tail, head)), shape=(n + k + 2, n + k + 2)), source, sink)
    return int(visits.sum()) - int(flow.flow_value)
