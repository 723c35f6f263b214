"""The same dated visits asked of CP-SAT, of OR-Tools routing and of PyVRP; answers as (day, half, advisor, rank)."""

from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from maillage.timetable import MISSING, TimetableProblem, solve
from maillage.timetable.check import _wishes
from maillage.timetable.problem import TimetableResult

SCALE = 100
"""Engines count in hundredths of a minute."""
FORBIDDEN = 10_000_000
DAY = 1440


class Answer(NamedTuple):
    """When, by whom and in which order each visit is held [v], -1 when missing; a bound, words about the run."""

    day: np.ndarray
    half: np.ndarray
    advisor: np.ndarray
    rank: np.ndarray
    bound: float | None = None
    said: str = ""


def nothing(problem: TimetableProblem) -> Answer:
    return Answer(*(np.full(len(problem.visits), -1, np.int64) for _ in range(4)))


def slots(problem: TimetableProblem, v: int) -> list[tuple[int, int, int, float]]:
    """Day, half-day, minutes and price of the day and half-day wished, of each half-day a visit may take."""
    p, prices, found = problem.visits, problem.prices, []
    for d in range(p.first[v], p.last[v] + 1):
        for h in range(2):
            opening, closing = (int(one) for one in problem.opens[p.place[v], d, h])
            need = min(int(p.most[v]), closing - opening)
            if need < p.least[v] or problem.seats[p.place[v], d, h] == 0:
                continue
            elsewhere = p.usual_day[v] >= 0 and (d != p.usual_day[v] or p.usual_half[v] not in (-1, h))
            if elsewhere and p.locked[v]:
                continue
            price = 0.0 if not elsewhere else prices.day if d != p.usual_day[v] else prices.half
            found.append((d, h, need, price))
    return found


def easier(problem: TimetableProblem) -> TimetableProblem:
    """The question without desks, quotas, usual advisors and visits by two: what routing engines can be told."""
    v = problem.visits
    alone = np.full(len(v), MISSING)
    return replace(
        problem,
        seats=np.full_like(problem.seats, 10**6),
        quota=np.full_like(problem.quota, 2 * problem.days),
        visits=replace(v, leader=alone, usual_advisor=alone),
    )


def legs(problem: TimetableProblem, bases: np.ndarray, limit: float, again_too: bool = False) -> np.ndarray:
    """Hundredths of a minute between nodes, bases first, then visits; a leg over the limit, or from a short visit to
    another of its place (never twice in a half-day) unless ``again_too``, has a price none can pay.
    """
    v = problem.visits
    place = np.concatenate([bases, v.place])
    minutes = problem.minutes[np.ix_(place, place)]
    short = np.concatenate([np.zeros(len(bases), np.bool_), v.most <= 60])
    again = (place[:, None] == place) & short[:, None] & short & ~np.eye(len(place), dtype=np.bool_)
    scaled = np.where((minutes <= limit + 1e-4) & (~again | again_too), minutes * SCALE, FORBIDDEN)
    return np.rint(scaled).astype(np.int64)


def shift(problem: TimetableProblem, a: int, d: int) -> tuple[int, int] | None:
    """Minutes of the whole period between which an advisor's day runs; None on a day off."""
    morning, afternoon = problem.there[a, d]
    if not (morning or afternoon):
        return None
    noon = 12 * 60 + 30
    return d * DAY + (problem.day_starts if morning else noon), d * DAY + (problem.day_ends if afternoon else noon + 60)


def reaches(problem: TimetableProblem, a: int, place: int) -> bool:
    """Whether an advisor may drive to a place and back."""
    base = int(problem.base[a])
    return place == base or bool(problem.minutes[base, place] <= problem.limit[a] + 1e-4)


