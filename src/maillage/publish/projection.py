"""Plane coordinates of maps: Lambert-93 for the metropole, a local plane for each overseas territory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.units import EARTH_RADIUS_KM

Floats = NDArray[np.float64]

METROPOLE = ""
"""Key of the metropole's panel; an overseas territory's is its code's first three characters."""

WIDTH = 1000.0
_INSET, _GAP = 150.0, 22.0

_E = 0.0818191910428158
_N, _C, _X_KM, _Y_KM, _LON0 = 0.7256077650532670, 11754.255426096, 700.0, 12655.612049876, 3.0


def lambert93(lonlat: Floats) -> Floats:
    """Lambert-93 in km of degrees: the conic projection of French official maps (IGN, NTG 71)."""
    phi = np.radians(np.clip(lonlat[:, 1], -89.0, 89.0))
    isometric = np.arctanh(np.sin(phi)) - _E * np.arctanh(_E * np.sin(phi))
    radius = _C * np.exp(-_N * isometric)
    angle = _N * np.radians(lonlat[:, 0] - _LON0)
    return np.column_stack([_X_KM + radius * np.sin(angle), _Y_KM - radius * np.cos(angle)])


def local_plane(latitude: float) -> Callable[[Floats], Floats]:
    """Equirectangular plane in km, true at ``latitude``: right within 1 % over a few hundred km."""
    per_degree = EARTH_RADIUS_KM * np.pi / 180
    scale = np.array([per_degree * np.cos(np.radians(latitude)), per_degree])
    return lambda lonlat: lonlat * scale


def panel_key(code: str) -> str:
    """Panel of a commune's or département's code."""
    return code[:3] if code[:2] in ("97", "98") else METROPOLE


@dataclass(frozen=True)
class Panel:
    """A frame of the map: where its kilometres fall in the view."""

    key: str
    plane: Callable[[Floats], Floats]
    scale: float  # view units per km
    origin: tuple[float, float]  # km at the frame's upper left corner
    corner: tuple[float, float]  # the same in view units
    size: tuple[float, float]

    def view(self, lonlat: Floats) -> Floats:
        """View coordinates (right, down) of degrees."""
        km = self.plane(np.asarray(lonlat, dtype=np.float64).reshape(-1, 2))
        x = self.corner[0] + (km[:, 0] - self.origin[0]) * self.scale
        y = self.corner[1] + (self.origin[1] - km[:, 1]) * self.scale
        return np.column_stack([x, y])


def panels(extents: Iterable[tuple[str, Floats]], most_height: float = 1000.0) -> tuple[dict[str, Panel], float]:
    """Frames that hold points, and the view's height.

    Parameters
    ----------
    extents
        Panel keys with points (degrees) that their frame must hold.
    most_height
        Tallest main frame; a territory taller than wide is narrowed.
    """
    points = {key: lonlat[np.isfinite(lonlat).all(axis=1)] for key, lonlat in extents}
    points = {key: lonlat for key, lonlat in points.items() if len(lonlat)}
    if not points:
        return {}, 300.0
    main = METROPOLE if METROPOLE in points else max(points, key=lambda key: len(points[key]))
    others = sorted(key for key in points if key != main)
    left = _INSET + _GAP if others else 0.0
    frame = _fit(main, points[main], (left, 0.0), (WIDTH - left, most_height))
    column = frame.size[1]
    if others:
        column = max(column, len(others) * (_INSET * 0.8 + _GAP))
    height = column / len(others) - _GAP if others else 0.0
    insets = (
        _fit(key, points[key], (0.0, row * (height + _GAP)), (_INSET, height), centred=True)
        for row, key in enumerate(others)
    )
    return {main: frame, **{inset.key: inset for inset in insets}}, column


def locate(frames: Mapping[str, Panel], codes: Sequence[str], lonlat: Floats) -> Floats:
    """View coordinates of communes, each in its panel; NaN where it has no position or no panel."""
    keys = np.array([panel_key(code) for code in codes], dtype=object)
    places = np.full((len(codes), 2), np.nan)
    for key, frame in frames.items():
        rows = np.flatnonzero((keys == key) & np.isfinite(lonlat).all(axis=1))
        places[rows] = frame.view(lonlat[rows])
    return places


def _fit(
    key: str, lonlat: Floats, corner: tuple[float, float], room: tuple[float, float], centred: bool = False
) -> Panel:
    """Largest frame for points within a room, with a small margin."""
    plane = lambert93 if key == METROPOLE else local_plane(float(lonlat[:, 1].mean()))
    km = plane(lonlat)
    low, high = km.min(axis=0), km.max(axis=0)
    span = np.maximum(high - low, 2.0) * 1.07
    middle = (low + high) / 2
    scale = float(min(room[0] / span[0], room[1] / span[1]))
    size = room if centred else (room[0], float(span[1]) * scale)
    origin = (float(middle[0]) - size[0] / 2 / scale, float(middle[1]) + size[1] / 2 / scale)
    return Panel(key, plane, scale, origin, corner, size)
