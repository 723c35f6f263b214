"""The problem a plan answered, kept as tables so that it can be asked again whatever the data of the day."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.allocation import AllocationProblem, AllocationResult, Floors
from maillage.vocabulary.units import PLANNED_HALF_DAYS

if TYPE_CHECKING:
    from maillage.flow.case import Case

TABLES = ("communes", "access", "near", "groups")
"""Names of the tables: one row per commune, per pair that serves, per pair within reach, per group."""

PLANNED = 0
"""Family of the groups that get whole posts; the others are families of floors."""


@dataclass(frozen=True, eq=False)
class EditableCase:
    """A plan's problem and its answer.

    Attributes
    ----------
    communes
        ``code`` of the communes, in the order of every array [n].
    problem
        The allocation's problem.
    half_days, posts
        The plan's half-days and posts of each place, int64 [n].
    group, group_names
        Group of each commune that gets whole posts, and how each is called.
    reach, drive
        Minutes, as in :class:`maillage.flow.options.PlanOptions`.
    """

    communes: pl.Series
    problem: AllocationProblem
    half_days: NDArray[np.int64]
    posts: NDArray[np.int64]
    group: NDArray[np.int32]
    group_names: tuple[str, ...]
    reach: float
    drive: float

    @functools.cached_property
    def access(self) -> NDArray[np.float64]:
        """Access :math:`A_j` of each commune under the plan, float64 [n]."""
        p = self.problem
        per_pair = p.access * np.repeat(self.half_days, np.diff(p.indptr))
        return np.bincount(p.indices, weights=per_pair, minlength=p.n).astype(np.float64)

    @functools.cached_property
    def seen(self) -> NDArray[np.int64]:
        """Visited places within reach of each commune under the plan, int64 [n]."""
        p = self.problem
        visited = np.repeat(self.half_days > 0, np.diff(p.reach_indptr))
        return np.bincount(p.reach_indices[visited], minlength=p.n).astype(np.int64)

    @functools.cached_property
    def position(self) -> dict[str, int]:
        """Position of each commune's code."""
        return {code: at for at, code in enumerate(self.communes)}

    @property
    def advisors(self) -> int:
        """Posts of the plan."""
        return self.problem.half_days // PLANNED_HALF_DAYS


def to_tables(case: "Case", result: AllocationResult, places: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Tables of :data:`TABLES` that hold a case and its answer.

    Parameters
    ----------
    case, result
        As planned.
    places
        The plan's places, for their posts.
    """
    p = case.problem
    posts = case.communes.select("code").join(places.select("code", "posts"), on="code", how="left")["posts"]
    communes = pl.DataFrame(
        {
            "code": case.communes["code"],
            "weight": p.weights,
            "required": p.required,
            "rooms": p.rooms,
            "at_least": p.at_least,
            "half_days": result.half_days,
            "posts": posts.fill_null(0).cast(pl.Int64),
            **{f"group_{k}": group for k, group in enumerate((case.group, *(f.group for f in p.floors)))},
        }
    )
    families = [(case.group_names, np.zeros(len(case.group_names))), *((f.names, f.least) for f in p.floors)]
    groups = pl.concat(
        [
            pl.DataFrame({"name": list(names), "least": least.astype(np.float64)}).select(
                pl.lit(k).alias("family"), "name", "least"
            )
            for k, (names, least) in enumerate(families)
        ]
    )
    return {
        "communes": communes,
        "access": _pairs(p.indptr, p.indices).with_columns(access=pl.Series(p.access)),
        "near": _pairs(p.reach_indptr, p.reach_indices),
        "groups": groups,
    }


def from_tables(tables: Mapping[str, pl.DataFrame], *, reach: float, drive: float, half_days: int) -> EditableCase:
    """Case of the tables that :func:`to_tables` made.

    Parameters
    ----------
    reach, drive
        Minutes, as planned.
    half_days
        Budget of the plan, half-days per fortnight.
    """
    communes, access, near, groups = (tables[name] for name in TABLES)
    families = [groups.filter(pl.col("family") == k) for k in range(int(str(groups["family"].max())) + 1)]
    group = [communes[f"group_{k}"].to_numpy().astype(np.int32) for k in range(len(families))]
    floors = tuple(
        Floors(group[k], family["least"].to_numpy(), tuple(family["name"])) for k, family in enumerate(families) if k
    )
    problem = AllocationProblem(
        weights=communes["weight"].to_numpy(),
        indptr=_indptr(access["place"], len(communes)),
        indices=access["commune"].to_numpy(),
        access=access["access"].to_numpy(),
        reach_indptr=_indptr(near["place"], len(communes)),
        reach_indices=near["commune"].to_numpy(),
        required=communes["required"].to_numpy(),
        rooms=communes["rooms"].to_numpy(),
        at_least=communes["at_least"].to_numpy(),
        half_days=half_days,
        floors=floors,
    )
    return EditableCase(
        communes["code"],
        problem,
        communes["half_days"].to_numpy(),
        communes["posts"].to_numpy(),
        group[PLANNED],
        tuple(families[PLANNED]["name"]),
        reach,
        drive,
    )


def _pairs(indptr: NDArray[np.int64], indices: NDArray[np.int32]) -> pl.DataFrame:
    """Compressed rows as a table of pairs."""
    place = np.repeat(np.arange(len(indptr) - 1, dtype=np.int32), np.diff(indptr))
    return pl.DataFrame({"place": place, "commune": indices})


def _indptr(place: pl.Series, n: int) -> NDArray[np.int64]:
    """Starts of compressed rows."""
    starts = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(place.to_numpy(), minlength=n), out=starts[1:])
    return starts
