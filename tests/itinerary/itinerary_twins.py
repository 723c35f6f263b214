"""Slow, obvious twins of the itinerary room and cases to judge it by."""

from collections import Counter
from functools import cache
from itertools import combinations, pairwise, permutations, product

import numpy as np
from scipy.optimize import linprog

from maillage.itinerary import ItineraryProblem


def random_problem(
    seed: int,
    stops: int,
    days: int,
    open_rounds: bool,
    directed: bool = False,
    limit: float = 240.0,
    again: bool = True,
) -> ItineraryProblem:
    """Stops over 60 km by 60; one in three has two visits; directed legs break the triangle inequality too."""
    random = np.random.default_rng(seed)
    points = random.uniform(0, 60, (stops + 1, 2))
    legs = 2.0 + np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    if directed:
        legs = legs * random.uniform(0.3, 1.7, legs.shape)
    np.fill_diagonal(legs, 0.0)
    if open_rounds:
        legs[0], legs[:, 0] = 0.0, 0.0
    dwell = random.integers(10, 80, stops).astype(float)
    visits = np.where(random.random(stops) < (1 / 3 if again else 0), min(2, days), 1).astype(np.int64)
    return ItineraryProblem(legs, dwell, visits, days, limit)


def shortest_days(problem: ItineraryProblem) -> dict[frozenset[int], float]:
    """Least driving of every set of stops that fits in a day, all orders tried."""
    found = {}
    for size in range(len(problem.dwell) + 1):
        for chosen in combinations(range(len(problem.dwell)), size):
            best = min((problem.drive_minutes(list(order)) for order in permutations(chosen)), default=0.0)
            if best + sum(problem.dwell[stop] for stop in chosen) <= problem.day_minutes + 1e-9:
                found[frozenset(chosen)] = best
    return found


def optimum(problem: ItineraryProblem, served: Counter[int] | None = None) -> tuple[int, float]:
    """Fewest visits left out, then least driving; or least driving to serve exactly some visits."""
    days = shortest_days(problem)
    wanted = (
        tuple(int(v) for v in problem.visits) if served is None else tuple(served[s] for s in range(len(problem.dwell)))
    )

    @cache
    def best(left: tuple[int, ...], number: int) -> tuple[int, float]:
        if number == 0:
            return sum(left), 0.0
        answers = []
        for day, minutes in days.items():
            if all(left[stop] for stop in day):
                rest = tuple(count - (stop in day) for stop, count in enumerate(left))
                lost, more = best(rest, number - 1)
                answers.append((lost, minutes + more))
        return min(answers)

    return best(wanted, problem.days)


def cheapest_day(problem: ItineraryProblem, prices: np.ndarray) -> float:
    """Least driving less prices [n + 1] of a day that visits a stop at least."""
    days = shortest_days(problem)
    return min((minutes - sum(prices[stop + 1] for stop in day) for day, minutes in days.items() if day), default=0.0)


def cheapest_rest(problem: ItineraryProblem, prices: np.ndarray, here: int, left: float) -> float:
    """Least driving less prices from a stop back to the depot by others, within minutes left."""
    others = [stop for stop in range(len(problem.dwell)) if stop != here]
    found = [np.inf]
    for order in (order for size in range(len(others) + 1) for order in permutations(others, size)):
        nodes = [here + 1, *(stop + 1 for stop in order), 0]
        drive = sum(problem.legs[a, b] for a, b in pairwise(nodes))
        if drive + problem.dwell[list(order)].sum() <= left:
            found.append(drive - prices[[stop + 1 for stop in order]].sum())
    return float(min(found))


def relaxation(problem: ItineraryProblem) -> float | None:
    """Least driving of fractions of days that serve every visit, over every day there is; None if none do."""
    days = shortest_days(problem)
    stops = np.array([[stop in day for day in days] for stop in range(len(problem.dwell))], float)
    solved = linprog(
        list(days.values()), np.ones((1, len(days))), [problem.days], stops, problem.visits, method="highs"
    )
    return float(solved.fun) if solved.status == 0 else None


def spanning_tree(cost: np.ndarray) -> float:
    """Length of the minimum spanning tree: every choice of edges tried."""
    n = len(cost)
    edges = list(combinations(range(n), 2))
    lengths = []
    for chosen in combinations(edges, n - 1):
        parts = list(range(n))
        for i, j in chosen:
            parts = [parts[i] if part == parts[j] else part for part in parts]
        if len(set(parts)) == 1:
            lengths.append(sum(cost[edge] for edge in chosen))
    return min(lengths, default=0.0)


def neighbours(problem: ItineraryProblem, days: list[list[int]]) -> list[list[list[int]]]:
    """Every answer one relocation, exchange, reversal or swap of tails away that keeps the rules."""
    found = []
    for a, b in product(range(len(days)), repeat=2):
        for i, stop in enumerate(days[a]):
            rest = [*days[a][:i], *days[a][i + 1 :]]
            for j in range(len(days[b]) - (a == b) + 1):
                new = [list(day) for day in days]
                new[a] = rest
                new[b] = [*new[b][:j], stop, *new[b][j:]]
                found.append(new)
            for j, other in enumerate(days[b]):
                new = [list(day) for day in days]
                new[a][i], new[b][j] = other, stop
                found.append(new)
        if a < b:
            for i, j in product(range(len(days[a]) + 1), range(len(days[b]) + 1)):
                new = [list(day) for day in days]
                new[a], new[b] = days[a][:i] + days[b][j:], days[b][:j] + days[a][i:]
                found.append(new)
        if a == b:
            for i, j in combinations(range(len(days[a]) + 1), 2):
                new = [list(day) for day in days]
                new[a] = days[a][:i] + days[a][i:j][::-1] + days[a][j:]
                found.append(new)
    return [new for new in found if all(_allowed(problem, day) for day in new)]


def _allowed(problem: ItineraryProblem, day: list[int]) -> bool:
    return len(set(day)) == len(day) and problem.minutes(day) <= problem.day_minutes
