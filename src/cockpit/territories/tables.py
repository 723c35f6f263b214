"""Territories as tables: what files and the API hand out."""

import functools
from typing import Any

import polars as pl

from cockpit.territories import figures, places
from cockpit.territories.places import Place


@functools.cache
def of_level(level: str) -> pl.DataFrame:
    """Every territory of a level, sorted by code.

    Returns
    -------
    polars.DataFrame
        ``level``, ``code``, ``name``, ``departement``, ``region``, ``epci`` (codes of what it lies in; of an EPCI, the
        département and région of most of its people), ``population``, ``lon``, ``lat`` (degrees; beyond a commune, the
        mean of its communes' points weighted by people).
    """
    communes = places.ground().communes
    if level == "france":
        communes = communes.with_columns(france=pl.lit("france"))
    key = "code" if level == "commune" else level
    name = {"commune": "name", "france": None}.get(level, f"{level}_name")
    weight = pl.col("population").cast(pl.Float64).fill_null(0.0) + 1e-6
    wider = {"region": ("region",), "departement": ("region", "departement"), "france": ()}.get(
        level, ("region", "departement", "epci")
    )
    main = pl.col("population").fill_null(0).arg_max()
    made = (
        communes.filter(pl.col(key).is_not_null())
        .group_by(own=pl.col(key))
        .agg(
            (pl.lit("France") if name is None else pl.col(name).first()).alias("name"),
            *(pl.col(column).get(main).alias(column) for column in wider),
            population=pl.col("population").sum(),
            lon=((pl.col("lon") * weight).sum() / weight.sum()).round(5),
            lat=((pl.col("lat") * weight).sum() / weight.sum()).round(5),
        )
        .sort("own")
    )
    return made.select(
        pl.lit(level).alias("level"),
        pl.col("own").alias("code"),
        "name",
        *(pl.col(c) if c in wider else pl.lit(None, pl.String).alias(c) for c in ("departement", "region", "epci")),
        "population",
        "lon",
        "lat",
    )


def one(place: Place) -> dict[str, Any]:
    """A territory's row of :func:`of_level`."""
    return of_level(place.level).row(by_predicate=pl.col("code") == (place.code or "france"), named=True)


def within(level: str, place: Place | None) -> pl.DataFrame:
    """Territories of a level that have a commune in another territory; all of them where none is given."""
    table = of_level(level)
    if place is None or place.level == "france" or level == "france":
        return table
    column = "code" if level == "commune" else level
    codes = places.ground().communes[places.rows(place)][column].drop_nulls().unique().implode()
    return table.filter(pl.col("code").is_in(codes))


def with_indicator(level: str, indicator: str, place: Place | None) -> pl.DataFrame:
    """As :func:`within`, with an indicator's ``value``, ``low`` and ``high``."""
    values = figures.table().column(level, indicator)
    return within(level, place).join(values, on="code", how="left", maintain_order="left")
