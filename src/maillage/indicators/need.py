"""People remote from digital in each commune, from settlement alone: a rough estimate, and it says so.

INSEE published rates of *illectronisme* by kind of settlement. Here the kind is read from how many people live
within 15 km of the commune's point, which needs nothing but the embedded population and points.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory import DistanceModel, Territory
from maillage.territory.travel import MINUTES_PER_KM
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.units import TRIP_OVERHEAD_MINUTES

NATIONAL_NEED = 13_000_000
"""People remote from digital in France (national strategy for an inclusive digital society, 2018)."""

SETTLEMENT_RADIUS_KM = 15.0
"""Radius in which neighbours count as one settlement, about a quarter of an hour's drive."""

HALF_WIDTH_POINTS = 3.6
"""Half-width of the 90 % interval in percentage points: density alone errs by 2.2 points (root mean square) against
published local rates, times 1.64."""

NATIONAL_RATE = 16.0
"""Rate of illectronisme, people of 15 and over, mainland France, 2019 (INSEE Analyses 85, 2023)."""


@dataclass(frozen=True)
class Rate:
    """A published rate for one kind of settlement.

    Attributes
    ----------
    kind
        Stable name of the kind.
    least_people
        Fewest people within :data:`SETTLEMENT_RADIUS_KM`.
    percent
        People remote from digital per 100; None where it is what remains to reach :data:`NATIONAL_RATE`.
    source
        Where the rate was published.
    """

    kind: str
    least_people: int
    percent: float | None
    source: str


RATES = (
    Rate("outside_attraction", 0, 22.0, "INSEE Analyses 85 (2023): communes hors attraction des villes, 22 %"),
    Rate("small_area", 12_000, 20.0, "INSEE Analyses 85 (2023): aires de moins de 50 000 habitants, 20 %"),
    Rate("medium_area", 50_000, None, "remainder for the national 16 % of INSEE Analyses 85 (2023)"),
    Rate("large_area", 700_000, 13.0, "INSEE Analyses 85 (2023): aire de Paris et plus grandes villes, 13 %"),
)
"""Kinds of settlement by rising population around."""

SMALL_POLE_RATE = Rate(
    "small_pole", 0, 24.0, "INSEE Analyses 85 (2023): pôles des aires de moins de 50 000 habitants, 24 %"
)
"""The town at the heart of a small area: more than :data:`POLE_SHARE` of the people around live in it."""

POLE_SHARE = 0.25
"""Share of the people within the radius from which a commune of a small area is its pole."""


def people_around(territory: Territory, radius_km: float = SETTLEMENT_RADIUS_KM) -> NDArray[np.float64]:
    """People living within ``radius_km`` of each commune's point, itself included, float64 [n]."""
    population = territory.communes["population"].to_numpy().astype(np.float64)
    rows = np.arange(len(territory), dtype=np.int32)
    pairs = DistanceModel(territory).pairs(rows, rows, TRIP_OVERHEAD_MINUTES + MINUTES_PER_KM * radius_km)
    sums = np.concatenate(([0.0], np.cumsum(population[pairs.indices])))
    around: NDArray[np.float64] = sums[pairs.indptr[1:]] - sums[pairs.indptr[:-1]]
    return around


def settlement_rates(
    population: NDArray[np.float64], around: NDArray[np.float64]
) -> tuple[NDArray[np.float64], list[str]]:
    """Rate (percent) and kind of settlement of each commune.

    Parameters
    ----------
    population
        People in each commune.
    around
        People within the radius of each commune.
    """
    steps = np.array([rate.least_people for rate in RATES])
    level = np.searchsorted(steps, around, side="right") - 1
    percent = np.array([np.nan if rate.percent is None else rate.percent for rate in RATES])[level]
    pole = (level == 1) & (population >= POLE_SHARE * around)
    percent[pole] = SMALL_POLE_RATE.percent
    open_ended = np.isnan(percent)
    people = population[open_ended].sum()
    if people > 0:
        known = float((population[~open_ended] * percent[~open_ended]).sum())
        rest = (NATIONAL_RATE * float(population.sum()) - known) / people
        percent[open_ended] = np.clip(rest, 13.0, 20.0)
    names = [SMALL_POLE_RATE.kind if p else RATES[k].kind for p, k in zip(pole, level, strict=True)]
    return percent, names


def estimate(territory: Territory, *, total: float = NATIONAL_NEED, table: pl.DataFrame | None = None) -> pl.DataFrame:
    """People remote from digital per commune.

    Parameters
    ----------
    territory
        All communes of France: the rates are scaled so that the country sums to ``total``.
    total
        People remote from digital in France.
    table
        Better figures: columns ``code`` and ``people_in_need``, optionally ``low``, ``high``, ``inputs_used``;
        communes it leaves out keep the embedded estimate.

    Returns
    -------
    polars.DataFrame
        ``code``, ``people_in_need``, ``low``, ``high``, ``inputs_used``, in the order of ``territory.communes``.

    Raises
    ------
    InvalidOption
        If a value of ``table`` is negative or not finite.
    """
    population = territory.communes["population"].to_numpy().astype(np.float64)
    percent, kinds = settlement_rates(population, people_around(territory))
    raw = population * percent
    scale = total / raw.sum()
    need = raw * scale
    margin = population * HALF_WIDTH_POINTS * scale
    embedded = pl.DataFrame(
        {
            "code": territory.communes["code"],
            "people_in_need": need,
            "low": np.maximum(need - margin, 0.0),
            "high": np.minimum(need + margin, population),
            "inputs_used": [f"settlement:{kind}" for kind in kinds],
        }
    )
    if table is None:
        return embedded
    wrong = table.filter(~pl.col("people_in_need").is_finite() | (pl.col("people_in_need") < 0))
    if len(wrong):
        raise InvalidOption("indicators.bad_need", code=wrong["code"][0], value=wrong["people_in_need"][0])
    given = [c for c in ("people_in_need", "low", "high", "inputs_used") if c in table.columns]
    joined = embedded.join(table.select("code", *given), on="code", how="left", suffix="_given", maintain_order="left")
    return joined.with_columns(pl.coalesce(f"{c}_given", c).alias(c) for c in given).select(embedded.columns)
