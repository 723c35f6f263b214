"""From a territory and options to the allocation's problem."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.allocation import Allocation, AllocationProblem, AllocationResult, Floors, access_matrix, solve
from maillage.flow.fixed import NO_CAP, Fixed
from maillage.flow.options import DEFAULT_FLOOR, PlanOptions
from maillage.flow.venues import Gathered
from maillage.territory import Selection, Territory, TravelModel
from maillage.vocabulary.errors import Infeasible
from maillage.vocabulary.units import PLANNED_HALF_DAYS, SLOTS_PER_WEEK

WEEKS = 2
"""Weeks in the planned fortnight."""

ENGINE = "1"
"""Changes whenever the planners may find something else for the same problem."""

REACH_BUDGET_SHARES = (0.5, 0.25, 0.1, 0.0)
"""Share of the half-days that reach alone may take before it gives way; the next where whole posts forbid it."""


@dataclass(frozen=True)
class Case:
    """Everything the planners need, for the communes of a selection.

    Attributes
    ----------
    territory, selection, options, fixed
        What was asked for.
    communes
        The selection's communes with ``people_in_need``, ``low``, ``high``, ``inputs_used``, and what their venues
        offer: ``opening``, ``hours_known``, ``desks`` (on the half-day that has most).
    gathered
        Their venues.
    desks
        Visits each commune can hold at once in each weekday's half-day, int64 [n, 10].
    problem
        The allocation's problem.
    group, group_names
        Group (département, or 0 for a single territory) of each commune and how each is called.
    floor
        Share of the proportional half-days that held in the end.
    reach_given_up
        Communes that so few posts cannot bring within reach, bool [n].
    out_of_rounds
        Communes that lost their only place within reach because no round can hold its visits, bool [n].
    problem_hash
        SHA-256 of all inputs.
    """

    territory: Territory
    selection: Selection
    options: PlanOptions
    fixed: Fixed
    communes: pl.DataFrame
    gathered: Gathered
    desks: NDArray[np.int64]
    problem: AllocationProblem
    group: NDArray[np.int32]
    group_names: tuple[str, ...]
    floor: float
    reach_given_up: NDArray[np.bool_]
    out_of_rounds: NDArray[np.bool_]
    problem_hash: str


def build_case(
    territory: Territory,
    selection: Selection,
    options: PlanOptions,
    fixed: Fixed,
    need: pl.DataFrame,
    weights: NDArray[np.float64],
    travel: TravelModel,
    gathered: Gathered,
) -> Case:
    """Assemble the problem.

    Parameters
    ----------
    need
        ``code``, ``people_in_need``, ``low``, ``high``, ``inputs_used`` for all of France.
    weights
        Audience weight of each of the selection's communes.
    travel
        Travel times.
    gathered
        Venues of the selection's communes.

    Raises
    ------
    Infeasible
        If floors, fixed places and posts contradict each other: which, and by how much.
    """
    rows = selection.rows
    desks = gathered.venues.desks()
    communes = pl.concat([territory.communes[rows], need[rows].drop("code")], how="horizontal").with_columns(
        opening=pl.Series(((desks > 0) << np.arange(SLOTS_PER_WEEK)).sum(axis=1), dtype=pl.UInt16),
        hours_known=pl.Series(gathered.venues.known()),
        desks=pl.Series(desks.max(axis=1), dtype=pl.Int32),
    )
    people = communes["people_in_need"].to_numpy() * weights
    group, names = _groups(communes, selection)
    pairs = travel.pairs(rows, rows, options.catchment)
    indptr, indices, access = access_matrix(people, pairs.indptr, pairs.indices, pairs.minutes, options.catchment)
    near = travel.pairs(rows, rows, options.reach)
    rooms = np.minimum(np.maximum(WEEKS * desks.sum(axis=1), fixed.at_least), fixed.at_most)
    rooms[fixed.forbidden] = 0
    budget = options.advisors * PLANNED_HALF_DAYS
    if (most := int(rooms.sum()) // PLANNED_HALF_DAYS) < options.advisors:
        raise Infeasible("flow.too_many_advisors", value=options.advisors, most=most, territory=selection.label)
    kept = _kept_posts(fixed, group, names, options)
    problem = AllocationProblem(
        weights=people,
        indptr=indptr,
        indices=indices,
        access=access,
        reach_indptr=near.indptr,
        reach_indices=near.indices,
        required=_required(communes, people, options),
        rooms=rooms,
        at_least=fixed.at_least,
        half_days=budget,
    )
    floor, floors = _floors(problem, communes, group, names, kept, options)
    problem = replace(problem, floors=floors)
    digest = _hash(territory, selection, options, fixed, need, people, travel, gathered)
    none = np.zeros(len(communes), dtype=np.bool_)
    posed = (communes, gathered, desks, problem)
    return Case(territory, selection, options, fixed, *posed, group, names, floor, none, none, digest)


def allocate(case: Case, progress: Callable[[str, float], None]) -> tuple[Case, AllocationResult]:
    """Solve the allocation, giving up as little reach as the posts force to; returns the case as it was solved.

    Raises
    ------
    Infeasible
        If the floors cannot be kept, or the reach that was asked for.
    """
    for share in REACH_BUDGET_SHARES:
        possible = _within_means(case, share)
        try:
            return possible, solve(possible.problem, possible.group, progress=progress)
        except Infeasible:
            if case.options.reach_share is not None or share == REACH_BUDGET_SHARES[-1]:
                raise
    raise AssertionError("the last share returns or raises")


def _groups(communes: pl.DataFrame, selection: Selection) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Départements of a country or région, each with whole posts; any other territory is one group."""
    if selection.groups != "departement":
        return np.zeros(len(communes), dtype=np.int32), (selection.label,)
    codes = communes["departement"].unique().sort()
    position = {code: at for at, code in enumerate(codes)}
    names = dict(communes.select("departement", "departement_name").unique().iter_rows())
    group = np.array([position[code] for code in communes["departement"]], dtype=np.int32)
    return group, tuple(f"{names[code]} ({code})" for code in codes)


