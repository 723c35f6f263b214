"""Where land is: a grid of cells filled from the communes' polygons."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.territory.crossings import ABROAD, BRIDGE_REACH_KM, BRIDGES, ENCLAVES, LAGOONS
from maillage.territory.shapes import Floats, Shapes
from maillage.vocabulary.units import EARTH_RADIUS_KM

CELL_KM = 0.25
"""Side of a grid cell."""

MARGIN_KM = 10.0
_KM_PER_DEGREE = EARTH_RADIUS_KM * np.pi / 180

HOLE_KM2 = 1.0
"""Holes smaller than this are slivers between polygons, not worth a report."""

Hole = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Grid:
    """Land and water around a landmass.

    Parameters
    ----------
    water
        True where a cell's centre is in no commune nor abroad; row 0 is the south, column 0 the west.
    origin
        Longitude and latitude of the south-west corner.
    squeeze
        Kilometres per degree of longitude over those per degree of latitude, at the middle latitude.
    holes
        Land inside that no commune's polygon covers: area in km², longitude, latitude.
    """

    water: NDArray[np.bool_]
    origin: tuple[float, float]
    squeeze: float
    holes: list[Hole]

    def cells(self, lonlat: Floats) -> Floats:
        """Column and row, in cells and fractions, of points in degrees."""
        return _to_cells(lonlat, self.origin, self.squeeze)


def grid(shapes: Shapes) -> Grid:
    """Land grid of some polygons, by scan lines.

    Each edge adds +1 or -1, by its direction, to the cell right of where it crosses a row of cell centres; the running
    sum along the row is the number of polygons over a cell.
    """
    import shapely

    bounds = shapely.total_bounds(shapes)
    squeeze = float(np.cos(np.radians((bounds[1] + bounds[3]) / 2)))
    margin = MARGIN_KM / _KM_PER_DEGREE
    origin = (float(bounds[0] - margin / squeeze), float(bounds[1] - margin))
    width, height = (
        int(np.ceil(side)) for side in _to_cells(bounds[None, 2:] + [margin / squeeze, margin], origin, squeeze)[0]
    )
    lonlat, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shapes)), return_index=True)
    at = _to_cells(lonlat, origin, squeeze)
    edge = np.flatnonzero(ring[:-1] == ring[1:])
    column, row, sign = _row_crossings(at[edge], at[edge + 1])
    steps = np.bincount(row * width + column, weights=sign, minlength=width * height).reshape(height, width)
    land = np.abs(np.cumsum(steps, axis=1)) > 0.5
    holes = _fill_holes(land, origin, squeeze)
    _lay(land, origin, squeeze)
    return Grid(~land, origin, squeeze, holes)


def _to_cells(lonlat: Floats, origin: tuple[float, float], squeeze: float) -> Floats:
    """Column and row, in cells and fractions, of points in degrees."""
    return np.asarray((lonlat - np.array(origin)) * np.array([squeeze, 1.0]) * _KM_PER_DEGREE / CELL_KM)


def _row_crossings(start: Floats, end: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """First column right of each crossing of an edge with a row of cell centres, that row, and the edge's direction."""
    low = np.ceil(np.minimum(start[:, 1], end[:, 1]) - 0.5).astype(np.int64)
    count = np.ceil(np.maximum(start[:, 1], end[:, 1]) - 0.5).astype(np.int64) - low
    edge = np.repeat(np.arange(len(start)), count)
    row = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + low[edge]
    rise = end[edge] - start[edge]
    column = start[edge, 0] + (row + 0.5 - start[edge, 1]) * rise[:, 0] / rise[:, 1]
    return np.ceil(column - 0.5).astype(np.int64), row, np.sign(rise[:, 1])


def _lay(land: NDArray[np.bool_], origin: tuple[float, float], squeeze: float) -> None:
    """Count bridges' surroundings and neighbouring countries as land."""
    for west, south, east, north in ABROAD:
        (left, bottom), (right, top) = (
            _to_cells(np.array([[west, south], [east, north]]), origin, squeeze).clip(0).astype(int)
        )
        land[bottom:top, left:right] = True
    reach = int(BRIDGE_REACH_KM / CELL_KM)
    for ends in BRIDGES.values():
        start, end = _to_cells(np.array(ends), origin, squeeze)
        for share in np.linspace(0, 1, 50):
            column, row = (start + share * (end - start)).astype(int)
            if 0 <= row < land.shape[0] and 0 <= column < land.shape[1]:
                land[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1] = True


def _fill_holes(land: NDArray[np.bool_], origin: tuple[float, float], squeeze: float) -> list[Hole]:
    """Turn water that land surrounds into land unless it is a lagoon, and tell the larger holes so filled."""
    from scipy import ndimage

    label, count = ndimage.label(~land)
    size = np.bincount(label.ravel())
    edge = np.unique(np.concatenate([label[0], label[-1], label[:, 0], label[:, -1]]))
    inner = np.setdiff1d(np.arange(1, count + 1), edge)
    holes, fill = [], np.zeros(count + 1, dtype=bool)
    for one, (row, column) in zip(inner, ndimage.center_of_mass(~land, label, inner), strict=True):
        lon = origin[0] + column * CELL_KM / _KM_PER_DEGREE / squeeze
        lat = origin[1] + row * CELL_KM / _KM_PER_DEGREE
        fill[one] = not _within(LAGOONS, lon, lat)
        if fill[one] and size[one] * CELL_KM**2 >= HOLE_KM2 and not _within(ENCLAVES, lon, lat):
            holes.append((float(size[one]) * CELL_KM**2, float(lon), float(lat)))
    land |= fill[label]
    return holes


def _within(boxes: tuple[tuple[float, float, float, float], ...], lon: float, lat: float) -> bool:
    """Whether a point is in one of some boxes (west, south, east, north)."""
    return any(west < lon < east and south < lat < north for west, south, east, north in boxes)
