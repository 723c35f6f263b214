"""What the next post brings and what losing posts costs, by département."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from maillage.allocation import value_of_posts
from maillage.flow.case import allocate
from maillage.flow.options import PlanOptions
from maillage.flow.planning import prepare
from maillage.flow.silence import Progress, silent


@dataclass(frozen=True)
class WhatIf:
    """Values of posts around a plan.

    Attributes
    ----------
    label
        The territory.
    advisors
        Posts of the plan.
    objective, upper_bound
        People effectively served by the plan, and its bound.
    groups
        A row per group: ``name``, ``posts``, ``people_in_need``, ``served``, ``next_post``, ``lost_post``.
    curve
        The funding cliff: ``name``, ``change`` (posts), ``people`` (served more or less), ``out_of_reach``.
    """

    label: str
    advisors: int
    objective: float
    upper_bound: float
    groups: pl.DataFrame
    curve: pl.DataFrame


def what_if(
    territory: str,
    advisors: int,
    *,
    reach: float = 15.0,
    drive: float = 45.0,
    floor: float | None = None,
    reach_share: float | None = None,
    fixed: Path | None = None,
    venues: Path | str | None = None,
    steps: int = 3,
    seed: int = 0,
    progress: Progress = silent,
) -> WhatIf:
    """Value of the next posts and of losing some, by département, from the allocation's own model.

    Parameters
    ----------
    territory, advisors, reach, drive, floor, reach_share, fixed, venues, seed, progress
        As in :func:`maillage.flow.planning.plan`.
    steps
        Posts added and taken, one at a time.
    """
    options = PlanOptions(advisors, reach, drive, floor, reach_share=reach_share, seed=seed)
    case, _ = prepare(territory, options, fixed=fixed, venues=venues, progress=progress)
    case, found = allocate(case, progress)
    weights = case.problem.weights
    served = weights * -np.expm1(-found.access)
    rows, curve = [], []
    for group, name in enumerate(case.group_names):
        member = case.group == group
        values = value_of_posts(case.problem, found.half_days, case.group, group, more=steps, fewer=steps)
        next_post = float(values.gains[0]) if len(values.gains) else 0.0
        lost_post = float(values.losses[0]) if len(values.losses) else 0.0
        rows.append(
            (name, values.posts, float(weights[member].sum()), float(served[member].sum()), next_post, lost_post)
        )
        curve += [(name, k + 1, float(values.gains[: k + 1].sum()), 0.0) for k in range(len(values.gains))]
        curve += [
            (name, -k - 1, -float(values.losses[: k + 1].sum()), float(values.out_of_reach[k]))
            for k in range(len(values.losses))
        ]
        progress("what_if", (group + 1) / len(case.group_names))
    return WhatIf(
        case.selection.label,
        advisors,
        found.objective,
        found.upper_bound,
        pl.DataFrame(
            rows, schema=["name", "posts", "people_in_need", "served", "next_post", "lost_post"], orient="row"
        ).sort("next_post", descending=True),
        pl.DataFrame(curve, schema=["name", "change", "people", "out_of_reach"], orient="row").sort("name", "change"),
    )
