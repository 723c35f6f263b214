"""The same dated visits as one CP-SAT model.

It keeps every rule but the day's length and the road home at night, which legs of at most 45 minutes and hours from
8:30 to 17:00 never break. ``time[v, d, h]`` says when a visit is held; ``sits[a, d, h, t]`` which tour (one place, or
some places of short stops in order) an advisor makes of a half-day; a literal for each pair of tours of a day, how much
driving it saves. Who holds which of several visits of a place at once is settled by who usually does.
"""

from collections import defaultdict
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np

from maillage.timetable import TimetableProblem
from timetable_peers import SCALE, Answer, nothing, slots


class Tour(NamedTuple):
    """Places of a half-day in order, driving minutes between them, when the last is left."""

    places: tuple[int, ...]
    inside: float
    ends: float


def tours(problem: TimetableProblem, dwell: dict[int, int], d: int, h: int) -> list[Tour]:
    """What an advisor can make of a half-day."""
    is_open = [p for p in dwell if problem.opens[p, d, h, 1] - problem.opens[p, d, h, 0] >= min(dwell[p], 90)]
    is_open = [p for p in is_open if problem.seats[p, d, h] > 0]
    short = [p for p in is_open if dwell[p] <= 60]
    found = []
    for places in [(p,) for p in is_open] + [one for many in (2, 3) for one in permutations(short, many)]:
        clock, inside, fits = 0.0, 0.0, True
        for before, p in zip((None, *places), places, strict=False):
            leg = 0.0 if before is None else float(problem.minutes[before, p])
            opening, closing = (int(one) for one in problem.opens[p, d, h])
            ready = clock + leg + problem.set_up if before is not None else opening
            begins = max(opening, 5 * int(np.ceil((ready - 1e-4) / 5))) if leg <= 45 else closing
            clock = begins + min(dwell[p], closing - opening)
            inside, fits = inside + leg, fits and clock <= closing
        if fits:
            found.append(Tour(places, inside, clock))
    return found


