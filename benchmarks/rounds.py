"""Rounds against their bound over France, and beside PyVRP and OR-Tools on single départements.

::

    .venv/bin/python benchmarks/rounds.py [--quick] [--save docs/benchmarks/rounds.md]

The engines know neither weekdays, opening hours nor desks: they are given the question without them (every place always
open), one vehicle per advisor-day with two stops, places of two visits never twice in a day, and at least our time. Our
own answer to that easier question stands beside theirs. Each engine runs in a process of its own. Rules broken are legs
over the drive limit and stops beyond two a day: an answer that breaks some is none, however little it drives.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np

HEADER = (
    "| instance | method | wall s | CPU s | driving min | bound | gap % | rules broken | unserved |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)
LEAST_PEER_SECONDS = 10
SCALE = 100
FORBIDDEN = 10_000_000
DAYS_PER_POST = 9
EASIER = "no weekdays, hours or desks"


class Line(NamedTuple):
    """One method on one instance."""

    instance: str
    method: str
    wall: float
    processor: float
    driving: float
    bound: float | None
    broken: int
    unserved: int

    def __str__(self) -> str:
        bound = "" if self.bound is None else f"{self.bound:,.1f}"
        gap = "" if self.bound is None else f"{100 * (self.driving - self.bound) / max(self.driving, 1e-9):.3f}"
        seconds = f"{self.wall:.1f} | {self.processor:.1f}"
        counts = f"{self.broken} | {self.unserved}"
        return f"| {self.instance} | {self.method} | {seconds} | {self.driving:,.1f} | {bound} | {gap} | {counts} |"


def problems(territory: str, advisors: int) -> Iterator[tuple[str, "RoundsProblem"]]:  # noqa: F821
    """Name and rounds problem of each département of a territory, allocated and based by Maillage."""
    from maillage import bases
    from maillage.flow.case import allocate
    from maillage.flow.options import PlanOptions
    from maillage.flow.planning import prepare
    from maillage.flow.stages import jobs
    from maillage.rounds import RoundsProblem

    case, travel = prepare(territory, PlanOptions(advisors))
    case, result = allocate(case, lambda _stage, _share: None)
    for job in jobs(case, travel, result.half_days, result.posts):
        found = bases.solve(bases.BasesProblem(job.half_days, job.minutes, job.posts, job.drive, at_least=job.kept))
        question = RoundsProblem(job.half_days, job.minutes, found.posts, job.opening, job.desks, job.drive)
        yield str(case.group_names[job.group]), question


def ours(name: str, problem: "RoundsProblem", method: str = "Maillage") -> Line:  # noqa: F821
    """Our line; the judge must find nothing wrong."""
    from maillage.rounds import check, solve

    wall, processor = perf_counter(), process_time()
    result = solve(problem)
    wall, processor = perf_counter() - wall, process_time() - processor
    wrong = check(problem, result)
    assert not wrong, wrong
    unserved = int(result.unserved.sum())
    return Line(name, method, wall, processor, result.drive_minutes, result.bound, 0, unserved)


def easier(problem: "RoundsProblem") -> "RoundsProblem":  # noqa: F821
    """The question without weekdays, opening hours and desks."""
    n = len(problem.half_days)
    return replace(problem, opening=np.full(n, 1023), desks=np.full(n, 10**6))


def peer(name: str, problem: "RoundsProblem", engine: str, seconds: float) -> Line:  # noqa: F821
    """An engine's line, run elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "question.npz"
        arrays = {key: getattr(problem, key) for key in ("half_days", "minutes", "posts", "drive_minutes")}
        np.savez(path, **arrays)
        wall = perf_counter()
        command = [sys.executable, __file__, "--peer", engine, "--question", str(path), "--seconds", str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wall = perf_counter() - wall
    if done.returncode:
        return Line(name, f"{engine} ({EASIER}): {done.stderr.strip().splitlines()[-1]}", wall, 0, 0, None, 0, 0)
    said = json.loads(done.stdout.splitlines()[-1])
    return Line(
        name,
        f"{engine} ({EASIER})",
        wall,
        said["processor"],
        said["driving"],
        None,
        said["broken"],
        said["unserved"],
    )


class Fleet(NamedTuple):
    """A question as engines want it: a node per base, then one per visit."""

    minutes: np.ndarray
    """Scaled minutes between nodes, forbidden legs at a price none can pay."""
    place: np.ndarray
    """Place of each node."""
    vehicles: np.ndarray
    """Advisor-days of each base."""


def fleet(half_days: np.ndarray, minutes: np.ndarray, posts: np.ndarray, drive: float) -> Fleet:
    """Nodes, legs and vehicles; two visits of a place of two visits are never the same day."""
    bases = np.flatnonzero(posts)
    visit = np.repeat(np.arange(len(half_days)), half_days)
    place = np.concatenate([bases, visit])
    legs = np.where(minutes <= drive, np.rint(minutes.astype(float) * SCALE), FORBIDDEN).astype(np.int64)
    nodes = legs[np.ix_(place, place)]
    rank = np.concatenate([np.full(len(bases), -1), np.arange(len(visit)) - np.searchsorted(visit, visit)])
    alone = (rank >= 0) & (half_days[place] >= 2) & (half_days[place] <= 3) & (rank >= half_days[place] - 2)
    both = (place[:, None] == place[None]) & (alone[:, None] | alone[None])
    both &= (rank[:, None] >= 0) & (rank[None] >= 0) & (rank[:, None] != rank[None])
    three = (half_days[place] == 3)[:, None] & (rank[:, None] < 2) & (rank[None] < 2)
    nodes[both & ~three] = FORBIDDEN
    return Fleet(nodes, place, DAYS_PER_POST * posts[bases])


def with_pyvrp(question: Fleet, seconds: float) -> list[tuple[int, list[int]]]:
    """Routes (base node, stops) PyVRP finds."""
    import pyvrp
    from pyvrp.stop import MaxRuntime

    k = len(question.vehicles)
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in question.place],
        [pyvrp.Client(node, delivery=[1]) for node in range(k, len(question.place))],
        [pyvrp.Depot(node) for node in range(k)],
        [pyvrp.VehicleType(int(v), [2], d, d) for d, v in enumerate(question.vehicles)],
        [question.minutes],
        [np.zeros_like(question.minutes)],
    )
    best = pyvrp.solve(data, MaxRuntime(seconds), seed=0, display=False).best
    return [(r.start_depot(), [k + stop.idx for stop in r if stop.is_client()]) for r in best.routes()]


