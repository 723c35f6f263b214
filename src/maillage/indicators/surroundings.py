"""Who lives around each commune."""

import numpy as np

from maillage.indicators.cells import Floats
from maillage.territory import DistanceModel, Territory
from maillage.territory.travel import MINUTES_PER_KM, Pairs
from maillage.vocabulary.units import TRIP_OVERHEAD_MINUTES

RADIUS_KM = 15.0
"""Radius in which neighbours count as one settlement, about a quarter of an hour's drive."""


def neighbours(territory: Territory, radius_km: float = RADIUS_KM) -> Pairs:
    """Communes within a radius of each, itself included."""
    rows = np.arange(len(territory), dtype=np.int32)
    return DistanceModel(territory).pairs(rows, rows, TRIP_OVERHEAD_MINUTES + MINUTES_PER_KM * radius_km)


def around(pairs: Pairs, values: Floats) -> Floats:
    """Sum of ``values`` over each commune's neighbours, [n] or [n, k] as the values."""
    zero = np.zeros((1, *values.shape[1:]))
    sums = np.concatenate([zero, np.cumsum(values[pairs.indices], axis=0)])
    return np.asarray(sums[pairs.indptr[1:]] - sums[pairs.indptr[:-1]])


def people_around(territory: Territory, radius_km: float = RADIUS_KM) -> Floats:
    """People living within ``radius_km`` of each commune's point, itself included, float64 [n]."""
    population = territory.communes["population"].to_numpy().astype(np.float64)
    return around(neighbours(territory, radius_km), population)
