"""Answers made once a process and sent as they are, compressed and named by their content."""

import functools
import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from cockpit.map import adopted, tiles, values
from cockpit.territories import places
from maillage.tiles import feature_id

LANDMARKS = 500
"""Communes named on the map to find one's way: the most populated."""


@dataclass(frozen=True)
class Stored:
    """An answer.

    Attributes
    ----------
    content
        Under gzip.
    etag
        Names the content, quotes included.
    kind
        Media type.
    """

    content: bytes
    etag: str
    kind: str


def stored(content: bytes, kind: str) -> Stored:
    """An answer of compressed content."""
    return Stored(content, f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"', kind)


def _json(answer: Any, kind: str = "application/json") -> Stored:
    """An answer as JSON."""
    return stored(
        gzip.compress(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0), kind
    )


@functools.cache
def tile(z: int, x: int, y: int) -> Stored | None:
    """A tile of France; None where nothing is drawn."""
    content = tiles.archive().tiles.get((z, x, y))
    return None if content is None else stored(content, "application/vnd.mapbox-vector-tile")


@functools.lru_cache(maxsize=32)
def _measure(column: values.Column) -> Stored:
    """Figures of a measure."""
    step = column.measure.step
    whole = np.rint(column.values / step)
    return _json({"step": step, "values": [None if value != value else int(value) for value in whole.tolist()]})


def measure(code: str) -> Stored:
    """Figures of every commune in the order of their codes: ``values`` in whole ``step``, null where there is none.

    Raises
    ------
    KeyError
        If no measure has this code.
    """
    return _measure(values.column(code))


@functools.cache
def communes() -> Stored:
    """Numbers of the communes' features in the order of their codes, each as the difference to the one before."""
    numbers = [feature_id(code) for code in places.ground().communes["code"]]
    return _json(np.diff(numbers, prepend=0).tolist())


@functools.cache
def names(departement: str) -> Stored:
    """Name of each commune of a département, by code."""
    own = places.ground().communes.filter(departement=departement)
    return _json(dict(own.select("code", "name").iter_rows()))


@functools.cache
def landmarks() -> Stored:
    """Names to find one's way, as GeoJSON points: régions, départements, large communes; ``rank`` 0 the widest."""
    ground = places.ground().communes
    points = []
    for rank, level in enumerate(("region", "departement")):
        middle = (pl.col(axis).median().cast(pl.Float64) for axis in ("lon", "lat"))  # islands do not move a median
        own = ground.group_by(level).agg(pl.col(f"{level}_name").first(), *middle)
        points += [(rank, *row[1:]) for row in own.sort(level).iter_rows()]
    large = ground.sort("population", descending=True, nulls_last=True).head(LANDMARKS)
    points += [(2, *row) for row in large.select("name", "lon", "lat").iter_rows()]
    return _json({"type": "FeatureCollection", "features": [_point(lon, lat, {"rank": rank, "name": name})
                  for rank, name, lon, lat in points]}, "application/geo+json")  # fmt: skip


def _point(lon: float, lat: float, said: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON point."""
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]},
            "properties": said}  # fmt: skip


@functools.lru_cache(maxsize=4)
def _plan(plan: adopted.Adopted) -> Stored:
    """Places of a plan."""
    wanted = plan.places.select("lon", "lat", "code", "name", "half_days", "posts").drop_nulls(["lon", "lat"])
    features = [_point(row.pop("lon"), row.pop("lat"), row) for row in wanted.to_dicts()]
    return _json({"type": "FeatureCollection", "features": features}, "application/geo+json")


def plan() -> Stored | None:
    """Places and bases of the adopted plan as GeoJSON: ``half_days`` a fortnight, ``posts`` based there."""
    current_plan = adopted.plan()
    return None if current_plan is None else _plan(current_plan)
