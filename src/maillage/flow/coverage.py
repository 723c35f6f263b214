"""Maximal covering of a territory: P sites, R kilometres."""

import math
import os
from dataclasses import replace
from time import perf_counter
from typing import Any

from maillage import covering
from maillage.flow.data import need_inputs
from maillage.flow.silence import Progress, silent
from maillage.indicators import estimate
from maillage.territory import load
from maillage.vocabulary.errors import InvalidOption

NEED_SHARE = 0.194
"""13 million people remote from digital out of 67 million: the weight of an inhabitant when nothing finer is asked
for."""


def cover(
    territory: str,
    sites: int,
    km: float,
    *,
    weight: str = "share",
    gap: float = covering.GAP,
    seed: int = 0,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Choose sites among communes so that most people are within a radius, as the crow flies.

    Parameters
    ----------
    territory
        As in :func:`maillage.flow.planning.plan`.
    sites
        Sites to open.
    km
        Radius, kilometres.
    weight
        Weight of a commune: ``share`` (population x 0.194), ``population`` or ``need`` (people remote from digital).
    gap
        Relative gap between sites and bound at which to stop; 0 asks for a proved optimum.
    seed
        Seed.
    progress
        Called with a stage's code and the share done.

    Returns
    -------
    dict
        ``objective``, ``upper_bound``, ``gap_percent``, ``optimal``, ``covered_people``, ``chosen`` (commune codes)...
    """
    if not (math.isfinite(km) and 0.0 < km <= 1000.0):
        raise InvalidOption("flow.km", value=km)
    if weight not in ("share", "population", "need"):
        raise InvalidOption("cli.weight", value=weight)
    ground = load(progress=progress)
    selection = ground.select(territory)
    if not 1 <= sites <= len(selection):
        raise InvalidOption("flow.sites", value=sites, most=len(selection))
    communes = ground.communes[selection.rows]
    population = communes["population"].to_numpy().astype(float)
    if weight == "need":
        weights = estimate(ground, inputs=need_inputs())["people_in_need"].to_numpy()[selection.rows]
    else:
        weights = population * (NEED_SHARE if weight == "share" else 1.0)
    start = perf_counter()
    problem = covering.CoveringProblem.from_points(
        communes["lon"].to_numpy(), communes["lat"].to_numpy(), weights, sites=sites, radius_km=km
    )
    found = covering.solve(problem, gap=gap, seed=seed, threads=os.cpu_count() or 1, progress=progress)
    seconds = perf_counter() - start
    covered = replace(problem, weights=population).covered_weight(found.chosen)
    return {
        "territory": selection.label,
        "communes": len(selection),
        "sites": sites,
        "km": km,
        "weight": weight,
        "objective": found.objective,
        "upper_bound": found.upper_bound,
        "gap_percent": found.gap_percent,
        "gap_asked_percent": 100.0 * gap,
        "optimal": found.optimal,
        "people": int(population.sum()),
        "covered_people": round(covered),
        "seconds": round(seconds, 3),
        "stage_seconds": found.stage_seconds,
        "seed": seed,
        "chosen": communes["code"].to_numpy()[found.chosen].tolist(),
    }
