"""Travel times between communes: sparse, never dense, the same both ways.

A model answers with every pair within a limit; rooms know only :class:`TravelModel`, so that a real matrix can replace
the default distances.
"""

import functools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.units import EARTH_RADIUS_KM, ROAD_DETOUR, ROAD_SPEED_KM_H, TRIP_OVERHEAD_MINUTES

if TYPE_CHECKING:
    from maillage.territory.communes import Territory

Rows = NDArray[np.int32]

MINUTES_PER_KM = ROAD_DETOUR * 60 / ROAD_SPEED_KM_H
"""Driving minutes per great-circle kilometre."""

OWN_TIME_LIMIT_MINUTES = 12.0
"""Longest time from a commune to its own venue.

An assumption: in a vast commune (Guyane, Arles) people live in the bourg and its villages, not evenly over the surface.
"""


@dataclass(frozen=True)
class Pairs:
    """Travel times within a limit, in compressed rows.

    Parameters
    ----------
    indptr
        ``indices[indptr[i]:indptr[i + 1]]`` are the destinations of origin i.
    indices
        Positions into the destinations asked for, increasing within each origin.
    minutes
        One-way travel time of each pair.
    width
        Number of destinations.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    minutes: NDArray[np.float32]
    width: int

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def origins(self) -> NDArray[np.int32]:
        """Position of each pair's origin."""
        return np.repeat(np.arange(len(self.indptr) - 1, dtype=np.int32), np.diff(self.indptr))

    def of(self, origin: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Destinations and minutes of one origin."""
        span = slice(self.indptr[origin], self.indptr[origin + 1])
        return self.indices[span], self.minutes[span]

    def __iter__(self) -> Iterator[tuple[NDArray[np.int32], NDArray[np.float32]]]:
        return (self.of(origin) for origin in range(len(self.indptr) - 1))


class TravelModel(Protocol):
    """Anything that knows travel times between communes."""

    @property
    def name(self) -> str:
        """Name shown in reports."""

    @property
    def version(self) -> str:
        """Changes whenever an answer may change."""

    def pairs(self, origins: Rows, destinations: Rows, max_minutes: float) -> Pairs:
        """Pairs at most ``max_minutes`` apart; origins and destinations are rows of the territory."""


def compress(
    origin: NDArray[np.integer], destination: NDArray[np.integer], minutes: NDArray[np.float32], shape: tuple[int, int]
) -> Pairs:
    """Pairs given in any order as compressed rows."""
    order = np.argsort(origin.astype(np.int64) * shape[1] + destination, kind="stable")
    indptr = np.zeros(shape[0] + 1, dtype=np.int64)
    np.cumsum(np.bincount(origin, minlength=shape[0]), out=indptr[1:])
    return Pairs(indptr, destination[order].astype(np.int32), minutes[order].astype(np.float32), shape[1])


@dataclass(frozen=True)
class DistanceModel:
    r"""Travel times from distances as the crow flies; the default.

    :math:`t_{ij} = 2 + 1.3 \cdot d_{ij} \cdot 60 / 50` minutes, with :math:`d_{ij}` the great-circle distance in km
    between reference points; from a commune to itself :math:`d_{ii} = \tfrac12 \sqrt{S_i / \pi}` with :math:`S_i` its
    area in km², cut so that :math:`t_{ii} \le 12`. Communes of different landmasses, or whose straight line runs more
    than 2 km over water (:mod:`maillage.territory.water`, looked for up to 40 km or 64 minutes), are not linked.

    A mean detour of 1.34 is published for 300 European cities; the correlation with true times falls to 0.83 at short
    range: fit for national planning, not for mountains. Times are the same both ways to the last bit; minutes are
    float32.
    """

    territory: "Territory" = field(repr=False)
    name: str = field(default="distance", init=False)

    @functools.cached_property
    def version(self) -> str:
        """Formula, table and pairs kept apart by water."""
        apart = zlib.crc32(self.territory.over_water.to_numpy().tobytes())
        return f"1-{self.territory.fingerprint[:12]}-{apart:08x}"

    def own_minutes(self, rows: Rows) -> NDArray[np.float32]:
        """Minutes from each commune to its own venue."""
        radius = np.sqrt(self.territory.communes["area_km2"].to_numpy()[rows].astype(np.float64) / np.pi) / 2
        return np.minimum(TRIP_OVERHEAD_MINUTES + MINUTES_PER_KM * radius, OWN_TIME_LIMIT_MINUTES).astype(np.float32)

    def pairs(self, origins: Rows, destinations: Rows, max_minutes: float) -> Pairs:
        """Pairs at most ``max_minutes`` apart, found with a k-d tree on the sphere."""
        from scipy.spatial import cKDTree

        origins, destinations = np.asarray(origins, np.int32), np.asarray(destinations, np.int32)
        shape = (len(origins), len(destinations))
        reach = (max_minutes - TRIP_OVERHEAD_MINUTES) / MINUTES_PER_KM / EARTH_RADIUS_KM
        if min(shape) == 0 or max_minutes < TRIP_OVERHEAD_MINUTES:
            empty = np.empty(0, dtype=np.int32)
            return compress(empty, empty, np.empty(0, dtype=np.float32), shape)
        chord = 2 * np.sin(min(reach, np.pi) / 2) * (1 + 1e-6) + 1e-9
        starts, ends = self._sphere[origins], self._sphere[destinations]
        found = cKDTree(starts).sparse_distance_matrix(cKDTree(ends), chord, output_type="ndarray")
        origin, destination = found["i"], found["j"]
        minutes = _minutes(starts[origin], ends[destination])
        own = origins[origin] == destinations[destination]
        minutes[own] = self.own_minutes(origins[origin[own]])
        landmass = self.territory.communes["landmass"].to_numpy()
        keep = minutes <= np.float32(max_minutes)
        here, there = origins[origin], destinations[destination]
        keep &= (landmass[here] == landmass[there]) & ~self._apart(here, there)
        return compress(origin[keep], destination[keep], minutes[keep], shape)

    def _apart(self, here: Rows, there: Rows) -> NDArray[np.bool_]:
        """Whether water lies between the communes of each pair."""
        size = len(self.territory)
        listed = self.territory.over_water
        known = listed["first"].to_numpy().astype(np.int64) * size + listed["second"].to_numpy()
        asked = np.minimum(here, there).astype(np.int64) * size + np.maximum(here, there)
        at = np.searchsorted(known, asked)
        return np.asarray(np.append(known, -1)[at] == asked)

    @functools.cached_property
    def _sphere(self) -> NDArray[np.float64]:
        """Reference points of every commune on the unit sphere."""
        return _on_sphere(*(self.territory.communes[axis].to_numpy() for axis in ("lon", "lat")))


def minutes_between(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float32]:
    r"""[n, n] minutes of the default model between any points given in degrees, 0 from a point to itself.

    :math:`2 + 1.3 \cdot d \cdot 60 / 50` as in :class:`DistanceModel`, which alone knows of water between communes.
    """
    points = _on_sphere(lon, lat)
    found = np.empty((len(points), len(points)), np.float32)
    for i in range(len(points)):
        found[i] = _minutes(points[i : i + 1], points)
    np.fill_diagonal(found, 0.0)
    return found


def _on_sphere(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points given in degrees on the unit sphere."""
    lon, lat = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _minutes(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float32]:
    """Minutes between points of the unit sphere, pair by pair."""
    step = here - there
    half = np.sqrt(step[:, 0] ** 2 + step[:, 1] ** 2 + step[:, 2] ** 2) / 2
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(half, 1.0))
    return (TRIP_OVERHEAD_MINUTES + MINUTES_PER_KM * km).astype(np.float32)
