"""A venue that several sources tell of is counted once, as the one that knows its hours best tells it."""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from maillage.vocabulary.names import plain
from maillage.vocabulary.units import EARTH_RADIUS_KM

SAME_PLACE_KM = 0.1
"""Two venues of one kind in one commune this near are one."""

SAME_NAME_KM = 1.0
"""Two venues of one name in one commune this near, or of which one has no point, are one."""


def once(venues: pl.DataFrame) -> pl.DataFrame:
    """Venues without those told before; the table is in the order of trust, the most trusted first."""
    points = _points(venues)
    code, kind = venues["code"].to_numpy(), venues["kind"].to_numpy()
    placed = np.flatnonzero(np.isfinite(points[:, 0]))
    near = np.empty((0, 2), dtype=np.int64)
    if len(placed):
        pairs = cKDTree(points[placed]).query_pairs(SAME_PLACE_KM, output_type="ndarray")
        near = placed[pairs].reshape(-1, 2)
        near = near[(code[near[:, 0]] == code[near[:, 1]]) & (kind[near[:, 0]] == kind[near[:, 1]])]
    again = np.zeros(len(venues), dtype=np.bool_)
    both = np.sort(np.concatenate([near, _namesakes(venues, points)]), axis=1)
    for first, second in both[np.lexsort((both[:, 1], both[:, 0]))].tolist():
        if not again[first]:
            again[second] = True
    return venues.filter(~again)


def _points(venues: pl.DataFrame) -> NDArray[np.float64]:
    """Points on the sphere, kilometres [n, 3]; NaN where a venue has none."""
    lon, lat = (np.radians(venues[name].cast(pl.Float64).fill_null(np.nan).to_numpy()) for name in ("lon", "lat"))
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return EARTH_RADIUS_KM * unit


def _namesakes(venues: pl.DataFrame, points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Pairs of one name in one commune, near or without a point [p, 2]."""
    named = venues.select("code", name=pl.col("name").map_elements(plain, return_dtype=pl.String)).with_row_index()
    shared = named.filter((pl.col("name") != "") & (pl.len().over("code", "name") > 1))
    found = []
    for _, rows in shared.group_by("code", "name", maintain_order=True):
        own = rows["index"].to_list()
        for at, first in enumerate(own):
            for second in own[at + 1 :]:
                apart = float(np.linalg.norm(points[first] - points[second]))
                if not apart > SAME_NAME_KM:  # NaN where one has no point
                    found.append((first, second))
    return np.array(found, dtype=np.int64).reshape(-1, 2)
