"""Where an advisor could sit: every venue of the country that the data of the day tell, read once a version of them."""

import functools
import hashlib

import polars as pl

from cockpit.territories import figures, places
from maillage.flow.venues import gather_venues

COLUMNS = (
    "code", "kind", "name", "lon", "lat", "opening", "hours", "desks", "source", "vintage", "address", "times",
)  # fmt: skip
"""Columns of :data:`maillage.venues.VENUES`, in the order files hand them out."""
LAST = ("address", "times")
"""Those that files hand out after everything else, as they came later."""


def table() -> pl.DataFrame:
    """Every venue of the country.

    Returns
    -------
    polars.DataFrame
        ``id`` (no two rows share it; the same as long as the venue is told alike) and :data:`COLUMNS`, by ``id``:
        commune by commune.
    """
    return _read(figures.table().stamp)


@functools.lru_cache(maxsize=1)
def _read(_stamp: str) -> pl.DataFrame:
    """Of one version of the data."""
    france = places.ground()
    return named(gather_venues(None, france, france.select("france")).venues.table.select(COLUMNS))


def named(venues: pl.DataFrame) -> pl.DataFrame:
    """Venues with an ``id``, sorted by it: the commune's code and a digest of what tells them apart."""
    told = venues.select("code", "kind", "name", "lon", "lat", "source").iter_rows()
    ids = [f"{row[0]}-{hashlib.sha256(repr(row[1:]).encode()).hexdigest()[:10]}" for row in told]
    again = pl.int_range(pl.len()).over("id")
    return (
        venues.with_columns(pl.Series("id", ids, dtype=pl.String))
        .with_columns(pl.when(again > 0).then(pl.format("{}-{}", "id", again)).otherwise("id").alias("id"))
        .select("id", *venues.columns)
        .sort("id")
    )
