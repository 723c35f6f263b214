"""Coordinates: finite, in France, the right way round, in degrees."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.sources import lambert93
from maillage.sources.source import ISSUE_SCHEMA

BOXES = (
    (-5.6, 41.2, 9.8, 51.3),  # mainland and Corsica
    (-63.3, 14.3, -60.7, 18.3),  # Antilles
    (-54.8, 1.9, -51.4, 6.0),  # Guyane
    (55.1, -21.5, 56.0, -20.7),  # La Réunion
    (44.9, -13.2, 45.4, -12.5),  # Mayotte
    (-56.6, 46.6, -56.0, 47.3),  # Saint-Pierre-et-Miquelon
    (158.0, -23.5, 172.5, -17.5),  # Nouvelle-Calédonie
    (-155.0, -28.0, -134.0, -7.5),  # Polynésie française
    (-178.5, -14.6, -175.9, -13.0),  # Wallis-et-Futuna
)
"""West, south, east, north of every French territory, in degrees."""

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def inside(longitude: Floats, latitude: Floats) -> Mask:
    """Which points fall in a box of France."""
    found = np.zeros(len(longitude), dtype=bool)
    for west, south, east, north in BOXES:
        found |= (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    return found


def paired(frame: pl.DataFrame) -> pl.DataFrame:
    """Frame with both coordinates: where the file has but one, no point can be, and each is told."""
    return frame.with_columns(
        pl.lit(None, pl.Float64).alias(name) for name in ("longitude", "latitude") if name not in frame.columns
    )


def put_right(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Points in degrees, the right way round, null where they cannot be.

    Parameters
    ----------
    frame
        Columns row, longitude and latitude (numbers, null where missing).

    Returns
    -------
    tuple
        The frame, and an issue for every point that was swapped, projected or refused.
    """
    x = frame["longitude"].cast(pl.Float64).fill_null(np.nan).to_numpy().copy()
    y = frame["latitude"].cast(pl.Float64).fill_null(np.nan).to_numpy().copy()
    was_x, was_y = x.copy(), y.copy()
    given = np.isfinite(x) | np.isfinite(y)
    whole = np.isfinite(x) & np.isfinite(y)
    metres = whole & _lambert(x, y)
    turned = whole & ~metres & _lambert(y, x)
    x[turned], y[turned] = was_y[turned], was_x[turned]
    for mask in (metres, turned):
        if mask.any():
            x[mask], y[mask] = lambert93.to_degrees(x[mask], y[mask])
    good = whole & inside(x, y)
    swapped = whole & ~good & inside(y, x)
    x[swapped], y[swapped] = y[swapped].copy(), x[swapped].copy()
    good |= swapped
    refused = given & ~good
    x[~good] = np.nan
    y[~good] = np.nan
    report = [
        _report(frame, was_x, was_y, metres & good, "lambert93", "warning"),
        _report(frame, was_x, was_y, (swapped | turned) & good, "swapped", "warning"),
        _report(frame, was_x, was_y, refused, "point", "error"),
    ]
    right = frame.with_columns(pl.Series("longitude", x, nan_to_null=True), pl.Series("latitude", y, nan_to_null=True))
    return right, pl.concat(report)


def _lambert(x: Floats, y: Floats) -> Mask:
    """Which pairs look like Lambert-93 metres."""
    (west, east), (south, north) = lambert93.X_RANGE_M, lambert93.Y_RANGE_M
    return (x > max(west, 1000.0)) & (x < east) & (y > south) & (y < north)


def _report(frame: pl.DataFrame, x: Floats, y: Floats, mask: Mask, message: str, severity: str) -> pl.DataFrame:
    """One issue for each point of a mask."""
    rows = np.flatnonzero(mask)
    return pl.DataFrame(
        {
            "row": frame["row"].gather(rows),
            "column": ["longitude, latitude"] * len(rows),
            "value": [f"{x[row]:.10g}, {y[row]:.10g}" for row in rows],
            "message": [message] * len(rows),
            "severity": [severity] * len(rows),
        },
        schema=ISSUE_SCHEMA,
    )
