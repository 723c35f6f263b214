"""What the place adds to the composition of a commune: density, the region's published rate, overseas."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from maillage.indicators.cells import Floats

LEAST_DENSITY, MOST_DENSITY = 5.0, 8_000.0
"""People per km² beyond which density says nothing more."""


@dataclass(frozen=True)
class PlaceEffects:
    """Logit effects solved by ``benchmarks/need.py --fit`` on :mod:`maillage.indicators.published`.

    Attributes
    ----------
    density
        For each natural logarithm of people per km² more.
    centre
        Mean of that logarithm over the people of mainland France, where density adds nothing.
    regions
        Where a rate of the region was published, drawn to zero by the survey's error.
    departements
        Overseas.
    """

    density: float
    centre: float
    regions: Mapping[str, float]
    departements: Mapping[str, float]


def log_density(communes: pl.DataFrame) -> Floats:
    """Natural logarithm of people per km² of each commune, float64 [n]."""
    area = np.maximum(communes["area_km2"].to_numpy().astype(np.float64), 0.05)
    people = communes["population"].to_numpy().astype(np.float64)
    return np.asarray(np.log(np.clip(people / area, LEAST_DENSITY, MOST_DENSITY)))


def offsets(communes: pl.DataFrame, effects: PlaceEffects) -> Floats:
    """What place adds to every logit of each commune, float64 [n]: the sum of its :func:`parts`."""
    density, region = parts(communes, effects)
    return density + region


def parts(communes: pl.DataFrame, effects: PlaceEffects) -> tuple[Floats, Floats]:
    """What density, then region or overseas, add to every logit of each commune, float64 [n] each.

    Parameters
    ----------
    communes
        ``population``, ``area_km2``, ``region``, ``departement``.
    """
    density = effects.density * (log_density(communes) - effects.centre)
    region = np.zeros(len(communes))
    for column, known in (("region", effects.regions), ("departement", effects.departements)):
        region += communes[column].replace_strict(known, default=0.0, return_dtype=pl.Float64).to_numpy()
    return density, region
