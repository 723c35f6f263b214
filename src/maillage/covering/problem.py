"""The maximal covering question and its answer."""

from dataclasses import dataclass, field
from math import isfinite, pi, sin
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.spatial import cKDTree

from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.units import EARTH_RADIUS_KM

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, eq=False)
class CoveringProblem:
    r"""Choose ``sites`` candidates so that the weight of the covered demands is largest.

    .. math:: \max \sum_j w_j y_j, \quad y_j \le \sum_{i \in N_j} x_i, \quad \sum_i x_i = P,
              \quad x_i \in \{0, 1\}, \; 0 \le y_j \le 1

    with :math:`w_j` the weight of demand j, :math:`N_j` the candidates that cover it and P the number of sites.

    Parameters
    ----------
    weights
        Weight of each demand, at least 0 (people, for instance).
    indptr, indices
        CSR rows: demand j is covered by candidates ``indices[indptr[j]:indptr[j + 1]]``.
    n_candidates
        Number of candidates.
    sites
        Number of sites to choose, P.
    positions
        Optional coordinates of the candidates, one row each, in any space where near means near; they only say where
        to cut a large problem into regions.

    Raises
    ------
    InvalidOption
        If a number or an array makes no sense.

    References
    ----------
    R. Church and C. ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32
    (1974), 101-118.
    """

    weights: Array
    indptr: Array
    indices: Array
    n_candidates: int
    sites: int
    positions: Array | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "weights", _floats(self.weights, "weights"))
        put(self, "indptr", _integers(self.indptr, "indptr"))
        put(self, "indices", _integers(self.indices, "indices"))
        if not 1 <= self.sites <= self.n_candidates:
            raise InvalidOption("covering.sites", value=self.sites, candidates=self.n_candidates)
        if self.weights.ndim != 1 or not np.isfinite(self.weights).all() or (self.weights < 0).any():
            raise InvalidOption("covering.weights")
        starts, columns = self.indptr, self.indices
        if starts.shape != (len(self.weights) + 1,) or starts[0] != 0 or starts[-1] != len(columns):
            raise InvalidOption("covering.rows", demands=len(self.weights), starts=len(starts))
        if (np.diff(starts) < 0).any():
            raise InvalidOption("covering.rows", demands=len(self.weights), starts=len(starts))
        if len(columns) and not 0 <= columns.min() <= columns.max() < self.n_candidates:
            raise InvalidOption("covering.columns", low=columns.min(), high=columns.max(), candidates=self.n_candidates)
        if self.positions is not None:
            put(self, "positions", _floats(self.positions, "positions"))
            if self.positions.shape[:1] != (self.n_candidates,) or self.positions.ndim != 2:
                raise InvalidOption("covering.positions", shape=self.positions.shape, candidates=self.n_candidates)

    @classmethod
    def from_points(
        cls,
        lon: ArrayLike,
        lat: ArrayLike,
        weights: ArrayLike,
        sites: int,
        radius_km: float,
        landmass: ArrayLike | None = None,
    ) -> "CoveringProblem":
        """State the question for points that are both the demands and the candidates.

        Parameters
        ----------
        lon, lat
            Degrees, WGS 84.
        weights
            Weight of each point.
        sites
            Number of points to choose.
        radius_km
            Great-circle radius in kilometres: a chosen point covers the points at most this far.
        landmass
            Optional label of each point's landmass; a site never covers a point of another one (no sea is crossed).

        Returns
        -------
        CoveringProblem
            With the candidates' unit vectors as positions.

        Raises
        ------
        InvalidOption
            If an array or a number makes no sense.
        """
        if not (isfinite(radius_km) and radius_km >= 0):
            raise InvalidOption("covering.radius", value=radius_km)
        east, north = _floats(lon, "lon"), _floats(lat, "lat")
        if east.ndim != 1 or east.shape != north.shape or east.shape != np.shape(weights):
            raise InvalidOption("covering.points", lon=east.shape, lat=north.shape, weights=np.shape(weights))
        if not (np.abs(east) <= 360).all() or not (np.abs(north) <= 90).all():
            raise InvalidOption("covering.degrees")
        east, north = np.radians(east), np.radians(north)
        unit = np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
        chord = 2 * sin(min(radius_km / EARTH_RADIUS_KM, pi) / 2)
        pairs = cKDTree(unit).query_pairs(chord, output_type="ndarray")
        if landmass is not None:
            land = np.asarray(landmass)
            if land.shape != east.shape:
                raise InvalidOption("covering.points", lon=east.shape, lat=north.shape, weights=land.shape)
            pairs = pairs[land[pairs[:, 0]] == land[pairs[:, 1]]]
        n, own = len(unit), np.arange(len(unit))
        rows = np.concatenate([pairs[:, 0], pairs[:, 1], own])
        columns = np.concatenate([pairs[:, 1], pairs[:, 0], own])
        near = sparse.csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(n, n))
        return cls(np.asarray(weights, np.float64), near.indptr, near.indices, n, sites, unit)

    def covered_weight(self, chosen: ArrayLike) -> float:
        """Weight of the demands covered by the candidates ``chosen``."""
        return float(self.weights[covered(self, chosen)].sum())


@dataclass(frozen=True, eq=False)
class CoveringResult:
    """Sites chosen, what they cover and what no choice can exceed.

    Parameters
    ----------
    chosen
        Chosen candidates, ascending, int32.
    objective
        Weight covered by ``chosen``.
    upper_bound
        Weight that no choice of as many sites can exceed.
    gap_percent
        100 (upper_bound - objective) / upper_bound.
    optimal
        Whether the choice is proved best.
    stage_seconds
        Wall-clock seconds of each stage, compilation apart.
    method
        What was done: ``greedy``, then ``cuts`` and ``exact``, or ``annealing`` and ``regional bound``, where they ran.
    """

    chosen: Array
    objective: float
    upper_bound: float
    gap_percent: float
    optimal: bool
    stage_seconds: dict[str, float] = field(default_factory=dict)
    method: str = ""


def covered(problem: CoveringProblem, chosen: ArrayLike) -> Array:
    """Whether each demand is covered by one of the candidates ``chosen``.

    Parameters
    ----------
    problem
        The question.
    chosen
        Numbers of candidates.

    Returns
    -------
    Array
        A bool per demand.
    """
    inside = np.zeros(problem.n_candidates, bool)
    inside[np.asarray(chosen, np.int64)] = True
    hits = np.concatenate([[0], np.cumsum(inside[problem.indices])])
    return np.asarray(hits[problem.indptr[1:]] > hits[problem.indptr[:-1]])


def _floats(values: ArrayLike, name: str) -> Array:
    """Contiguous float64 array."""
    try:
        return np.ascontiguousarray(values, np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidOption("covering.numbers", name=name) from error


def _integers(values: ArrayLike, name: str) -> Array:
    """Contiguous int32 array."""
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu") or array.size >= 2**31:
        raise InvalidOption("covering.numbers", name=name)
    return np.ascontiguousarray(array, np.int32)
