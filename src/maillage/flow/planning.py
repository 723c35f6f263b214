"""Plan a territory."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from maillage.allocation import AllocationResult
from maillage.flow import tables
from maillage.flow.assembling import Clock, assemble, assumptions_of, sources_of
from maillage.flow.case import Case, allocate, build_case
from maillage.flow.checkpoint import Checkpoint, runs
from maillage.flow.data import need_inputs
from maillage.flow.fixed import nothing_fixed, read_fixed, read_weights
from maillage.flow.mending import mend
from maillage.flow.options import PlanOptions
from maillage.flow.silence import Progress, silent
from maillage.flow.stages import GroupPlan, jobs, run_all
from maillage.flow.venues import gather_venues
from maillage.flow.warming import compiling
from maillage.indicators import estimate
from maillage.territory import DistanceModel, MatrixModel, TravelModel, load
from maillage.vocabulary.plan import Plan


@dataclass(frozen=True)
class Finished:
    """A finished plan and what it was made from.

    Attributes
    ----------
    plan
        The plan, in the language of the run.
    case, model, result, groups
        Its problem, travel times, allocation and rounds.
    """

    plan: Plan
    case: Case
    model: TravelModel
    result: AllocationResult
    groups: list[GroupPlan]

    def said(self) -> Plan:
        """The plan with its findings, assumptions and sources in the current language."""
        return replace(
            self.plan,
            summary={**self.plan.summary, "sources": sources_of(self.case, self.model)},
            findings=tables.findings_table(self.case, self.groups),
            assumptions=assumptions_of(self.case),
        )


def prepare(
    spec: str,
    options: PlanOptions,
    *,
    fixed: Path | None = None,
    weights: Path | None = None,
    need: pl.DataFrame | None = None,
    matrix: Path | None = None,
    venues: Path | str | None = None,
    progress: Progress = silent,
    clock: Clock | None = None,
) -> tuple[Case, TravelModel]:
    """Read everything a plan needs and state its problem; parameters as :func:`plan`."""
    clock = clock or Clock()
    ground = load(progress=progress)
    selection = ground.select(spec)
    clock.lap("territory")
    decided = read_fixed(fixed, ground, selection) if fixed else nothing_fixed(len(selection))
    audience = read_weights(weights, ground, selection) if weights else np.ones(len(selection))
    gathered = gather_venues(venues, ground, selection)
    clock.lap("venues")
    people = estimate(ground, table=need, inputs=need_inputs())
    clock.lap("need")
    model: TravelModel = DistanceModel(ground) if matrix is None else MatrixModel.read(matrix, ground)
    case = build_case(ground, selection, options, decided, people, audience, model, gathered)
    clock.lap("travel")
    return case, model


def plan(
    territory: str,
    advisors: int,
    *,
    reach: float = 15.0,
    drive: float = 45.0,
    floor: float | None = None,
    floor_epci: float = 0.0,
    reach_share: float | None = None,
    fixed: Path | None = None,
    weights: Path | None = None,
    need: pl.DataFrame | None = None,
    matrix: Path | None = None,
    venues: Path | str | None = None,
    seed: int = 0,
    workers: int | None = None,
    resume: bool = False,
    progress: Progress = silent,
    keep: Callable[[Finished], None] | None = None,
) -> Plan:
    """Plan where a territory's advisors go and each one's fortnight.

    Parameters
    ----------
    territory
        ``france``, ``region:84``, a département (``15``), an EPCI's SIREN, a name, or several separated by commas.
    advisors
        Posts, exactly.
    reach, drive, floor, floor_epci, reach_share, seed
        See :class:`maillage.flow.options.PlanOptions`.
    fixed, weights
        CSV files, see :mod:`maillage.flow.fixed`.
    need
        Better need figures, see :func:`maillage.indicators.estimate`.
    matrix
        CSV file of true travel times, see :class:`maillage.territory.MatrixModel`.
    venues
        CSV file of declared venues beside those downloaded, or ``none``, see :mod:`maillage.flow.venues`.
    workers
        Processes; the result does not depend on it.
    resume
        Keep finished stages on disk and take up a run that was cut short.
    progress
        Called with a stage's code and the share done.
    keep
        Called with the finished plan and what it was made from while the finished stages still stand on disk: what it
        writes is not lost to a kill. Not called when Ctrl-C cut the run short.

    Returns
    -------
    Plan
        Headline figures and tables; displays itself in a notebook.

    Raises
    ------
    MaillageError
        If the territory is unknown, an option absurd, a file malformed or the constraints contradict each other.

    Examples
    --------
    >>> import maillage
    >>> found = maillage.plan("15", advisors=40)  # doctest: +SKIP
    >>> found.places.head()  # doctest: +SKIP
    """
    options = PlanOptions(advisors, reach, drive, floor, floor_epci, reach_share, seed)
    clock = Clock()
    with compiling(workers) as finish:
        case, model = prepare(
            territory,
            options,
            fixed=fixed,
            weights=weights,
            need=need,
            matrix=matrix,
            venues=venues,
            progress=progress,
            clock=clock,
        )
        checkpoint = Checkpoint(runs() / case.problem_hash[:32] if resume else None)
        kept = checkpoint.read("allocation")
        if kept is None:
            case, result = allocate(case, progress)
            checkpoint.keep("allocation", (case.problem.required, case.reach_given_up, result))
        else:
            required, given_up, result = kept
            case = replace(case, problem=replace(case.problem, required=required), reach_given_up=given_up)
        finish()
    clock.lap("allocation")
    groups, interrupted = run_all(jobs(case, model, result.half_days, result.posts), checkpoint, workers, progress)
    if not interrupted:
        case, result, groups, interrupted = mend(case, model, result, groups, checkpoint, workers, progress)
    clock.lap("bases_and_rounds")
    made = assemble(case, model, result, groups, clock, interrupted)
    if not interrupted:
        if keep is not None:
            keep(Finished(made, case, model, result, groups))
        checkpoint.clear()
    return made
