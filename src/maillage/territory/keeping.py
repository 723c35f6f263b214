"""Commune polygons kept beside the table, for maps and for the land mask."""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory import cache
from maillage.territory.progress import silent
from maillage.territory.shapes import Shapes

SHAPES = "shapes.tables"


def keep_shapes(folder: Path, shapes: Shapes) -> bool:
    """Keep polygons as WKB; False where the folder cannot be written."""
    import shapely

    return cache.write(folder / SHAPES, {"shapes": pl.DataFrame({"wkb": shapely.to_wkb(shapes)})}, {})


def shapes_of(folder: Path | None, rows: NDArray[np.int32] | None = None) -> Shapes:
    """Polygons in degrees of some rows (all by default) of the territory kept in a folder, ``None`` where not drawn."""
    import shapely

    kept = cache.read(folder / SHAPES) if folder is not None else None
    if kept is not None:
        wkb = kept[0]["shapes"]["wkb"]
        shapes: Shapes = shapely.from_wkb((wkb if rows is None else wkb.gather(rows)).to_list())
        return shapes
    from maillage.territory import build

    shapes = build.build(silent).shapes
    if folder is not None:
        keep_shapes(folder, shapes)
    return shapes if rows is None else shapes[rows]
