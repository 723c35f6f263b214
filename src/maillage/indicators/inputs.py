"""Reading what was downloaded about communes, whatever the table it comes in; what is missing stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtri

from maillage.indicators import facts
from maillage.indicators.cells import Floats, Structure
from maillage.indicators.columns import RATIOS, told
from maillage.indicators.embedded import epci_index
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption

SMALL_TOWN = 1_000.0
"""People for whom a commune's own unemployment counts by half beside its EPCI's."""

USUAL_YOUNG = 0.17
"""Share of under 15 where a table tells the older without the young."""


@dataclass(frozen=True)
class Known:
    """What the tables say of each commune.

    Parameters
    ----------
    structure
        Not a number where not known.
    income_from
        ``income``, ``poverty``, ``epci_income`` or empty.
    """

    structure: Structure
    income_from: NDArray[np.str_]


def read(territory: Territory, inputs: Mapping[str, pl.DataFrame]) -> Known:
    """What tables of communes say, on the communes of today.

    Parameters
    ----------
    inputs
        Any tables with a column ``code``, ``code_insee`` or ``CODGEO`` and some of
        :mod:`maillage.indicators.columns`; the first to know a value is believed.

    Raises
    ------
    InvalidOption
        If a table has no column of codes.
    """
    table = territory.communes.select("code")
    for name, frame in inputs.items():
        found = _present(territory, name, frame)
        table = table.join(found, on="code", how="left", suffix="_more", maintain_order="left")
        again = [column for column in found.columns if f"{column}_more" in table.columns]
        table = table.with_columns(pl.coalesce(c, f"{c}_more").alias(c) for c in again).drop(f"{c}_more" for c in again)
    return _known(territory, table)


def _present(territory: Territory, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """What a table tells, one row per present commune: the mean of merged ones, weighted by people where known."""
    codes = [column for column in ("code", "code_insee", "CODGEO") if column in frame.columns]
    if not codes:
        raise InvalidOption("indicators.no_code", value=name)
    values = told(frame)
    ratios = [column for column in values.columns if column in RATIOS]
    coded = values.with_columns(code=territory.present_codes(frame[codes[0]].cast(pl.String)))
    return (
        coded.filter(pl.col("code").is_not_null())
        .sort("code", *ratios, "people")
        .group_by("code", maintain_order=True)
        .agg(
            *(
                (pl.col(c) * pl.col("people")).sum() / pl.col("people").filter(pl.col(c).is_not_null()).sum()
                for c in ratios
            ),
        )
        .with_columns(pl.when(pl.col(c).is_finite()).then(pl.col(c)) for c in ratios)
    )


def _known(territory: Territory, table: pl.DataFrame) -> Known:
    """Structure and provenance of the columns read."""

    def values(name: str) -> Floats:
        if name not in table.columns:
            return np.full(len(table), np.nan)
        return table[name].cast(pl.Float64).fill_null(np.nan).to_numpy().copy()

    people = territory.communes["population"].to_numpy().astype(np.float64)
    group = epci_index(territory.communes)
    young = values("young")
    grown = 1.0 - np.where(np.isfinite(young), young, USUAL_YOUNG)
    size = values("size")
    per_household = np.where(np.isfinite(size), size, facts.HOUSEHOLD_SIZE) * grown
    jobless = values("unemployment")
    wide = _mean_by(group, jobless, people)
    trust = people / (people + SMALL_TOWN)
    median, source = _income(values("median"), values("poverty"), group, people)
    structure = Structure(
        older=np.clip(values("older") / grown, 0.0, 1.0),
        young=young,
        higher=values("higher"),
        median=median,
        unemployment=np.where(np.isfinite(jobless), trust * jobless + (1 - trust) * wide, wide),
        size=size,
        oldest=np.clip(values("oldest") / grown, 0.0, 1.0),
        low=values("low"),
        alone=np.clip(values("single") / per_household, 0.0, 1.0),
    )
    return Known(structure, source)


def _income(
    median: Floats, poverty: Floats, group: NDArray[np.int64], people: Floats
) -> tuple[Floats, NDArray[np.str_]]:
    """Median standard of living: published, else from the poverty rate, else the EPCI's; and which it is."""
    source = np.where(np.isfinite(median), "income", "").astype("<U12")
    implied = facts.POVERTY_LINE_EUR / np.exp(facts.TOTAL_INCOME_SPREAD * ndtri(np.clip(poverty, 0.01, 0.95)))
    source[(source == "") & np.isfinite(implied)] = "poverty"
    median = np.where(np.isfinite(median), median, implied)
    wide = _mean_by(group, median, people)
    source[(source == "") & np.isfinite(wide)] = "epci_income"
    return np.where(np.isfinite(median), median, wide), source


def _mean_by(group: NDArray[np.int64], values: Floats, people: Floats) -> Floats:
    """Mean of the known values of each commune's group, weighted by people; not a number where none is known."""
    weight = np.where(np.isfinite(values), np.maximum(people, 1.0), 0.0)
    total = np.bincount(group, weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(group, weight * np.nan_to_num(values)) / total
    return np.asarray(mean[group])
