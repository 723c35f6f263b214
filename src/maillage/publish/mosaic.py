"""The national map: small square cells, each in the class of its nearest commune, joined into a few long paths.

34,875 polygons would weigh ten megabytes and freeze a phone; cells of a few kilometres show the same picture.
"""

from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from maillage.publish.projection import Floats, Panel

CELL = 2.5
"""Side of a cell in view units (about 3 km for the metropole)."""

FARTHEST = 3.0
"""Without outlines, a cell belongs to the map if a commune lies within this many cells."""


def grid(panel: Panel, points: Floats, outlines: list[shapely.Geometry]) -> NDArray[np.int32]:
    """Nearest point of each cell of a panel, ``-1`` outside of the territory.

    Parameters
    ----------
    panel
        Where the cells are.
    points
        Communes in view coordinates.
    outlines
        The territory's polygons in view coordinates; empty: cells near a point.
    """
    columns, rows = (max(1, int(np.ceil(side / CELL))) for side in panel.size)
    x = panel.corner[0] + (np.arange(columns) + 0.5) * CELL
    y = panel.corner[1] + (np.arange(rows) + 0.5) * CELL
    cells = shapely.points(*(axis.ravel() for axis in np.meshgrid(x, y)))
    nearest = np.full(len(cells), -1, dtype=np.int32)
    tree = shapely.STRtree(shapely.points(points))
    if outlines:
        inside = np.unique(shapely.STRtree(outlines).query(cells, predicate="intersects")[0])
        nearest[inside] = tree.nearest(cells[inside])
    else:
        cell, point = tree.query_nearest(cells, max_distance=FARTHEST * CELL, all_matches=False)
        nearest[cell] = point
    return nearest.reshape(rows, columns)


def paths(classes: NDArray[np.int32]) -> Mapping[int, str]:
    """One SVG path per class of a grid (``-1``: nothing): horizontal runs of cells, in units of cells."""
    rows, columns = classes.shape
    edge = np.full((rows, 1), -2)
    flat = np.hstack([classes, edge]).ravel()
    starts = np.flatnonzero(np.r_[True, flat[1:] != flat[:-1]])
    lengths = np.diff(np.r_[starts, len(flat)])
    label, row, column = flat[starts], starts // (columns + 1), starts % (columns + 1)
    return {
        int(one): _runs(column[label == one], row[label == one], lengths[label == one])
        for one in np.unique(label[label >= 0])
    }


def _runs(column: NDArray[np.int64], row: NDArray[np.int64], length: NDArray[np.int64]) -> str:
    """Path of runs: each starts relative to the end of the one before."""
    right = np.diff(np.r_[0, column]) - np.r_[0, length[:-1]]
    down = np.diff(np.r_[0, row])
    steps = (f"m{x} {y}h{n}" for x, y, n in zip(right.tolist(), down.tolist(), length.tolist(), strict=True))
    return f"M0 .5{''.join(steps)}".replace(" -", "-")
