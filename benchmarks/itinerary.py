"""Itinerant rounds beside PyVRP and OR-Tools: driving, bound and visits left out at equal seconds.

::

    .venv/bin/python benchmarks/itinerary.py [--seconds 12] [--save docs/benchmarks/itinerary.md]

Stops are communes drawn (seeded) around a first one of Cantal among those embedded, legs the default travel model's,
one visit of 20 to 90 minutes each: several visits of a stop on different days are a rule the engines cannot be given as
such. They see one vehicle per day and a client per stop, left out at a price above any driving. All are given whole
hundredths of a minute; each runs in a process of its own, one thread, and is judged from its days alone.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import numpy as np

HEADER = (
    "| instance | method | seconds | driving min | bound | gap % | unserved |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
)
SCALE = 100
LEFT_OUT = 1_000_000
"""Price of a visit left out, hundredths of a minute."""
CASES = (
    ("30 stops, 7 days, open", 30, 7, 420, True),
    ("120 stops, 24 days", 120, 24, 480, False),
    ("300 stops, 40 days", 300, 40, 600, False),
)


def instance(stops: int, days: int, day_minutes: int, open_rounds: bool, seed: int = 0) -> dict[str, np.ndarray]:
    """Arrays of an instance; node 0 is the depot, times are hundredths of a minute."""
    from maillage.territory import load, minutes_between

    communes = load().communes
    lon, lat = communes["lon"].to_numpy(), communes["lat"].to_numpy()
    random = np.random.default_rng(seed + stops)
    middle = int(random.choice(np.flatnonzero((communes["departement"] == "15").to_numpy())))
    around = np.argsort(np.hypot((lon - lon[middle]) * 0.7, lat - lat[middle]))[1 : 2 * stops + 1]
    chosen = np.concatenate([[middle], np.sort(random.choice(around, stops, replace=False))])
    legs = np.rint(minutes_between(lon[chosen], lat[chosen]).astype(float) * SCALE)
    if open_rounds:
        legs[0], legs[:, 0] = 0.0, 0.0
    return {
        "legs": legs,
        "dwell": random.integers(20, 91, stops).astype(float) * SCALE,
        "visits": np.ones(stops, np.int64),
        "days": np.array(days),
        "limit": np.array(day_minutes * SCALE),
    }


def with_maillage(data: dict[str, np.ndarray], seconds: float) -> tuple[list[list[int]], float | None]:
    """Days (stops from 1) and bound."""
    from maillage.itinerary import ItineraryProblem, mistakes, solve

    arrays = (data["legs"], data["dwell"], data["visits"], int(data["days"]), float(data["limit"]))
    problem = ItineraryProblem(*arrays)
    found = solve(problem, seconds=seconds)
    wrong = mistakes(problem, found)
    assert not wrong, wrong
    return [[stop + 1 for stop in day] for day in found.days], found.bound


def whole(data: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Legs and time on site of each node, whole numbers."""
    return data["legs"].astype(np.int64), np.concatenate([[0], data["dwell"]]).astype(np.int64)


def with_pyvrp(data: dict[str, np.ndarray], seconds: float) -> tuple[list[list[int]], None]:
    """Days PyVRP finds."""
    import pyvrp
    from pyvrp.stop import MaxRuntime

    legs, dwell = whole(data)
    limit = int(data["limit"])
    question = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in dwell],
        [
            pyvrp.Client(node, service_duration=int(dwell[node]), prize=LEFT_OUT, required=False)
            for node in range(1, len(dwell))
        ],
        [pyvrp.Depot(0)],
        [pyvrp.VehicleType(int(data["days"]), shift_duration=limit)],
        [legs],
        [legs],
    )
    best = pyvrp.solve(question, MaxRuntime(seconds), seed=0, display=False).best
    return [[1 + s.idx for s in route if s.is_client()] for route in best.routes()], None


def with_ortools(data: dict[str, np.ndarray], seconds: float) -> tuple[list[list[int]], None]:
    """Days OR-Tools finds by guided local search."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    legs, dwell = whole(data)
    days, limit = int(data["days"]), int(data["limit"])
    manager = pywrapcp.RoutingIndexManager(len(dwell), days, 0)
    routing = pywrapcp.RoutingModel(manager)
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(legs.tolist()))
    lasting = routing.RegisterTransitMatrix((legs + dwell[:, None]).tolist())
    routing.AddDimension(lasting, 0, limit, True, "minutes")
    for node in range(1, len(dwell)):
        routing.AddDisjunction([manager.NodeToIndex(node)], LEFT_OUT)
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    options.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    options.time_limit.FromMilliseconds(int(1000 * seconds))
    found = routing.SolveWithParameters(options)
    routes = []
    for vehicle in range(days):
        index, route = routing.Start(vehicle), []
        while found and not routing.IsEnd(index):
            index = found.Value(routing.NextVar(index))
            route.append(manager.IndexToNode(index))
        routes.append(route[:-1])
    return routes, None


METHODS = {"Maillage": with_maillage, "PyVRP": with_pyvrp, "OR-Tools": with_ortools}


def answer(method: str, path: Path, seconds: float) -> None:
    """Solve the question written at ``path`` and print what was found, judged from its days alone."""
    data = dict(np.load(path))
    if method == "Maillage":  # compiled machine code is read before the clock starts
        with_maillage(instance_like(data), 0.1)
    start = perf_counter()
    days, bound = METHODS[method](data, seconds)
    wall = perf_counter() - start
    driving = [sum(data["legs"][a, b] for a, b in pairwise([0, *day, 0])) for day in days if day]
    for day, drive in zip([day for day in days if day], driving, strict=True):
        assert drive + sum(data["dwell"][stop - 1] for stop in day) <= int(data["limit"]) + 1e-6
    visited = [stop for day in days for stop in day]
    assert len(set(visited)) == len(visited)
    missed = len(data["dwell"]) - len(visited)
    told = {"wall": wall, "driving": sum(driving) / SCALE, "bound": bound and bound / SCALE}
    print(json.dumps(told | {"unserved": missed}))


def instance_like(data: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The first four stops of an instance."""
    return data | {"legs": data["legs"][:5, :5].copy(), "dwell": data["dwell"][:4], "visits": data["visits"][:4]}


def row(name: str, method: str, path: Path, seconds: float) -> str:
    """One line of the table."""
    command = [sys.executable, __file__, "--method", method, "--question", str(path), "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"| {name} | {method}: {done.stderr.strip().splitlines()[-1]} |  |  |  |  |  |"
    said = json.loads(done.stdout.splitlines()[-1])
    bound, gap = "", ""
    if said["bound"] is not None:
        bound, gap = f"{said['bound']:,.1f}", f"{100 * (1 - said['bound'] / said['driving']):.1f}"
    figures = f"{said['wall']:.1f} | {said['driving']:,.1f} | {bound} | {gap} | {said['unserved']}"
    return f"| {name} | {method} | {figures} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--method", choices=list(METHODS))
    parser.add_argument("--question", type=Path)
    options = parser.parse_args()
    if options.method:
        answer(options.method, options.question, options.seconds)
        return
    lines = [HEADER]
    print(HEADER)
    for name, *figures in CASES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "question.npz"
            np.savez(path, **instance(*figures))
            for method in METHODS:
                lines.append(row(name, method, path, options.seconds))
                print(lines[-1], flush=True)
    if options.save:
        note = (__doc__ or "").split("::")[1].split("\n\n", 2)[2].strip()
        options.save.write_text("# Itinerant rounds at equal time\n\n" + note + "\n\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
