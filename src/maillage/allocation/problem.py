"""The allocation problem: places, people, budget and floors, as arrays."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.errors import Infeasible, InvalidOption

PEOPLE_PER_HALF_DAY = 13_000_000 / 72_000
"""People in need for one planned half-day per fortnight when 4,000 advisors serve 13 million people (W / B).

Kept fixed, so that one more post always adds service and territories compare (ADR 3)."""

LEAST_MINUTES = 2.0
"""Travel below this counts as no distance at all."""

HIGHEST_ACCESS = 30.0
"""Access of one commune to one half-day is clipped here: exp(-30) people in need is nobody."""


@dataclass(frozen=True)
class Floors:
    """A least number of half-days for each group of places (départements, EPCI).

    Attributes
    ----------
    group
        Group of each place, int32 [n], from 0.
    least
        Least half-days of each group, float64 [groups].
    names
        How each group is named in messages.
    """

    group: NDArray[np.int32]
    least: NDArray[np.float64]
    names: tuple[str, ...]


@dataclass(frozen=True)
class AllocationProblem:
    r"""Share half-days between places so that as many people as possible are effectively served.

    .. math:: \\max_x \\sum_j w_j (1 - e^{-A_j}), \\quad A_j = \\sum_i a_{ij} x_i, \\quad x_i \\in \\mathbb{N}

    with :math:`a_{ij} = c\\, g(t_{ij})^2 / \\sum_k w_k g(t_{ik})`, the modified two-step floating catchment
    (Luo and Qi 2009; Delamater 2013), :math:`c` = :data:`PEOPLE_PER_HALF_DAY` and :math:`g` a Gaussian truncated at the
    catchment.

    Attributes
    ----------
    weights
        People in need of each commune (times the audience's weight), float64 [n].
    indptr, indices, access
        Row i holds the communes that place i serves and :math:`a_{ij}` (CSR, float64).
    reach_indptr, reach_indices
        Row i holds the communes within the reach of place i (symmetric CSR).
    required
        Communes that must have a visited place within reach, bool [n].
    rooms
        Most half-days per fortnight each place can hold, int64 [n].
    at_least
        Half-days each place must have, int64 [n].
    half_days
        Budget B, half-days per fortnight.
    floors
        Families of group floors.
    """

    weights: NDArray[np.float64]
    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    access: NDArray[np.float64]
    reach_indptr: NDArray[np.int64]
    reach_indices: NDArray[np.int32]
    required: NDArray[np.bool_]
    rooms: NDArray[np.int64]
    at_least: NDArray[np.int64]
    half_days: int
    floors: tuple[Floors, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.half_days < 1:
            raise InvalidOption("allocation.no_half_days", value=self.half_days)
        if not np.isfinite(self.weights).all() or (self.weights < 0).any():
            raise InvalidOption("allocation.bad_weights", value=float(np.nanmin(self.weights)))
        if (crowded := np.flatnonzero(self.at_least > self.rooms)).size:
            place = int(crowded[0])
            raise Infeasible(
                "allocation.place_over_rooms",
                place=place,
                asked=int(self.at_least[place]),
                rooms=int(self.rooms[place]),
            )
        if int(self.rooms.sum()) < self.half_days:
            raise Infeasible("allocation.over_rooms", asked=self.half_days, rooms=int(self.rooms.sum()))
        if int(self.at_least.sum()) > self.half_days:
            raise Infeasible("allocation.must_over_budget", asked=int(self.at_least.sum()), budget=self.half_days)
        for family in self.floors:
            room = np.bincount(family.group, weights=self.rooms, minlength=len(family.least))
            if (short := np.flatnonzero(room < family.least - 1e-9)).size:
                g = int(short[0])
                raise Infeasible(
                    "allocation.floor_over_rooms",
                    name=family.names[g],
                    asked=float(family.least[g]),
                    rooms=int(room[g]),
                )
            if (total := float(family.least.sum())) > self.half_days + 1e-6:
                raise Infeasible(
                    "allocation.floors_over_budget",
                    asked=total,
                    budget=self.half_days,
                    excess=total - self.half_days,
                )

    @property
    def n(self) -> int:
        """Number of communes, which are also the candidate places."""
        return len(self.weights)


def gaussian(minutes: NDArray[np.float64], catchment: float) -> NDArray[np.float64]:
    """Weight of a trip: 1 up to :data:`LEAST_MINUTES`, 0 from the catchment on, a Gaussian between.

    Parameters
    ----------
    minutes
        Travel times.
    catchment
        Minutes beyond which nobody comes.
    """
    scale = 2.0 * catchment**2
    foot = np.exp(-0.5)
    top = np.exp(-(LEAST_MINUTES**2) / scale)
    weight: NDArray[np.float64] = np.clip((np.exp(-(minutes**2) / scale) - foot) / (top - foot), 0.0, 1.0)
    return weight


def access_matrix(
    weights: NDArray[np.float64],
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    minutes: NDArray[np.float32],
    catchment: float,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Access :math:`a_{ij}` of commune j to one half-day at place i, as CSR without zeros.

    Parameters
    ----------
    weights
        People in need per commune.
    indptr, indices, minutes
        Travel times from place i to commune j (CSR).
    catchment
        Minutes beyond which nobody comes.
    """
    n = len(weights)
    row = np.repeat(np.arange(n), np.diff(indptr))
    g = gaussian(minutes.astype(np.float64), catchment)
    demand = np.bincount(row, weights=weights[indices] * g, minlength=n)
    with np.errstate(divide="ignore", invalid="ignore"):
        access = np.where(demand[row] > 0, PEOPLE_PER_HALF_DAY * g * g / demand[row], 0.0)
    access = np.minimum(access, HIGHEST_ACCESS)
    keep = access > 0
    kept = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(row[keep], minlength=n), out=kept[1:])
    return kept, indices[keep].astype(np.int32), access[keep]