def with_pyvrp(problem: TimetableProblem, seconds: float) -> Answer:
    """A client per visit and half-day it may take, of which one at most; a vehicle per advisor and day."""
    import pyvrp
    from pyvrp.stop import MaxRuntime

    p, miss, meaning = problem.visits, problem.miss, []
    clients, groups, bases = [], [], np.unique(problem.base)
    for v in range(len(p)):
        mine = []
        for d, h, need, price in slots(problem, v):
            opening, closing = (int(one) for one in problem.opens[p.place[v], d, h])
            early, late = d * DAY + opening - problem.set_up, d * DAY + closing - need - problem.set_up
            mine.append(len(clients))
            meaning.append((v, d, h))
            clients.append(
                pyvrp.Client(
                    len(bases) + v,
                    service_duration=(need + problem.set_up) * SCALE,
                    tw_early=early * SCALE,
                    tw_late=late * SCALE,
                    prize=int((miss[v] - price) * SCALE),
                    required=False,
                    group=len(groups),
                )
            )
        if mine:
            groups.append(pyvrp.ClientGroup(mine, required=False))
    fleet, whose = [], []
    for a, base in enumerate(problem.base):
        for d in range(problem.days):
            if (hours := shift(problem, a, d)) is not None:
                start = int(np.searchsorted(bases, base))
                whose.append((a, d))
                fleet.append(
                    pyvrp.VehicleType(
                        1,
                        [],
                        start,
                        start,
                        tw_early=hours[0] * SCALE,
                        tw_late=hours[1] * SCALE,
                        profile=int(problem.limit[a] <= 0),
                    )
                )
    roads = [legs(problem, bases, limit) for limit in (float(problem.limit.max()), 0.0)]
    places = [pyvrp.Location(0, 0) for _ in roads[0]]
    depots = [pyvrp.Depot(b) for b in range(len(bases))]
    data = pyvrp.ProblemData(places, clients, depots, fleet, roads, roads, groups)
    best = pyvrp.solve(data, MaxRuntime(seconds), seed=0, display=False).best
    found = nothing(problem)
    for route in best.routes():
        advisor = whose[route.vehicle_type()][0]
        for rank, stop in enumerate(stop for stop in route if stop.is_client()):
            v, found.day[meaning[stop.idx][0]], found.half[meaning[stop.idx][0]] = meaning[stop.idx]
            found.advisor[v], found.rank[v] = advisor, rank
    return found._replace(said=f"{len(clients)} clients, {len(fleet)} vehicles")


