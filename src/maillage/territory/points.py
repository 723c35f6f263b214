"""Reference point of each commune: where its inhabitants are taken to start from and its venues to stand.

The town hall's published point where it can be trusted; a point inside the polygon otherwise.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.territory import shapes as shape
from maillage.territory.completion import Draft
from maillage.territory.crossings import BARRIERS
from maillage.territory.shapes import Floats, Shapes

TOLERANCE_KM = 2.0
"""A town hall published farther than this outside its commune's polygon is not believed."""

DECLARED = {
    "26252": (4.877, 44.876),
    "33529": (-1.146, 44.630),
    "49099": (-0.879, 47.060),
    "74208": (6.687, 45.924),
}
"""Town halls placed by hand to about 1 km: published inside or near their commune, but far from its town.

Portes-lès-Valence, La Teste-de-Buch, Cholet, Passy. Found by looking at the towns over 8,000 inhabitants whose point is
more than 3.5 km from the middle of the commune; smaller ones were not looked at.
"""

SOURCES = ("town_hall", "surface", "neighbours")


@dataclass(frozen=True)
class Points:
    """Reference points.

    Parameters
    ----------
    lon, lat
        Degrees, never NaN.
    source
        Position in :data:`SOURCES`.
    """

    lon: Floats
    lat: Floats
    source: NDArray[np.int8]


def reference_points(draft: Draft, shapes: Shapes, town_halls: Shapes, empty: NDArray[np.bool_]) -> Points:
    """Choose each commune's reference point and note every point that was not kept.

    Parameters
    ----------
    draft
        The communes; a row whose polygon is missing borrows the one in ``shapes``.
    shapes
        Commune polygons, none missing.
    town_halls
        Published points, ``None`` where there is none.
    empty
        Where the published point had NaN coordinates.
    """
    lon, lat = shape.point_coordinates(town_halls)
    away = shape.outside_km(shapes, lon, lat)
    across, shared = _across_barrier(shapes, lon, lat, away), (away > 0) & _repeated(lon, lat)
    trusted = (away <= TOLERANCE_KM) & ~across & ~shared
    for i, repaired in _repairs(
        shapes, lon, lat, np.flatnonzero((away > TOLERANCE_KM) & np.isfinite(lon) & (lon != lat))
    ):
        defect, fix = ("point_swapped", "swap") if repaired == (lat[i], lon[i]) else ("point_wrong_sign", "sign")
        draft.findings.add(defect, *draft.place(i), _shown(lon[i], lat[i]), fix)
        (lon[i], lat[i]), trusted[i] = repaired, True
    borrowed = np.array([drawn is None for drawn in draft.shapes])
    doubtful = np.flatnonzero(~trusted)
    for i in doubtful.tolist():
        found = f"{_shown(lon[i], lat[i])} ({away[i]:.1f} km)" if np.isfinite(lon[i]) else None
        fix = "neighbours" if borrowed[i] else "surface"
        near = "point_across_water" if across[i] else "point_shared"
        defect = near if away[i] <= TOLERANCE_KM else _defect(lon[i], lat[i], bool(empty[i]))
        draft.findings.add(defect, *draft.place(i), found, fix)
    lon[doubtful], lat[doubtful] = shape.surface_points(shapes[doubtful])
    _declare(draft, lon, lat, trusted)
    source = np.where(trusted, 0, np.where(borrowed, 2, 1))
    return Points(lon, lat, source.astype(np.int8))


def _repairs(shapes: Shapes, lon: Floats, lat: Floats, rows: NDArray[np.intp]) -> list[tuple[int, tuple[float, float]]]:
    """Doubtful points that fall inside their own polygon once a sign is flipped or the two numbers are swapped."""
    repaired: dict[int, tuple[float, float]] = {}
    for x, y in ((-lon, lat), (lon, -lat), (lat, lon)):
        for i in rows[shape.outside_km(shapes[rows], x[rows], y[rows]) == 0]:
            repaired.setdefault(int(i), (x[i], y[i]))
    return sorted(repaired.items())


def _declare(draft: Draft, lon: Floats, lat: Floats, trusted: NDArray[np.bool_]) -> None:
    """Put the town halls of :data:`DECLARED` where they are."""
    for row in np.flatnonzero(draft.table["code"].is_in(list(DECLARED)).to_numpy()).tolist():
        code, name = draft.place(row)
        draft.findings.add("point_misplaced", code, name, _shown(lon[row], lat[row]), "declared")
        (lon[row], lat[row]), trusted[row] = DECLARED[code], True


def _repeated(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Whether another commune publishes the very same point."""
    _, where, count = np.unique(np.column_stack([lon, lat]), axis=0, return_inverse=True, return_counts=True)
    return np.asarray(count[where.ravel()] > 1) & np.isfinite(lon)


def _across_barrier(shapes: Shapes, lon: Floats, lat: Floats, away: Floats) -> NDArray[np.bool_]:
    """Points a little outside their commune, on the other bank of an estuary (:data:`~.crossings.BARRIERS`)."""
    import shapely

    across = np.zeros(len(shapes), dtype=bool)
    near = np.flatnonzero((away > 0) & (away <= TOLERANCE_KM))
    back = shapely.shortest_line(shapely.points(lon[near], lat[near]), shapes[near])
    across[near] = shapely.intersects(back, shapely.MultiLineString([list(line) for line in BARRIERS.values()]))
    return across


def _defect(lon: float, lat: float, empty: bool) -> str:
    if empty:
        return "point_not_a_number"
    if not np.isfinite(lon):
        return "point_missing"
    return "point_lon_equals_lat" if lon == lat else "point_outside"


def _shown(lon: float, lat: float) -> str:
    return f"{lon:.6f} {lat:.6f}"