class Model:
    """The CP-SAT model of a question."""

    def __init__(self, problem: TimetableProblem) -> None:
        from ortools.sat.python import cp_model

        self.problem, self.model = problem, cp_model.CpModel()
        self.costs: list[tuple[Any, int]] = []
        self.always = 0
        p = problem.visits
        self.dwell = {int(place): int(p.most[p.place == place].max()) for place in np.unique(p.place)}
        self._times()
        self._tours()
        self._seats()
        variables, prices = zip(*self.costs, strict=True)
        total = cp_model.LinearExpr.weighted_sum(variables, prices)
        self.model.minimize(total + self.always)

    def _times(self) -> None:
        """When each visit is held; missing and moved ones cost their price."""
        p, miss = self.problem.visits, self.problem.miss
        self.time: list[dict[tuple[int, int], Any]] = []
        for v in range(len(p)):
            mine = {}
            for d, h, _, price in slots(self.problem, v):
                mine[d, h] = self.model.new_bool_var("")
                self.costs.append((mine[d, h], round((price - miss[v]) * SCALE)))
                self.model.add_hint(mine[d, h], (d, h) == (p.usual_day[v], p.usual_half[v]))
                if p.leader[v] >= 0:
                    leader = self.time[p.leader[v]].get((d, h))
                    if leader is None:
                        self.model.add(mine[d, h] == 0)
                    else:
                        self.model.add_implication(mine[d, h], leader)
            self.model.add_at_most_one(mine.values())
            self.always += round(miss[v] * SCALE)
            self.time.append(mine)

    def _tours(self) -> None:
        """What each advisor does each half-day, within the quota, and what the roads cost."""
        problem = self.problem
        self.sits: dict[tuple[int, int, int], list[tuple[Any, Tour]]] = {}
        known = {(d, h): tours(problem, self.dwell, d, h) for d in range(problem.days) for h in range(2)}
        for a, base in enumerate(problem.base):
            home = problem.minutes[base].astype(float)
            home[base] = 0.0
            spent = defaultdict(list)
            for d in range(problem.days):
                for h in np.flatnonzero(problem.there[a, d]):
                    mine = [
                        (self.model.new_bool_var(""), tour)
                        for tour in known[d, h]
                        if all(home[p] <= problem.limit[a] + 1e-4 for p in tour.places)
                        and (len(tour.places) == 1 or problem.limit[a] > 0)
                    ]
                    for literal, tour in mine:
                        cost = home[tour.places[0]] + tour.inside + home[tour.places[-1]]
                        self.costs.append((literal, round(cost * SCALE)))
                    self.model.add_at_most_one(literal for literal, _ in mine)
                    self.sits[a, d, int(h)] = mine
                    spent[problem.period[d]] += [literal for literal, _ in mine]
                if problem.there[a, d].all():
                    self._roads(a, home, d)
            for period, literals in spent.items():
                self.model.add(sum(literals) <= int(problem.quota[a, period]))

    def _roads(self, a: int, home: np.ndarray, d: int) -> None:
        """What an afternoon saves after a morning; the pairs the road forbids."""
        problem, mornings, afternoons = self.problem, self.sits[a, d, 0], self.sits[a, d, 1]
        into = defaultdict(list)
        for morning, first in mornings:
            out, last = [], first.places[-1]
            for k, (afternoon, second) in enumerate(afternoons):
                place = second.places[0]
                leg = 0.0 if place == last else float(problem.minutes[last, place])
                ready = first.ends + leg + problem.lunch + problem.set_up * (place != last)
                if leg > problem.limit[a] + 1e-4 or ready > problem.opens[place, d, 1, 0]:
                    self.model.add_bool_or(~morning, ~afternoon)
                elif (saved := home[last] + home[place] - leg) > 0.005:
                    then = self.model.new_bool_var("")
                    self.costs.append((then, -round(saved * SCALE)))
                    out.append(then)
                    into[k].append(then)
            if out:
                self.model.add(sum(out) <= morning)
        for k, literals in into.items():
            self.model.add(sum(literals) <= afternoons[k][0])

    def _seats(self) -> None:
        """Visits held are advisors there, no more than desks; the usual advisor spares a price."""
        problem, p = self.problem, self.problem.visits
        there: dict[tuple[int, int, int], list[Any]] = defaultdict(list)
        self.by: dict[tuple[int, int, int, int], list[Any]] = defaultdict(list)
        for (a, d, h), mine in self.sits.items():
            for literal, tour in mine:
                for place in tour.places:
                    there[place, d, h].append(literal)
                    self.by[place, d, h, a].append(literal)
        wanted: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        kept: dict[tuple[int, int, int, int], list[Any]] = defaultdict(list)
        for v, mine in enumerate(self.time):
            for (d, h), literal in mine.items():
                wanted[int(p.place[v]), d, h].append(literal)
                usual = int(p.usual_advisor[v])
                if usual < 0:
                    continue
                key, same = (int(p.place[v]), d, h, usual), literal
                if not p.locked[v]:
                    same = self.model.new_bool_var("")
                    self.model.add_implication(same, literal)
                    self.costs += [(same, -round(problem.prices.advisor * SCALE))]
                    self.costs += [(literal, round(problem.prices.advisor * SCALE))]
                kept[key].append(same)
        for key in set(wanted) | set(there):
            self.model.add(sum(wanted[key]) == sum(there[key]))
            if len(there[key]) > (seats := int(problem.seats[key])):
                self.model.add(sum(there[key]) <= seats)
        for key, literals in kept.items():
            self.model.add(sum(literals) <= sum(self.by[key]))

    def read(self, solver: Any) -> Answer:
        """The answer a solver holds."""
        p, found = self.problem.visits, nothing(self.problem)
        free: dict[tuple[int, int, int], dict[int, int]] = defaultdict(dict)
        for (a, d, h), mine in self.sits.items():
            for literal, tour in mine:
                if solver.boolean_value(literal):
                    for rank, place in enumerate(tour.places):
                        free[place, d, h][a] = rank
        held = [next((at for at, one in mine.items() if solver.boolean_value(one)), None) for mine in self.time]
        order = sorted(np.flatnonzero([at is not None for at in held]), key=lambda v: not p.locked[v])
        for usual in (True, False):
            for v in order:
                desks = free[int(p.place[v]), *held[v]]
                if found.day[v] >= 0 or (usual and p.usual_advisor[v] not in desks):
                    continue
                a = int(p.usual_advisor[v]) if usual else next(iter(desks))
                found.rank[v], found.advisor[v] = desks.pop(a), a
                found.day[v], found.half[v] = held[v]
        return found


def with_cpsat(problem: TimetableProblem, seconds: float) -> Answer:
    """What CP-SAT finds with eight workers, building apart."""
    from time import perf_counter

    from ortools.sat.python import cp_model

    start = perf_counter()
    model = Model(problem)
    built = perf_counter() - start
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 8
    status = solver.solve(model.model)
    said = f"{len(model.model.proto.variables):,} variables, built in {built:.0f} s, {solver.status_name(status)}"
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return nothing(problem)._replace(said=said)
    return model.read(solver)._replace(bound=solver.best_objective_bound / SCALE, said=said)
