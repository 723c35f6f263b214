"""Who reaches a service, and how long it takes: libraries, France services, post offices, or any list of places."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from maillage.territory import DistanceModel, Territory, TravelModel

MINUTES = (15.0, 30.0)
"""Usual limits."""


def nearest(
    territory: Territory, places: pl.DataFrame, *, limit_minutes: float = 30.0, model: TravelModel | None = None
) -> pl.DataFrame:
    """Driving minutes from each commune to the nearest commune with a place.

    Parameters
    ----------
    territory
        The communes.
    places
        One row per place; column ``code`` or ``code_insee``. Codes of former communes count for the present one,
        unknown ones are left out.
    limit_minutes
        Beyond, ``minutes`` and ``nearest`` are null.
    model
        Travel times; great-circle distances with a detour by default.

    Returns
    -------
    polars.DataFrame
        ``code``, ``places`` (in the commune itself), ``nearest`` (code of the commune reached), ``minutes``.
    """
    column = "code" if "code" in places.columns else "code_insee"
    present = territory.present_codes(places[column].cast(pl.String)).drop_nulls()
    codes, counts = np.unique(present.to_numpy().astype(str), return_counts=True)
    rows = territory.rows(codes.tolist())
    pairs = (model or DistanceModel(territory)).pairs(np.arange(len(territory), dtype=np.int32), rows, limit_minutes)
    best = pl.DataFrame({"row": pairs.origins, "to": pairs.indices, "minutes": pairs.minutes})
    best = best.sort("row", "minutes", "to").unique("row", keep="first", maintain_order=True)
    reached = best.select("row", "minutes", nearest=pl.Series(codes, dtype=pl.String).gather(best["to"]))
    own = pl.DataFrame({"row": rows, "places": counts.astype(np.int32)})
    return (
        territory.communes.select("code")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int32))
        .join(reached, on="row", how="left", maintain_order="left")
        .join(own, on="row", how="left", maintain_order="left")
        .select("code", pl.col("places").fill_null(0), "nearest", "minutes")
    )


def people_within(times: pl.DataFrame, people: pl.DataFrame, limits: Sequence[float] = MINUTES) -> pl.DataFrame:
    """People within each limit of a service.

    Parameters
    ----------
    times
        ``code`` and ``minutes``, null where out of reach.
    people
        ``code`` and ``population``.
    limits
        Minutes.

    Returns
    -------
    polars.DataFrame
        ``minutes``, ``people``, ``percent``; one row per limit.
    """
    joined = people.select("code", "population").join(times.select("code", "minutes"), on="code", how="left")
    everyone = float(joined["population"].sum())
    rows = []
    for limit in limits:
        reached = float(joined.filter(pl.col("minutes") <= limit)["population"].sum())
        rows.append(
            {"minutes": float(limit), "people": reached, "percent": 100 * reached / everyone if everyone else 0.0}
        )
    return pl.DataFrame(rows, schema={"minutes": pl.Float64, "people": pl.Float64, "percent": pl.Float64})
