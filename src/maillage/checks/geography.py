"""Coordinates: finite, in range, in France, not swapped, in degrees rather than in Lambert-93 metres."""

import math

import numpy as np
import polars as pl
from numpy.typing import NDArray

BOXES = (
    (41.2, 51.3, -5.6, 9.8),  # mainland and Corsica
    (14.2, 18.3, -63.4, -60.7),  # Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy
    (2.0, 6.0, -54.8, -51.5),  # Guyane
    (-21.5, -20.7, 55.1, 56.0),  # La Réunion
    (-13.2, -12.4, 44.9, 45.4),  # Mayotte
    (46.7, 47.2, -56.5, -56.0),  # Saint-Pierre-et-Miquelon
    (-23.5, -17.5, 157.9, 172.6),  # Nouvelle-Calédonie
    (-28.0, -7.5, -155.0, -134.0),  # Polynésie française
    (-14.6, -13.0, -178.4, -175.9),  # Wallis-et-Futuna
)
"""Least and greatest latitude, then longitude, of each part of France, in degrees."""

_N, _C = 0.7256077650532670, 11754255.426096
_X0, _Y0, _LON0 = 700_000.0, 12655612.049876, math.radians(3.0)
_E = 0.08181919104281579


def judge(lat: pl.Series, lon: pl.Series) -> dict[str, NDArray[np.bool_]]:
    """Where a point is wrong, and how: ``lambert93``, ``swapped``, ``outside_france`` (exclusive of one another).

    Parameters
    ----------
    lat, lon
        Numbers, null or not a number where unknown.
    """
    y, x = (values.cast(pl.Float64).fill_null(math.nan).to_numpy() for values in (lat, lon))
    known = np.isfinite(y) & np.isfinite(x)
    degrees = known & (np.abs(y) <= 180) & (np.abs(x) <= 180)
    inside = degrees & in_france(y, x)
    swapped = degrees & ~inside & in_france(x, y)
    metres = known & (y > 6_000_000) & (y < 7_200_000) & (x > 0) & (x < 1_300_000)
    range_ok = degrees & (np.abs(y) <= 90)
    return {"lambert93": metres, "swapped": swapped, "outside_france": range_ok & ~inside & ~swapped}


def in_france(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether points are in one of :data:`BOXES`."""
    found = np.zeros(len(lat), dtype=bool)
    for south, north, west, east in BOXES:
        found |= (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
    return found


def from_lambert93(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitude and longitude in degrees of points in Lambert-93 metres.

    With R = hypot(x - x0, y0 - y), lon = lon0 + atan((x - x0) / (y0 - y)) / n and the isometric latitude
    L = -ln(R / c) / n, turned into a latitude by iteration. IGN, NT/G 71, algorithms 2 and 4.
    """
    radius = np.hypot(x - _X0, _Y0 - y)
    lon = _LON0 + np.arctan((x - _X0) / (_Y0 - y)) / _N
    isometric = -np.log(radius / _C) / _N
    lat = 2 * np.arctan(np.exp(isometric)) - math.pi / 2
    for _ in range(8):
        sine = _E * np.sin(lat)
        lat = 2 * np.arctan(((1 + sine) / (1 - sine)) ** (_E / 2) * np.exp(isometric)) - math.pi / 2
    return np.degrees(lat), np.degrees(lon)
