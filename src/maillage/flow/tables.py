"""From what the planners found to the plan's tables."""

import hashlib

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.allocation import AllocationResult
from maillage.flow.case import Case
from maillage.flow.seats import venues_visited, with_venues
from maillage.flow.stages import GroupPlan
from maillage.territory import TravelModel
from maillage.vocabulary.messages import say
from maillage.vocabulary.plan import COVERAGE, PLACES, POSTS, ROUNDS


def places_table(
    case: Case, allocation: AllocationResult, groups: list[GroupPlan], stops: pl.DataFrame
) -> pl.DataFrame:
    """One row per visited place or base, with the venues its stops are made in."""
    posts = np.zeros(case.problem.n, dtype=np.int32)
    unserved = np.zeros(case.problem.n, dtype=np.int32)
    for plan in groups:
        posts[plan.places] = plan.bases.posts
        unserved[plan.places] = plan.rounds.unserved
    return (
        case.communes.with_columns(
            half_days=pl.Series(allocation.half_days, dtype=pl.Int32),
            posts=pl.Series(posts),
            unserved=pl.Series(unserved),
        )
        .join(venues_visited(stops), on="code", how="left", maintain_order="left")
        .filter((pl.col("half_days") > 0) | (pl.col("posts") > 0))
        .select(pl.col(name).cast(kind) for name, kind in PLACES.items())
    )


def rounds_table(case: Case, groups: list[GroupPlan], travel: TravelModel) -> pl.DataFrame:
    """One row per half-day stop, in the order of posts and days."""
    frames = [_stops(case, plan, travel) for plan in groups if len(plan.rounds.base)]
    if not frames:
        return pl.DataFrame(schema=ROUNDS)
    return with_venues(pl.concat(frames).sort("post", "week", "weekday", "order"), case).select(
        pl.col(name).cast(kind) for name, kind in ROUNDS.items()
    )


def _stops(case: Case, plan: GroupPlan, travel: TravelModel) -> pl.DataFrame:
    """Stops of one group's advisors, mornings and afternoons, with the legs driven."""
    code = case.communes["code"].to_numpy()[plan.places]
    name = case.communes["name"].to_numpy()[plan.places]
    rows = case.selection.rows[plan.places]
    pairs = travel.pairs(rows, rows, case.options.drive)
    minutes = np.full((len(rows), len(rows)), np.inf)
    minutes[pairs.origins, pairs.indices] = pairs.minutes
    np.fill_diagonal(minutes, 0.0)
    r = plan.rounds
    post = np.array([f"{code[b]}-{a + 1:02d}" for b, a in zip(r.base, r.advisor, strict=True)])
    halves = []
    for order, (half, here) in enumerate((("morning", r.morning), ("afternoon", r.afternoon))):
        held = here >= 0
        before = np.where((order == 1) & (r.morning >= 0), r.morning, r.base)
        last = (order == 1) | (r.afternoon < 0)
        stop = np.where(held, here, 0)
        halves.append(
            pl.DataFrame(
                {
                    "post": post,
                    "week": r.week.astype(np.int8) + 1,
                    "weekday": r.weekday.astype(np.int8),
                    "half": np.full(len(post), half),
                    "commune": plan.places[stop].astype(np.int64),
                    "place": code[stop],
                    "place_name": name[stop],
                    "leg_minutes": minutes[before, stop],
                    "return_minutes": np.where(last, minutes[stop, r.base], 0.0),
                    "order": np.full(len(post), order),
                }
            ).filter(held)
        )
    return pl.concat(halves)


