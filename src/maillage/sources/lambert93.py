"""Lambert conformal conic projection back to degrees, by IGN's method (NTG 71, ALG0002 and ALG0004)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ECCENTRICITY = 0.08181919104281579
"""Of the GRS 80 ellipsoid."""

EXPONENT = 0.7256077650532670
CONSTANT_M = 11_754_255.4260960
X_POLE_M = 700_000.0
Y_POLE_M = 12_655_612.0498760
MERIDIAN_RAD = np.radians(3.0)
_ITERATIONS = 12

X_RANGE_M = (0.0, 1_300_000.0)
Y_RANGE_M = (6_000_000.0, 7_200_000.0)


def to_degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude (degrees, RGF 93) of Lambert-93 coordinates in metres."""
    longitude, latitude = inverse(x, y, EXPONENT, ECCENTRICITY, CONSTANT_M, X_POLE_M, Y_POLE_M, float(MERIDIAN_RAD))
    return np.degrees(longitude), np.degrees(latitude)


def inverse(
    x: Floats, y: Floats, n: float, e: float, c: float, x_pole: float, y_pole: float, meridian: float
) -> tuple[Floats, Floats]:
    """Longitude and latitude in radians of projected coordinates.

    With R = hypot(x - x_pole, y - y_pole) and γ = atan((x - x_pole) / (y_pole - y)): the longitude is meridian + γ / n
    and the isometric latitude is -ln(R / c) / n, from which the latitude is found by fixed point.

    Parameters
    ----------
    x, y
        Metres.
    n, c
        Exponent and constant of the projection.
    e
        Eccentricity of the ellipsoid.
    x_pole, y_pole
        Where the pole falls.
    meridian
        Central meridian in radians.
    """
    radius = np.hypot(x - x_pole, y - y_pole)
    longitude = meridian + np.arctan2(x - x_pole, y_pole - y) / n
    isometric = -np.log(radius / c) / n
    latitude = 2.0 * np.arctan(np.exp(isometric)) - np.pi / 2.0
    for _ in range(_ITERATIONS):
        swell = ((1.0 + e * np.sin(latitude)) / (1.0 - e * np.sin(latitude))) ** (e / 2.0)
        latitude = 2.0 * np.arctan(swell * np.exp(isometric)) - np.pi / 2.0
    return longitude, latitude
