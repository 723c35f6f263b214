"""Tiles in memory, read once before the server forks."""

import functools

import numpy as np
import shapely

from cockpit.territories import places
from cockpit.territories.places import Place
from maillage.territory import keeping
from maillage.territory.progress import Progress, silent
from maillage.tiles import Archive, open_archive

Box = tuple[float, float, float, float]
"""West, south, east, north, degrees."""

OVERSEAS = ("971", "972", "973", "974", "976")
"""Départements shown apart, as people call them by code."""


@functools.cache
def _opened() -> list[Archive]:
    """Where the archive stands once read."""
    return []


def archive(progress: Progress = silent) -> Archive:
    """Tiles of France, built where the cache has none."""
    kept = _opened()
    if not kept:
        kept.append(open_archive(places.ground(), progress))
    return kept[0]


@functools.cache
def _boxes() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Box of each commune; around its point where it has no contour."""
    shapes = keeping.shapes_of(places.ground().folder)
    boxes = shapely.bounds(shapes)
    points = places.ground().communes.select("lon", "lat").to_numpy()
    missing = np.isnan(boxes[:, 0])
    boxes[missing] = np.hstack([points - 0.03, points + 0.03])[missing]
    return np.asarray(boxes)


@functools.lru_cache(maxsize=4096)
def box(place: Place) -> Box:
    """What to show of a territory; of France, the metropole."""
    rows = places.rows(place)
    if place.level == "france":
        overseas = places.ground().communes["departement"].is_in(list(OVERSEAS)).to_numpy()
        rows = rows[~overseas[rows]]
    own = _boxes()[rows]
    west, south = own[:, :2].min(axis=0)
    east, north = own[:, 2:].max(axis=0)
    return round(float(west), 4), round(float(south), 4), round(float(east), 4), round(float(north), 4)
