"""The country and two départements from the command line: seconds, processor seconds, memory and gaps beside their
aims.

``.venv/bin/python benchmarks/france.py [--quick] [--save docs/benchmarks/france.md]``
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

MAILLAGE = str(Path(sys.executable).with_name("maillage"))
SAMPLE_SECONDS = 0.25


class Run(NamedTuple):
    """A finished command."""

    wall: float
    processor: float
    memory_mb: float
    printed: dict[str, Any]


def family(root: int) -> list[int]:
    """A process and all its descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    kin = {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in kin} - kin
        if not more:
            return sorted(kin)
        kin |= more


def proportional_kb(pid: int) -> int:
    """Memory of a process with shared pages counted once (proportional set size)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def measured(*arguments: str) -> Run:
    """Run a command and watch its processes."""
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen([MAILLAGE, *arguments], stdout=subprocess.PIPE, text=True)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, sum(map(proportional_kb, family(process.pid))))
            time.sleep(SAMPLE_SECONDS)

    watcher = threading.Thread(target=watch)
    watcher.start()
    printed, _ = process.communicate()
    wall = time.perf_counter() - start
    watcher.join()
    after = os.times()
    if process.returncode:
        sys.exit(f"maillage {' '.join(arguments)}: exit code {process.returncode}")
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, processor, peak / 1024, json.loads(printed))


def warm_what_if(department: str) -> float:
    """Milliseconds of one more and one post less, the allocation being known; the best of ten."""
    import numpy as np

    from maillage.allocation import value_of_posts
    from maillage.flow.case import allocate
    from maillage.flow.options import PlanOptions
    from maillage.flow.planning import prepare
    from maillage.flow.silence import silent

    case, _ = prepare(department, PlanOptions(40))
    case, found = allocate(case, silent)
    seconds = []
    for _ in range(10):
        start = time.perf_counter()
        value_of_posts(case.problem, found.half_days, case.group, 0, more=1, fewer=1)
        seconds.append(time.perf_counter() - start)
    return 1000 * float(np.min(seconds))


def rows(quick: bool) -> list[tuple[str, str, str]]:
    """Subject, figure, aim."""
    table: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        measured("territory", "15014", "--json")  # the territory is cached from here on
        for department in ("15", "59"):
            run = measured(
                "plan", department, "--advisors", "40", "--json", "--no-resume", "--out", f"{folder}/{department}"
            )
            s = run.printed
            name = f"département {department}, 40 posts"
            table += [
                (f"{name}: whole pipeline", f"{run.wall:.1f} s wall, {run.processor:.1f} s CPU", "15 s"),
                (f"{name}: allocation gap", f"{s['gap_percent']:.3f} %", ""),
                (f"{name}: bases gap", f"{s['bases_gap_percent']:.2f} %", ""),
                (f"{name}: rounds gap", f"{s['rounds_gap_percent']:.2f} %", ""),
                (f"{name}: visits without a round", str(s["unserved_visits"]), "0"),
            ]
            table.append((f"département {department}: warm what-if", f"{warm_what_if(department):.1f} ms", "50 ms"))
        if quick:
            return table
        run = measured("what-if", "france", "--advisors", "4000", "--steps", "1", "--json")
        table.append(("France: what-if of every département", f"{run.wall:.1f} s wall, {run.processor:.1f} s CPU", ""))
        france = ("plan", "france", "--advisors", "4000", "--json", "--no-resume", "--out", f"{folder}/france")
        run = measured(*france)
        s, stages = run.printed, run.printed["stage_seconds"]
        driving = s["drive_minutes_total"] / (s["half_days"] / 2)
        free = measured(
            "what-if", "france", "--advisors", "4000", "--steps", "1", "--floor", "0", "--reach-share", "0", "--json"
        )
        f = free.printed
        gap = 100 * (f["upper_bound"] - f["objective"]) / f["upper_bound"]
        table += [
            ("France, 4,000 posts: whole pipeline", f"{run.wall:.0f} s wall, {run.processor:.0f} s CPU", "180 s"),
            ("France: peak memory, all processes", f"{run.memory_mb:.0f} MB", "1,500 MB"),
            ("France: allocation", f"{stages['allocation']:.1f} s", "10 s"),
            ("France: allocation gap, floors and reach in the bound", f"{s['gap_percent']:.3f} %", "0.3 %"),
            ("France: allocation gap, no floor and no reach", f"{gap:.3f} %", "0.1 %"),
            ("France: bases gap", f"{s['bases_gap_percent']:.2f} %", "1 %"),
            ("France: bases, all workers", f"{stages['bases_worker']:.0f} s", ""),
            ("France: rounds gap", f"{s['rounds_gap_percent']:.3f} %", "0.2 %"),
            ("France: rounds, all workers", f"{stages['rounds_worker']:.0f} s", ""),
            ("France: people effectively served", f"{s['objective']:,.0f} of {s['people_in_need']:,.0f}", ""),
            ("France: people in need within 15 minutes", f"{100 * s['reached_share']:.2f} %", ""),
            ("France: places, bases", f"{s['served_places']:,}, {s['bases_count']:,}", ""),
            ("France: driving per advisor and day", f"{driving:.1f} min", ""),
            ("France: longest leg", f"{s['longest_leg_minutes']:.1f} min", "45 min"),
            ("France: visits without a round", f"{s['unserved_visits']:,}", ""),
            ("France: report", f"{Path(folder, 'france', 'report.html').stat().st_size / 1e6:.1f} MB", ""),
        ]
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="départements only")
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    lines = ["| subject | figure | aim |", "|---|---|---|"]
    lines += [f"| {subject} | {figure} | {aim} |" for subject, figure, aim in rows(options.quick)]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.save:
        head = "# The country and two départements\n\nPrinted by `benchmarks/france.py`, 2 shared cores.\n\n"
        options.save.parent.mkdir(parents=True, exist_ok=True)
        options.save.write_text(head + text)


if __name__ == "__main__":
    main()
