"""The venue of every stop."""

import polars as pl

from maillage.flow.case import Case

SEPARATOR = " | "
"""Between the venues of one place."""


def with_venues(stops: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Stops with the venue each advisor sits in: open on that half-day, with a desk that nobody else has.

    Parameters
    ----------
    stops
        ``commune`` (of the selection), ``week``, ``weekday`` and ``half`` of each, in the order advisors choose.
    case
        The venues.
    """
    slot = 2 * pl.col("weekday").cast(pl.Int64) + (pl.col("half") == "afternoon").cast(pl.Int64)
    asked = stops.select(
        "commune", slot=slot, order=pl.int_range(pl.len()).over("commune", "week", "weekday", "half").cast(pl.Int64)
    )
    venues = case.gathered.venues
    rows = venues.seats(*(asked[name].to_numpy() for name in ("commune", "slot", "order")))
    if (rows < 0).any():
        raise AssertionError("the rounds keep to the desks of every half-day")
    chosen = venues.table[rows]
    return stops.with_columns(
        venue=chosen["name"], venue_kind=chosen["kind"], venue_hours=chosen["hours"], venue_source=chosen["source"],
        venue_address=chosen["address"], venue_times=chosen["times"],
    )  # fmt: skip


def venues_visited(stops: pl.DataFrame) -> pl.DataFrame:
    """``code`` of each visited place and its venues, kinds and sources, each joined, the most visited first."""
    columns = ("venue", "venue_kind", "venue_source")
    return (
        stops.group_by("place", *columns)
        .agg(times=pl.len())
        .sort("place", pl.col("times"), *columns, descending=[False, True, False, False, False])
        .group_by("place", maintain_order=True)
        .agg(pl.col(columns).str.join(SEPARATOR))
        .rename({"place": "code"})
    )
