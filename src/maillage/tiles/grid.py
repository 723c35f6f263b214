"""The world's grid of whole numbers at each zoom, and polygons laid on it."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

EXTENT = 4096
"""Steps of the grid along a tile's side."""

Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Rings:
    """Polygons as flat arrays.

    Attributes
    ----------
    x, y
        Points in steps of the grid from the north-west corner of the world, the closing point of a ring left out.
    rings, polygons, features
        Offsets: of rings into points, of polygons into rings (the exterior first), of features into polygons.
    """

    x: Ints
    y: Ints
    rings: Ints
    polygons: Ints
    features: Ints


def steps(plane: NDArray[np.float64], zoom: int) -> Ints:
    """Grid coordinates (right, down) of points of the Mercator plane of unit radius."""
    scale = EXTENT * 2**zoom / (2 * np.pi)
    grid: Ints = np.rint((plane * (1, -1) + np.pi) * scale).astype(np.int64)
    return grid


def laid(shapes: Shapes, zoom: int) -> Rings:
    """Polygons of the Mercator plane on the grid of a zoom; exteriors turn as MVT wants.

    Every point is rounded alone: neighbours that share a border share it still.
    """
    turned = shapely.orient_polygons(shapes, exterior_cw=True)
    kind, points, offsets = shapely.to_ragged_array(turned)
    if kind == shapely.GeometryType.POLYGON:
        rings, polygons = offsets
        features = np.arange(len(polygons))
    else:
        rings, polygons, features = offsets
    closing = np.zeros(len(points), dtype=bool)
    closing[rings[1:] - 1] = True
    grid = steps(points[~closing], zoom)
    open_rings = rings - np.arange(len(rings))
    return Rings(
        np.ascontiguousarray(grid[:, 0]),
        np.ascontiguousarray(grid[:, 1]),
        *(np.asarray(o, dtype=np.int64) for o in (open_rings, polygons, features)),
    )