def with_routing(problem: TimetableProblem, seconds: float) -> Answer:
    """A node per visit with the hours it may take, a vehicle per advisor and day, which prices the day wished.

    It starts from our first answer: alone, it leaves more than half the visits out after a minute.
    """
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    p, miss = problem.visits, problem.miss
    fleet = [(a, d, shift(problem, a, d)) for a in range(len(problem.base)) for d in range(problem.days)]
    fleet = [one for one in fleet if one[2] is not None]
    bases, start = np.unique(problem.base, return_inverse=True)
    k = len(bases)
    homes = [int(start[a]) for a, _, _ in fleet]
    manager = pywrapcp.RoutingIndexManager(k + len(p), len(fleet), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    wanted = [slots(problem, v) for v in range(len(p))]
    usual = np.zeros((problem.days, k + len(p)), np.int64)
    for v, one in enumerate(wanted):
        for d, _, _, price in sorted(one, key=lambda slot: slot[3], reverse=True):
            usual[d, k + v] = price * SCALE
    roads = [legs(problem, bases, limit) for limit in (float(problem.limit.max()), 0.0)]
    known: dict[tuple[int, bool], int] = {}
    for vehicle, (a, d, _) in enumerate(fleet):
        key = (d, problem.limit[a] <= 0)
        if key not in known:
            known[key] = routing.RegisterTransitMatrix((roads[int(key[1])] + usual[d]).tolist())
        routing.SetArcCostEvaluatorOfVehicle(known[key], vehicle)
    stay = np.concatenate([np.zeros(k), p.most + problem.set_up]).astype(np.int64)
    whole = -(-legs(problem, bases, float(problem.limit.max()), True) // SCALE)
    lasting = routing.RegisterTransitMatrix((whole + stay[:, None]).tolist())
    horizon = problem.days * DAY
    routing.AddDimension(lasting, horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    for vehicle, (_, _, (begin, end)) in enumerate(fleet):
        time.CumulVar(routing.Start(vehicle)).SetRange(begin, end)
        time.CumulVar(routing.End(vehicle)).SetRange(begin, end)
    for v, one in enumerate(wanted):
        index = manager.NodeToIndex(k + v)
        routing.AddDisjunction([index], int(miss[v] * SCALE))
        spans = []
        for d, h, need, _ in one:
            opening, closing = (int(x) for x in problem.opens[p.place[v], d, h])
            if need == p.most[v]:
                spans.append((d * DAY + opening - problem.set_up, d * DAY + closing - need - problem.set_up))
        if not spans:
            routing.ActiveVar(index).SetValue(0)
            continue
        cumul, after = time.CumulVar(index), spans[0][1]
        cumul.SetRange(spans[0][0], spans[-1][1])
        for begin, end in spans[1:]:
            if begin > after + 1:
                cumul.RemoveInterval(after + 1, begin - 1)
            after = end
        open_then = {d for d, *_ in one}
        near = [i for i, (a, d, _) in enumerate(fleet) if d in open_then and reaches(problem, a, int(p.place[v]))]
        routing.VehicleVar(index).SetValues([-1, *near])
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    options.time_limit.FromMilliseconds(int(1000 * seconds))
    routing.CloseModelWithParameters(options)
    first = solve(problem, moves=0, bound_rounds=0)
    ours = [np.flatnonzero((first.advisor == a) & (first.day == d)) for a, d, _ in fleet]
    routes = [[int(k + v) for v in sorted(held, key=lambda v: first.order[v])] for held in ours]
    solution = routing.SolveFromAssignmentWithParameters(routing.ReadAssignmentFromRoutes(routes, True), options)
    found = nothing(problem)
    for vehicle, (a, d, _) in enumerate(fleet if solution else []):
        index, rank = solution.Value(routing.NextVar(routing.Start(vehicle))), 0
        while not routing.IsEnd(index):
            v = manager.IndexToNode(index) - k
            begins = solution.Min(time.CumulVar(index)) - d * DAY
            found.day[v], found.half[v], found.advisor[v], found.rank[v] = d, begins >= 12 * 60, a, rank
            index, rank = solution.Value(routing.NextVar(index)), rank + 1
    return found._replace(said=f"from our first answer, {len(p)} nodes, {len(fleet)} vehicles")


def laid(problem: TimetableProblem, answer: Answer) -> TimetableResult:
    """Times, legs and price of an answer, each day as soon as can be; a rule it breaks stays broken."""
    many = len(problem.visits)
    begins, ends, order = (np.full(many, -1, np.int64) for _ in range(3))
    leg, back = np.zeros(many), np.zeros(many)
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    for v in np.flatnonzero(answer.day >= 0):
        days[int(answer.advisor[v]), int(answer.day[v])].append(int(v))
    for (a, d), stops in days.items():
        node, clock, lunched = int(problem.base[a]), float(problem.day_starts), False
        for rank, v in enumerate(sorted(stops, key=lambda v: (answer.half[v], answer.rank[v]))):
            here, h = int(problem.visits.place[v]), int(answer.half[v])
            opening, closing = (int(one) for one in problem.opens[here, d, h])
            leg[v] = 0.0 if here == node else problem.minutes[node, here]
            clock += leg[v] + (problem.lunch if h and rank and not lunched else 0)
            clock += problem.set_up if rank == 0 or here != node else 0
            begins[v] = max(opening, 5 * int(np.ceil((clock - 1e-4) / 5))) if np.isfinite(clock) else opening
            ends[v] = begins[v] + min(int(problem.visits.most[v]), closing - opening)
            order[v], lunched, clock, node, last = rank, lunched or h == 1, float(ends[v]), here, v
        back[last] = 0.0 if node == problem.base[a] else problem.minutes[node, problem.base[a]]
    drive = float(leg.sum() + back.sum())
    told = TimetableResult(
        answer.day, answer.half, answer.advisor, begins, ends, order, leg, back, drive, drive, 0.0
    )  # fmt: skip
    price = drive + _wishes(problem, told)
    return TimetableResult(*(vars(told) | {"price": price, "bound": min(answer.bound or 0.0, price)}).values())