def posts_table(case: Case, groups: list[GroupPlan], stops: pl.DataFrame) -> pl.DataFrame:
    """One row per post, also those without a single stop."""
    base: list[str] = []
    post: list[str] = []
    codes = case.communes["code"].to_list()
    for plan in groups:
        for place, count in zip(plan.places, plan.bases.posts, strict=True):
            base += [codes[place]] * int(count)
            post += [f"{codes[place]}-{k + 1:02d}" for k in range(int(count))]
    done = stops.group_by("post").agg(
        half_days=pl.len(),
        places=pl.col("place").n_unique(),
        drive_minutes=(pl.col("leg_minutes") + pl.col("return_minutes")).sum(),
        longest_leg_minutes=pl.max_horizontal("leg_minutes", "return_minutes").max(),
    )
    named = case.communes.select("departement", base="code", base_name="name")
    table = (
        pl.DataFrame({"post": post, "base": base}, schema={"post": pl.String, "base": pl.String})
        .join(named, on="base", how="left", maintain_order="left")
        .join(done, on="post", how="left", maintain_order="left")
    )
    counts = ("half_days", "places", "drive_minutes", "longest_leg_minutes")
    return (
        table.with_columns(pl.col(counts).fill_null(0))
        .select(pl.col(name).cast(kind) for name, kind in POSTS.items())
        .sort("post")
    )


def coverage_table(case: Case, allocation: AllocationResult, travel: TravelModel) -> pl.DataFrame:
    """One row per commune: need, access, nearest visited place."""
    rows = case.selection.rows
    visited = np.flatnonzero(allocation.half_days > 0)
    pairs = travel.pairs(rows, rows[visited], case.options.drive)
    nearest, minutes = _nearest(pairs.indptr, pairs.indices, pairs.minutes)
    code = case.communes["code"].to_numpy()
    need = case.communes["people_in_need"].to_numpy()
    share = -np.expm1(-allocation.access)
    found = nearest >= 0
    return case.communes.with_columns(
        access=pl.Series(allocation.access),
        served_people=pl.Series(need * share),
        served_share=pl.Series(share),
        nearest_place=pl.Series(
            np.where(found, code[visited[np.maximum(nearest, 0)]] if len(visited) else "", ""), dtype=pl.String
        ).replace("", None),
        nearest_minutes=pl.Series(np.where(found, minutes, np.nan)).fill_nan(None),
        reached=pl.Series(found & (minutes <= case.options.reach)),
    ).select(pl.col(name).cast(kind) for name, kind in COVERAGE.items())


def _nearest(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], minutes: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Nearest destination of each origin (-1: none) and its minutes."""
    n = len(indptr) - 1
    origin = np.repeat(np.arange(n), np.diff(indptr))
    order = np.lexsort((indices, minutes, origin))
    first = np.full(n, -1, dtype=np.int64)
    least = np.full(n, np.inf)
    begun, at = np.unique(origin[order], return_index=True)
    first[begun] = indices[order][at]
    least[begun] = minutes[order][at]
    return first, least


def findings_table(case: Case, groups: list[GroupPlan]) -> pl.DataFrame:
    """What a reader must know: visits that no round holds, communes given up, data defects of the selection."""
    codes = case.communes["code"].to_list()
    names = case.communes["name"].to_list()
    found: list[tuple[str, str, str, str]] = []
    for plan in groups:
        for place, reason, count in plan.rounds.findings:
            commune = int(plan.places[place])
            found.append(("unserved", codes[commune], names[commune], say(f"rounds.finding.{reason}", count=count)))
    people = case.problem.weights
    for kind, communes in (("out_of_reach", case.reach_given_up), ("out_of_rounds", case.out_of_rounds)):
        for commune in np.flatnonzero(communes).tolist():
            detail = say(f"flow.finding.{kind}", people=f"{people[commune]:.0f}", reach=f"{case.options.reach:g}")
            found.append((kind, codes[commune], names[commune], detail))
    inside = set(codes)
    for defect, code, name, correction in case.territory.report.select(
        "defect", "code", "name", "correction"
    ).iter_rows():
        if code in inside:
            detail = f"{say(f'territory.defect.{defect}')} : {say(f'territory.correction.{correction}')}"
            found.append(("data", code, name, detail))
    return pl.DataFrame(found, schema=dict.fromkeys(("kind", "code", "name", "detail"), pl.String), orient="row")


def result_hash(*tables: pl.DataFrame) -> str:
    """SHA-256 of the tables' rows as written to CSV."""
    digest = hashlib.sha256()
    for table in tables:
        digest.update(table.write_csv(float_precision=6).encode())
    return digest.hexdigest()