def _required(communes: pl.DataFrame, people: NDArray[np.float64], options: PlanOptions) -> NDArray[np.bool_]:
    """Communes that must have a visited place within reach, before means are looked at."""
    share = options.reach_share
    if share is None or share >= 1.0:
        return np.ones(len(communes), dtype=np.bool_)
    epci = communes["epci"].fill_null(communes["code"]).to_numpy()
    required = np.zeros(len(communes), dtype=np.bool_)
    for code in np.unique(epci):
        members = np.flatnonzero(epci == code)
        order = members[np.argsort(-people[members], kind="stable")]
        before = np.cumsum(people[order]) - people[order]
        required[order[before < share * people[order].sum() - 1e-9]] = True
    return required


def _kept_posts(
    fixed: Fixed, group: NDArray[np.int32], names: tuple[str, ...], options: PlanOptions
) -> NDArray[np.int64]:
    """Existing posts of each group."""
    kept = np.bincount(group, weights=fixed.posts, minlength=len(names)).astype(np.int64)
    if int(kept.sum()) > options.advisors:
        raise Infeasible("flow.kept_over_advisors", kept=int(kept.sum()), advisors=options.advisors)
    return kept


def _floors(
    problem: AllocationProblem,
    communes: pl.DataFrame,
    group: NDArray[np.int32],
    names: tuple[str, ...],
    kept: NDArray[np.int64],
    options: PlanOptions,
) -> tuple[float, tuple[Floors, ...]]:
    """Floors of each group and EPCI; the share that held for groups."""
    total = float(problem.weights.sum())
    share = np.bincount(group, weights=problem.weights, minlength=len(names)) / max(total, 1e-9)
    floor = DEFAULT_FLOOR if options.floor is None else options.floor
    room = np.bincount(group, weights=problem.rooms, minlength=len(names))

    def least(level: float) -> NDArray[np.float64]:
        proportional = np.maximum(level * problem.half_days * share, kept * PLANNED_HALF_DAYS)
        return np.minimum(proportional, room)

    def posts(level: float) -> int:
        return int(np.ceil((least(level) - 1e-9) / PLANNED_HALF_DAYS).sum())

    if len(names) == 1:
        floor = 1.0 if options.floor is None else floor
    elif (need := posts(floor)) > options.advisors:
        if options.floor is not None:
            raise Infeasible("flow.floor_whole_posts", floor=floor, need=need, advisors=options.advisors)
        floor = 0.0
    families = []
    if len(names) > 1 and (floor > 0 or kept.any()):
        families.append(Floors(group, least(floor), names))
    if options.floor_epci > 0:
        codes, epci = np.unique(communes["epci"].fill_null(communes["code"]).to_numpy(), return_inverse=True)
        weight = np.bincount(epci, weights=problem.weights)
        held = np.bincount(epci, weights=problem.rooms)
        wanted = options.floor_epci * problem.half_days * weight / max(total, 1e-9)
        families.append(Floors(epci.astype(np.int32), np.minimum(np.floor(wanted), held), tuple(map(str, codes))))
    return floor, tuple(families)


def reachable(problem: AllocationProblem, rooms: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Communes with a place of at least one room within reach."""
    open_places = np.repeat(rooms > 0, np.diff(problem.reach_indptr))
    found = np.zeros(problem.n, dtype=np.bool_)
    found[problem.reach_indices[open_places]] = True
    return found


def _within_means(case: Case, budget_share: float) -> Case:
    """Give up communes that no place reaches and, unless reach was asked for, those beyond a share of the half-days."""
    problem = case.problem
    required = problem.required & reachable(problem, problem.rooms)
    if case.options.reach_share is None:
        budget = int(problem.half_days * budget_share)
        price = float(problem.weights.sum()) / problem.half_days
        trial = Allocation(replace(problem, required=required))
        if trial.cover(price, problem.n) > budget:
            trial = Allocation(replace(problem, required=required))
            trial.cover(price, budget, problem.weights + 1e-6)
            required = required & (trial.seen > 0)
    return replace(case, problem=replace(problem, required=required), reach_given_up=problem.required & ~required)


def _hash(
    territory: Territory,
    selection: Selection,
    options: PlanOptions,
    fixed: Fixed,
    need: pl.DataFrame,
    people: NDArray[np.float64],
    travel: TravelModel,
    gathered: Gathered,
) -> str:
    """SHA-256 of everything the result depends on."""
    digest = hashlib.sha256()
    head = {
        "engine": ENGINE,
        "territory": territory.fingerprint,
        "travel": [travel.name, travel.version],
        "options": asdict(options),
    }
    digest.update(json.dumps(head, sort_keys=True).encode())
    arrays = (selection.rows, fixed.at_least, fixed.forbidden, fixed.posts, people, need["people_in_need"].to_numpy())
    caps = [fixed.at_most] if (fixed.at_most < NO_CAP).any() else []  # a plan without caps keeps the hash it had
    for array in (*arrays, *caps):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update(gathered.venues.table.drop("address", "times").write_csv().encode())
    return digest.hexdigest()
