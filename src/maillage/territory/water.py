"""Pairs of communes of one landmass whose straight line crosses water: the road must go round, so they are not linked.

A grid of land cells is filled from the polygons' edges, then each candidate line is sampled. Lines that cross one of
the declared barriers (:mod:`maillage.territory.crossings`) count as well.
"""

import itertools

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory.crossings import BARRIERS
from maillage.territory.landmask import CELL_KM, Grid, Hole, grid
from maillage.territory.shapes import Floats, Shapes

RUN_KM = 2.0
"""Longest stretch of water a straight line may cross."""

REACH_KM = 40.0
"""Farthest pairs looked at: 64 minutes by the default model."""

BEND = 1.15
"""A road through a third commune, dry on both legs and at most this much longer than the line, joins a pair all the
same: the shore of a ria or of a small bay is within what the mean detour of roads already allows.
"""

NEAR = 60
"""Communes tried for such a bend: the nearest to the middle of the line."""

_CHUNK = 100_000


def over_water(
    shapes: Shapes, landmass: NDArray[np.int32], lon: Floats, lat: Floats
) -> tuple[pl.DataFrame, list[Hole]]:
    """Pairs within :data:`REACH_KM` on one landmass that a straight road could not join.

    Returns
    -------
    pairs
        ``first`` < ``second`` (rows), sorted.
    holes
        Land that no polygon covers: area in km², longitude, latitude.
    """
    points = np.column_stack([lon, lat])
    found, holes = [np.empty((0, 2), dtype=np.int64)], []
    for mass in range(int(landmass.max()) + 1):
        rows = np.flatnonzero(landmass == mass)
        drawn = shapes[[row for row in rows if shapes[row] is not None]]
        if len(rows) > 1 and len(drawn):
            ground = grid(drawn)
            holes += ground.holes
            found.append(rows[_crossing(ground, points[rows])])
    pairs = pl.from_numpy(np.concatenate(found), schema={"first": pl.Int32, "second": pl.Int32})
    return pairs.sort("first", "second"), holes


def _crossing(ground: Grid, points: Floats) -> NDArray[np.int64]:
    """Pairs of positions whose line crosses water."""
    from scipy.spatial import cKDTree

    at = ground.cells(points)
    wet = _wet_boxes(_with_barriers(ground))
    half = REACH_KM / CELL_KM / 2
    coastal = _any_water(wet, at - half, at + half)
    tree, reach = cKDTree(at), REACH_KM / CELL_KM
    near = cKDTree(at[coastal]).sparse_distance_matrix(tree, reach, output_type="ndarray")
    first, second = np.flatnonzero(coastal)[near["i"]], near["j"]
    once = (first < second) | ~coastal[second]
    pairs = np.sort(np.column_stack([first[once], second[once]]), axis=1)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    start, end = at[pairs[:, 0]], at[pairs[:, 1]]
    crosses = _cross_barriers(start, end, ground)
    doubtful = np.flatnonzero(~crosses & _any_water(wet, np.minimum(start, end), np.maximum(start, end)))
    doubtful = doubtful[np.argsort(np.hypot(*(end - start)[doubtful].T), kind="stable")]
    for at_once in range(0, len(doubtful), _CHUNK):
        part = doubtful[at_once : at_once + _CHUNK]
        crosses[part] = _longest_run(ground.water, start[part], end[part]) > RUN_KM / CELL_KM
    return _without_bends(pairs[crosses], at)


def _without_bends(pairs: NDArray[np.int64], at: Floats) -> NDArray[np.int64]:
    """Pairs that no bend through a third commune joins: two dry legs at most :data:`BEND` times as long as the line."""
    from scipy.spatial import cKDTree

    size = len(at)
    wet = np.sort(pairs[:, 0] * size + pairs[:, 1])
    start, end = at[pairs[:, 0]], at[pairs[:, 1]]
    length = np.hypot(*(end - start).T)
    bent = np.zeros(len(pairs), dtype=bool)
    _, thirds = cKDTree(at).query((start + end) / 2, k=min(NEAR, size))
    for third in np.atleast_2d(thirds.T):
        legs = np.hypot(*(at[third] - start).T) + np.hypot(*(at[third] - end).T)
        short = ~bent & (legs <= BEND * length) & (third != pairs[:, 0]) & (third != pairs[:, 1])
        rows = np.flatnonzero(short)
        dry = np.ones(len(rows), dtype=bool)
        for side in (0, 1):
            other, via = pairs[rows, side], third[rows]
            key = np.minimum(other, via) * size + np.maximum(other, via)
            place = np.minimum(np.searchsorted(wet, key), len(wet) - 1)
            dry &= wet[place] != key
        bent[rows[dry]] = True
    return pairs[~bent]


def _with_barriers(ground: Grid) -> NDArray[np.bool_]:
    """Water with the declared barriers drawn on it, a square of 3 km at each of their points."""
    water, size = ground.water.copy(), int(1.5 / CELL_KM)
    for line in BARRIERS.values():
        corners = ground.cells(np.array(line))
        for start, end in itertools.pairwise(corners):
            for share in np.linspace(0, 1, 20):
                column, row = (start + share * (end - start)).astype(int)
                if 0 <= row < water.shape[0] and 0 <= column < water.shape[1]:
                    water[max(row - size, 0) : row + size + 1, max(column - size, 0) : column + size + 1] = True
    return water


def _wet_boxes(water: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Summed areas of water: any box's count in four look-ups."""
    total = np.zeros((water.shape[0] + 1, water.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(water, axis=0, dtype=np.int32), axis=1, out=total[1:, 1:])
    return total


def _any_water(total: NDArray[np.int32], low: Floats, high: Floats) -> NDArray[np.bool_]:
    """Whether boxes of cells (columns, rows) hold more water than a line of :data:`RUN_KM` needs."""
    limit = np.array(total.shape[::-1]) - 1
    (left, bottom), (right, top) = (np.clip(corner.astype(np.int64), 0, limit).T for corner in (low, high + 1))
    wet = total[top, right] - total[bottom, right] - total[top, left] + total[bottom, left]
    return np.asarray(wet >= RUN_KM / CELL_KM)


def _longest_run(water: NDArray[np.bool_], start: Floats, end: Floats) -> Floats:
    """Longest stretch over water of each line, in cells; lines are sampled about once a cell."""
    length = np.hypot(*(end - start).T)
    samples = int(np.ceil(length.max())) + 1
    longest, run = np.zeros(len(start), dtype=np.int32), np.zeros(len(start), dtype=np.int32)
    for step in range(samples):
        here = (start + (end - start) * (step / max(samples - 1, 1))).astype(np.int64)
        run = (run + 1) * water[here[:, 1], here[:, 0]]
        np.maximum(longest, run, out=longest)
    return np.asarray(longest * length / max(samples - 1, 1))


def _cross_barriers(start: Floats, end: Floats, ground: Grid) -> NDArray[np.bool_]:
    """Whether each line crosses a declared barrier."""
    crosses = np.zeros(len(start), dtype=bool)
    for line in BARRIERS.values():
        corners = ground.cells(np.array(line))
        for one, two in itertools.pairwise(corners):
            apart = _side(one, two, start) * _side(one, two, end) < 0
            crosses |= apart & (_side(start, end, one) * _side(start, end, two) < 0)
    return crosses


def _side(one: Floats, two: Floats, point: Floats) -> Floats:
    """Sign of the turn one, two, point: which side of the line the point lies on."""
    line, to = two - one, point - one
    return np.asarray(np.sign(line[..., 0] * to[..., 1] - line[..., 1] * to[..., 0]))
