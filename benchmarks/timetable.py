"""Dated visits of a département over eight weeks: how soon, how good, how little a change touches; and their peers.

::

    .venv/bin/python benchmarks/timetable.py [--quick] [--save docs/benchmarks/timetable.md]

The plan of Cantal (15) and of Nord (59) with 40 posts, from Monday 7 December 2026, with public holidays and rules
drawn from a seed: leaves, part time, trainings, a contract that ends, an advisor without a car, closings, Saturday
markets, school holidays, every 1, 3 or 4 weeks, stops of 45 and 60 minutes, two advisors at once, habits and locks.

Prices are minutes: driving, plus 600 for a visit missed, 60 for another day than usual, 30 for the other half-day, 10
for another advisor. Each run is a process of its own; machine code is compiled before the clock starts. "Broken" counts
the rules that ``maillage.timetable.mistakes`` finds broken. One bound a question, ours, or an engine's own on its line;
"over best" compares with the best price we found. Where CPU seconds are far below wall seconds, something else had the
machine and the line says little.

CP-SAT is given everything, with eight workers. OR-Tools routing and PyVRP are given one fortnight (14 to 27 December)
without what they cannot be told: desks, quotas, usual advisors, visits by two. They know one vehicle per advisor and
day, each visit's hours and the price of another day; PyVRP a client per half-day a visit may take, one at most of each
visit, OR-Tools routing a node per visit, without the price of the other half-day, from our first answer (alone, it
leaves more than half the visits out). Our own answers to the same questions stand beside theirs.
"""

import argparse
import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

import timetable_questions as cases