def with_ortools(question: Fleet, seconds: float) -> list[tuple[int, list[int]]]:
    """Routes (base node, stops) OR-Tools finds by guided local search."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    k = len(question.vehicles)
    homes = np.repeat(np.arange(k), question.vehicles).tolist()
    manager = pywrapcp.RoutingIndexManager(len(question.place), len(homes), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    legs = routing.RegisterTransitMatrix(question.minutes.tolist())
    routing.SetArcCostEvaluatorOfAllVehicles(legs)
    stops = routing.RegisterUnaryTransitVector([0] * k + [1] * (len(question.place) - k))
    routing.AddDimension(stops, 0, 2, True, "stops")
    for node in range(k, len(question.place)):
        routing.AddDisjunction([manager.NodeToIndex(node)], 10 * FORBIDDEN)
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    options.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    options.time_limit.FromMilliseconds(int(1000 * seconds))
    found = routing.SolveWithParameters(options)
    routes = []
    for vehicle, home in enumerate(homes):
        index, route = routing.Start(vehicle), []
        while found and not routing.IsEnd(index):
            index = found.Value(routing.NextVar(index))
            route.append(manager.IndexToNode(index))
        routes.append((home, route[:-1]))
    return routes


def answer_as_peer(engine: str, path: Path, seconds: float) -> None:
    """Solve the question written at ``path`` and print what was found."""
    data = np.load(path)
    question = fleet(data["half_days"], data["minutes"], data["posts"], float(data["drive_minutes"]))
    processor = process_time()
    routes = {"PyVRP": with_pyvrp, "OR-Tools": with_ortools}[engine](question, seconds)
    processor = process_time() - processor
    legs = [question.minutes[o, e] for home, stops in routes for o, e in pairwise([home, *stops, home]) if stops]
    broken = sum(leg >= FORBIDDEN for leg in legs) + sum(max(len(stops) - 2, 0) for _, stops in routes)
    driving = sum(int(leg) for leg in legs if leg < FORBIDDEN) / SCALE
    missed = int(data["half_days"].sum()) - sum(len(stops) for _, stops in routes)
    print(json.dumps({"driving": driving, "broken": int(broken), "unserved": missed, "processor": processor}))


def compare(name: str, problem: "RoundsProblem", engines: list[str]) -> Iterator[Line]:  # noqa: F821
    """Our two lines, then the engines'."""
    line = ours(name, problem)
    yield line
    freed = easier(problem)
    free = ours(name, freed, f"Maillage ({EASIER})")
    yield free
    for engine in engines:
        yield peer(name, freed, engine, max(LEAST_PEER_SECONDS, line.wall, free.wall))


def country(advisors: int) -> Iterator[Line]:
    """All départements together, then those furthest from their bound."""
    lines = [ours(name, problem) for name, problem in problems("france", advisors)]
    totals = (sum(values) for values in list(zip(*lines, strict=True))[2:])
    yield Line(f"France, {advisors} posts, {len(lines)} départements", "Maillage", *totals)
    yield from sorted(lines, key=lambda line: (line.bound or 0) - line.driving)[:5]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a single small département")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--peer", choices=["PyVRP", "OR-Tools"])
    parser.add_argument("--question", type=Path)
    parser.add_argument("--seconds", type=float, default=LEAST_PEER_SECONDS)
    options = parser.parse_args()
    if options.peer:
        answer_as_peer(options.peer, options.question, options.seconds)
        return
    lines = [HEADER]
    print(HEADER)
    next(problems("15", 2))  # compiles the kernels
    for territory, advisors in [("15", 9)] if options.quick else [("15", 9), ("15", 40), ("59", 40)]:
        for name, problem in problems(territory, advisors):
            for line in compare(f"{name}, {advisors} posts", problem, ["PyVRP", "OR-Tools"]):
                lines.append(str(line))
                print(line, flush=True)
    if not options.quick:
        for line in country(4000):
            lines.append(str(line))
            print(line, flush=True)
    if options.save:
        title = "# Rounds: driving per fortnight against its bound\n\n"
        note = (__doc__ or "").split("::")[1].split("\n\n", 2)[2]
        options.save.parent.mkdir(parents=True, exist_ok=True)
        options.save.write_text(title + "One thread. " + note.strip() + "\n\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
