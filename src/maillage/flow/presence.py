"""From dated stops to who has help within reach, and when."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.presence import by_commune, by_half_day, by_week
from maillage.presence.reaching import Roads
from maillage.territory import DistanceModel, Territory
from maillage.vocabulary.errors import InvalidOption

REACHES = (15, 20, 30)
"""Minutes by car."""
MOST_DAYS = 371


class InTime(NamedTuple):
    """Reach over a period: tables of :mod:`maillage.presence.reaching`."""

    half_days: pl.DataFrame
    weeks: pl.DataFrame
    communes: pl.DataFrame


def reach_in_time(
    stops: pl.DataFrame, territory: Territory, rows: NDArray[np.int32], people: NDArray[np.float64],
    first: datetime.date, last: datetime.date, reaches: Sequence[int] = REACHES,
) -> InTime:  # fmt: skip
    """Who has help within reach, half-day by half-day, week by week and commune by commune (at the least reach).

    Parameters
    ----------
    stops
        Stops of the period, those just outside the territory too: columns ``date``, ``begins``, ``place``.
    territory, rows
        The communes, rows of the territory.
    people
        People of each, one per row.
    first, last
        Days, both included.
    reaches
        Minutes by car.

    Raises
    ------
    InvalidOption
        If the period ends before it begins or is longer than a year.
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        raise InvalidOption("presence.period", first=first, last=last)
    held = stops.filter(pl.col("date").is_between(first, last))
    places = held["place"].unique().sort().to_list()
    pairs = DistanceModel(territory).pairs(rows, territory.rows(places), float(max(reaches)))
    roads = Roads(pairs.origins.astype(np.int64), pairs.indices.astype(np.int64), pairs.minutes)
    codes = territory.communes["code"].gather(rows).to_list()
    return InTime(
        by_half_day(held, places, people, roads, reaches, first, last),
        by_week(held, places, people, roads, reaches, first, last),
        by_commune(held, codes, places, roads, min(reaches), first, last),
    )