HEADER = (
    "| question | method | wall s | CPU s | price | over best % | missed | driving min | bound | gap % | broken |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)
CHANGES = (
    "| instance | change | seconds, worst (median) | stops touched %, worst (median) "
    "| lost | gained | moved | other advisor |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
)
KINDS = {
    "ill": "an advisor ill for a week",
    "closed": "a venue closed for a month",
    "lost": "a post lost",
    "joins": "a commune joins",
}
DRAWS = 5
BOUND_ROUNDS = 600


def with_maillage(problem: Any, seconds: float, seed: int, price: float) -> Any:
    """Our answer, the first one when no seconds are given; the bound alone when a price is given."""
    from maillage.timetable import solve, solver

    if price:
        return solver.lower_bound(solver._ground(problem)[0], price, BOUND_ROUNDS)
    return solve(problem, seed, seconds or None, None if seconds else 0, 0)


def answer(options: argparse.Namespace) -> None:
    """Answer the question written in a file by one method, into another file."""
    from maillage.timetable import solve

    problem = pickle.loads(options.question.read_bytes())
    if options.method == "Maillage":
        solve(problem, moves=20, bound_rounds=1)
        wall, processor = perf_counter(), process_time()
        found: Any = with_maillage(problem, options.seconds, options.seed, options.price)
    else:
        from timetable_cpsat import with_cpsat
        from timetable_peers import laid, with_pyvrp, with_routing

        engines = {"CP-SAT": with_cpsat, "OR-Tools routing": with_routing, "PyVRP": with_pyvrp}
        wall, processor = perf_counter(), process_time()
        found = engines[options.method](problem, options.seconds)
    wall, processor = perf_counter() - wall, process_time() - processor
    said = getattr(found, "said", "")
    result = found if options.method == "Maillage" else laid(problem, found)
    options.out.write_bytes(pickle.dumps((wall, processor, result, said)))


def run(method: str, problem: Any, seconds: float, seed: int = 0, price: float = 0.0) -> Any:
    """Wall and processor seconds, result and words of a method; the message when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        question, out = Path(folder) / "question", Path(folder) / "answer"
        question.write_bytes(pickle.dumps(problem))
        command = [sys.executable, __file__, "--method", method, "--question", str(question), "--out", str(out)]
        command += ["--seconds", str(seconds), "--seed", str(seed), "--price", str(price)]
        limit = 4 * seconds + 400
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit)
        except subprocess.TimeoutExpired:
            return f"stopped after {limit:.0f} s"
        if done.returncode:
            return (done.stderr.strip().splitlines() or [f"code {done.returncode}"])[-1]
        return pickle.loads(out.read_bytes())


def row(question: str, method: str, problem: Any, told: Any, best: float | None, bound: float | None) -> str:
    """One line of the first table."""
    from maillage.timetable import mistakes

    if isinstance(told, str):
        return f"| {question} | {method}: {told} |" + " |" * 9
    wall, processor, found, said = told
    missed, broken = int((found.day < 0).sum()), len(mistakes(problem, found))
    over = "" if best is None else f"{100 * (found.price / best - 1):.1f}"
    proved = "" if bound is None else f"{bound:,.0f}"
    gap = "" if bound is None else f"{100 * (1 - bound / found.price):.1f}"
    name = method + (f" ({said})" if said else "")
    figures = f"{wall:.1f} | {processor:.1f} | {found.price:,.0f} | {over} | {missed} | {found.drive_minutes:,.0f}"
    return f"| {question} | {name} | {figures} | {proved} | {gap} | {broken} |"


def ours(name: str, problem: Any, plan: list[tuple[float, int]]) -> Iterator[str]:
    """Our lines, one for each number of seconds and seed, with the bound that the best price sizes."""
    told = [run("Maillage", problem, *one) for one in plan]
    best = min(one[2].price for one in told if not isinstance(one, str))
    proof = run("Maillage", problem, 0.0, price=best)
    wall, bound = (proof[0], proof[2]) if not isinstance(proof, str) else (np.nan, None)
    for (seconds, seed), one in zip(plan, told, strict=True):
        words = (f"Maillage, {seconds:.0f} s" if seconds else "Maillage, first answer") + (
            f", seed {seed}" if seed else ""
        )
        yield row(name, words, problem, one, best, bound)
    yield f"| {name} | bound alone | {wall:.1f} |" + " |" * 8


def peers(name: str, whole: Any, alone: Any, seconds: float) -> Iterator[str]:
    """The engines' lines: CP-SAT on everything, then all of them on one fortnight beside our own answers."""
    from timetable_peers import easier

    told = run("CP-SAT", whole, 2 * seconds)
    yield row(name, "CP-SAT", whole, told, None, None if isinstance(told, str) else told[2].bound)
    for question, problem, engines in (
        (f"{name}, one fortnight", alone, ["CP-SAT"]),
        (f"{name}, one fortnight, easier", easier(alone), ["OR-Tools routing", "PyVRP"]),
    ):
        yield from ours(question, problem, [(0.0, 0), (seconds, 0)])
        for engine in engines:
            said = run(engine, problem, seconds)
            proved = said[2].bound or None if not isinstance(said, str) else None
            yield row(question, engine, problem, said, None, proved)


def replanned(one: cases.Case, seconds: float) -> Iterator[str]:
    """Lines of the second table: the timetable in force is that of a minute's search."""
    from maillage.flow.dating import changes, timetable

    fixed = {"first": cases.FIRST, "weeks": cases.WEEKS, "proof": False}
    tables = one.places, one.posts, one.rounds
    before = timetable(*tables, rules=one.rules, seconds=seconds, **fixed).stops
    timetable(*tables, rules=one.rules, adopted=before, moves=20, **fixed)
    for kind, words in KINDS.items():
        spent, touched, counts = [], [], Counter[str]()
        for draw in range(DRAWS):
            start = perf_counter()
            after = timetable(*tables, rules=cases.changed(one, kind, draw), adopted=before, **REPLAN, **fixed).stops
            told = changes(before, after)
            spent.append(perf_counter() - start)
            touched.append(100 * len(told) / len(before))
            counts.update(told["kind"].to_list())
        middle = DRAWS // 2
        times = f"{max(spent):.1f} ({sorted(spent)[middle]:.1f})"
        shares = f"{max(touched):.1f} ({sorted(touched)[middle]:.1f})"
        means = " | ".join(f"{counts[key] / DRAWS:.1f}" for key in ("lost", "gained", "moved", "advisor"))
        yield f"| {one.name} | {words} | {times} | {shares} | {means} |"


REPLAN: dict[str, Any] = {"seconds": 1.5}
"""How a change is answered."""


def tables(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Every line of both tables."""
    seconds = options.seconds
    plan = [(0.0, 0), (seconds / 6, 0), (seconds, 0), (seconds, 1), (5 * seconds, 0)]
    instances = [cases.case(code, 40, folder) for code in options.only]
    yield HEADER
    for one in instances:
        whole, alone = cases.stated(one), cases.stated(one, cases.CHRISTMAS, 2)
        name = f"{one.name}, {len(whole.visits)} visits"
        if "ours" in options.parts:
            yield from ours(name, whole, plan)
        if "peers" in options.parts:
            yield from peers(name, whole, alone, seconds)
    yield ""
    yield CHANGES
    for one in instances if "changes" in options.parts else []:
        yield from replanned(one, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="Cantal alone, a tenth of the time")
    parser.add_argument("--only", nargs="+", default=["15", "59"], help="départements")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--parts", nargs="+", default=["ours", "peers", "changes"], help="which lines")
    parser.add_argument("--plans", type=Path, help="folder that keeps the plans made")
    parser.add_argument("--save", type=Path)
    for name in ("--method", "--question", "--out"):
        parser.add_argument(name, type=str if name == "--method" else Path, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--price", type=float, default=0.0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.method:
        answer(options)
        return
    if options.quick:
        options.only, options.seconds = ["15"], 6.0
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in tables(options, options.plans or Path(folder)):
            lines.append(line)
            print(line, flush=True)
    if options.save:
        note = (__doc__ or "").split("::")[1].split("\n\n", 2)[2].strip()
        options.save.write_text("# Dated visits beside their peers\n\n" + note + "\n\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
