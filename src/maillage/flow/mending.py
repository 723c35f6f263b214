"""Give elsewhere the half-days that no round can hold, so that the plan counts only help that will be there."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from maillage.allocation import Allocation, AllocationResult, relax
from maillage.flow.case import Case, reachable
from maillage.flow.checkpoint import Checkpoint
from maillage.flow.stages import GroupPlan, jobs, run_all
from maillage.rounds import CAPACITY
from maillage.territory import TravelModel


def mend(
    case: Case,
    travel: TravelModel,
    allocation: AllocationResult,
    groups: list[GroupPlan],
    checkpoint: Checkpoint,
    workers: int | None,
    progress: Callable[[str, float], None],
) -> tuple[Case, AllocationResult, list[GroupPlan], bool]:
    """Move what stayed unserved within its group, then choose bases and rounds again; keep what serves more visits.

    A place whose visits no round holds (no base within driving range, opening hours that clash) keeps those that
    are held;
    visits that only lacked an advisor may come back once others have moved. Communes that lose their only place within
    reach are given up and reported. Parameters as in :func:`maillage.flow.stages.run_all`.

    Returns
    -------
    tuple
        The case with what was given up, the allocation, the groups' plans, and whether Ctrl-C cut it short.
    """
    plans = {plan.group: plan for plan in groups}
    short = [plan for plan in groups if plan.rounds.unserved.any()]
    rooms = case.problem.rooms.copy()
    wanted = allocation.half_days.copy()
    for plan in short:
        _take_back(plan, wanted, rooms, case.problem.at_least)
    required = case.problem.required & reachable(case.problem, rooms)
    work = Allocation(replace(case.problem, rooms=rooms, required=required), wanted)
    for plan in short:
        member = np.asarray(case.group == plan.group)
        work.fill(int(allocation.half_days[member].sum() - work.x[member].sum()), member)
        work.improve(np.where(member, 0, -1).astype(np.int32))
    again = [job for job in jobs(case, travel, work.x, allocation.posts) if job.group in {p.group for p in short}]
    redone, interrupted = run_all(again, checkpoint, workers, progress, suffix="-mended")
    half_days = allocation.half_days.copy()
    for plan in redone:
        if plan.rounds.unserved.sum() < plans[plan.group].rounds.unserved.sum():
            plans[plan.group] = plan
            member = case.group == plan.group
            half_days[member] = work.x[member]
    if (half_days == allocation.half_days).all():
        return case, allocation, sorted(plans.values(), key=lambda plan: plan.group), interrupted
    final = Allocation(case.problem, half_days)
    kept = case.problem.required & (final.seen > 0)
    problem = replace(case.problem, required=kept)
    bound = relax(problem, half_days.astype(np.float64)).upper_bound
    mended = replace(
        allocation, half_days=half_days, objective=final.objective(), upper_bound=bound, access=final.access()
    )
    ordered = sorted(plans.values(), key=lambda plan: plan.group)
    return replace(case, problem=problem, out_of_rounds=case.problem.required & ~kept), mended, ordered, interrupted


def _take_back(
    plan: GroupPlan,
    half_days: NDArray[np.int64],
    rooms: NDArray[np.int64],
    at_least: NDArray[np.int64],
) -> None:
    """Take back the unserved half-days of a group; places that cannot hold them keep only what they hold."""
    lacking = {finding.place for finding in plan.rounds.findings if finding.reason == CAPACITY}
    for place in np.flatnonzero(plan.rounds.unserved).tolist():
        commune = plan.places[place]
        half_days[commune] = max(int(half_days[commune] - plan.rounds.unserved[place]), int(at_least[commune]))
        if place not in lacking:
            rooms[commune] = half_days[commune]
