"""Kind of settlement of each commune: INSEE's attraction areas where given, else people living around."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.indicators import facts
from maillage.indicators.cells import Floats
from maillage.territory import DistanceModel, Territory
from maillage.territory.travel import MINUTES_PER_KM, Pairs
from maillage.vocabulary.units import TRIP_OVERHEAD_MINUTES

RADIUS_KM = 15.0
"""Radius in which neighbours count as one settlement, about a quarter of an hour's drive."""

LEAST_PEOPLE = {"outside_attraction": 0, "small_area": 12_000, "medium_area": 50_000, "large_area": 700_000}
"""Fewest people within :data:`RADIUS_KM`, where the attraction area is not known."""

POLE_SHARE = 0.25
"""Share of the people within the radius from which a commune of a small area is its pole."""


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


def by_people(population: Floats, people: Floats) -> NDArray[np.int8]:
    """Index into :data:`facts.SETTLEMENTS` from the population of each commune and the people around it."""
    names = list(LEAST_PEOPLE)
    step = np.searchsorted(list(LEAST_PEOPLE.values()), people, side="right") - 1
    kind = np.array([facts.SETTLEMENTS.index(name) for name in names], dtype=np.int8)[step]
    pole = (kind == facts.SETTLEMENTS.index("small_area")) & (population >= POLE_SHARE * people)
    return np.where(pole, np.int8(facts.SETTLEMENTS.index("small_pole")), kind).astype(np.int8)


def by_zoning(zoning: pl.DataFrame, otherwise: NDArray[np.int8]) -> NDArray[np.int8]:
    """Index into :data:`facts.SETTLEMENTS` from INSEE's zoning of 2020.

    Parameters
    ----------
    zoning
        Columns ``TAAV2017`` (size of the area, 0 outside, 1 under 50,000, 4 and 5 from 700,000) and ``CATEAAV2020``
        (pole from 11 to 13), null where not known, in the order of the communes.
    otherwise
        Kinds where it is not known.
    """
    size, place = pl.col("TAAV2017"), pl.col("CATEAAV2020")
    kind = (
        pl.when(size == "0").then(0)
        .when((size == "1") & place.is_in(["11", "12", "13"])).then(1)
        .when(size == "1").then(2)
        .when(size.is_in(["2", "3"])).then(3)
        .when(size.is_in(["4", "5"])).then(4)
    )  # fmt: skip
    found = zoning.select(kind=kind)["kind"].fill_null(-1).to_numpy()
    return np.where(found >= 0, found, otherwise).astype(np.int8)
