"""What is drawn at each zoom: one coverage of communes, simplified once, and the unions of its pieces."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely

from maillage.territory import Territory, keeping
from maillage.territory.shapes import mercator
from maillage.tiles.grid import EXTENT, Shapes

LAYERS = ("commune", "epci", "departement", "region", "hole", "missing")
"""Layers of a tile.

``missing`` holds a point for each commune whose contour is not published, ``hole`` the ground inside the country that
no published contour holds (numbered: nobody says whose it is).
"""

FOREIGN = (1.98, 42.46)
"""A point of Llívia, longitude and latitude: this hole in France is Spain."""

MIN_COMMUNE_ZOOM = 3
"""France fits a telephone's width at this zoom; below, départements and régions only."""

MIN_EPCI_ZOOM = 6
"""Below, EPCI would add an eighth to the weight of the first view for borders nobody can tell apart."""

MAX_ZOOM = 10
"""The published contours are no finer; viewers enlarge these tiles further."""

FIRST_ZOOM = {
    "commune": MIN_COMMUNE_ZOOM, "epci": MIN_EPCI_ZOOM, "departement": 0, "region": 0, "hole": MIN_COMMUNE_ZOOM,
    "missing": MIN_COMMUNE_ZOOM,
}  # fmt: skip
"""Zoom from which each layer is drawn."""

UNSIMPLIFIED_ZOOM = 8
"""From this zoom on a pixel is as fine as the published contours: rounding to the grid is enough."""

PIXEL = EXTENT / 512
"""Steps of the grid in a pixel: borders are simplified to it."""


@dataclass(frozen=True)
class Drawn:
    """Features of one layer at one zoom.

    Attributes
    ----------
    layer
        One of :data:`LAYERS`.
    codes
        Code of each feature.
    shapes
        Polygons (points in ``missing``) in the Mercator plane of unit radius.
    """

    layer: str
    codes: list[str]
    shapes: Shapes


def drawings(territory: Territory) -> Iterator[tuple[tuple[int, ...], list[Drawn]]]:
    """From the finest to the widest: zooms that share a drawing, and its layers."""
    shapes = keeping.shapes_of(territory.folder)
    drawn = ~shapely.is_missing(shapes)
    communes, absent = territory.communes.filter(drawn), territory.communes.filter(~drawn)
    points = shapely.points(mercator(absent.select("lon", "lat").to_numpy()))
    missing = Drawn("missing", absent["code"].to_list(), points)
    coverage = shapely.coverage_clean(shapely.transform(shapes[drawn], mercator))
    yield tuple(range(UNSIMPLIFIED_ZOOM, MAX_ZOOM + 1)), [*_layers(communes, coverage, MAX_ZOOM), missing]
    for zoom in range(UNSIMPLIFIED_ZOOM - 1, MIN_COMMUNE_ZOOM - 1, -1):
        coverage = shapely.coverage_simplify(coverage, PIXEL * 2 * np.pi / 2**zoom / EXTENT)
        layers = [*_layers(communes, coverage, zoom), missing]
        yield (zoom,), layers
    yield tuple(range(MIN_COMMUNE_ZOOM)), [one for one in layers if one.layer in ("departement", "region")]


def _layers(communes: pl.DataFrame, coverage: Shapes, zoom: int) -> Iterator[Drawn]:
    """Communes and their unions."""
    yield Drawn("commune", communes["code"].to_list(), coverage)
    if zoom >= MIN_EPCI_ZOOM:
        yield _joined("epci", communes["epci"], coverage)
    departements = _joined("departement", communes["departement"], coverage)
    yield departements
    region_of = dict(communes.select("departement", "region").unique().iter_rows())
    regions = _joined("region", pl.Series([region_of[code] for code in departements.codes]), departements.shapes)
    yield regions
    yield _holes(regions)


def _joined(layer: str, owner: pl.Series, shapes: Shapes) -> Drawn:
    """Union of the shapes of each owner, borders kept point for point; a shape without owner is left out."""
    rows = pl.DataFrame({"owner": owner.cast(pl.String)}).with_row_index().drop_nulls().group_by("owner").agg("index")
    rows = rows.sort("owner")
    unions = np.empty(len(rows), dtype=object)
    for at, members in enumerate(rows["index"]):
        unions[at] = shapely.coverage_union_all(shapes[members.to_numpy()])
    return Drawn(layer, rows["owner"].to_list(), unions)


def _holes(regions: Drawn) -> Drawn:
    """What lies inside the country but in no commune."""
    inside = (ring for part in shapely.get_parts(shapely.coverage_union_all(regions.shapes)) for ring in part.interiors)
    foreign = shapely.points(mercator(np.array([FOREIGN])))[0]
    holes = [hole for hole in map(shapely.Polygon, inside) if not hole.contains(foreign)]
    return Drawn("hole", [str(number + 1) for number in range(len(holes))], np.array(holes, dtype=object))
