"""Layers of a zoom written as Mapbox Vector Tiles 2.1."""

from collections import defaultdict

import numpy as np
import shapely
from numpy.typing import NDArray

from maillage.tiles import _kernels, grid
from maillage.tiles.ids import feature_id
from maillage.tiles.zooms import Drawn

MARGIN = 64
"""Steps drawn beyond a tile's border, so that lines along it are whole."""

POINT, POLYGON = 1, 3
_KEYS = b"\x1a\x04code"
_EXTENT_VERSION = b"\x28\x80\x20\x78\x02"

Tile = tuple[int, int, int]
"""Zoom, column from the west, row from the north."""


def encode(zoom: int, drawn: list[Drawn]) -> dict[Tile, bytes]:
    """Tiles of one zoom that hold anything.

    Each feature has its number (:func:`maillage.tiles.ids.feature_id`) and its code as property ``code``.
    """
    tiles: defaultdict[Tile, bytes] = defaultdict(bytes)
    for layer in drawn:
        for (x, y), content in _layer(zoom, layer).items():
            tiles[zoom, x, y] += content
    return dict(tiles)


def _layer(zoom: int, drawn: Drawn) -> dict[tuple[int, int], bytes]:
    """A layer's part of each tile."""
    if drawn.layer == "missing":
        kind, (records, geometry) = POINT, _points(zoom, drawn)
    else:
        rings = grid.laid(drawn.shapes, zoom)
        parts = (rings.x, rings.y, rings.rings, rings.polygons, rings.features)
        geometry, flat = _kernels.cut_into_tiles(*parts, grid.EXTENT, MARGIN)
        kind, records = POLYGON, flat.reshape(-1, 5)
    numbers = np.array([feature_id(code) for code in drawn.codes], dtype=np.int64)
    text = np.array([code.encode() for code in drawn.codes])
    codes = text.view(np.uint8).reshape(len(text), -1)
    widths = np.char.str_len(text).astype(np.int64)
    records = records[np.lexsort((records[:, 2], records[:, 1], records[:, 0]))]
    name = drawn.layer.encode()
    made = {}
    for own in np.split(records, _begins(records)) if len(records) else ():
        body = _kernels.lay_out(own, geometry, numbers, codes, widths, kind).tobytes()
        message = b"".join((b"\x0a", _varint(len(name)), name, body, _KEYS, _EXTENT_VERSION))
        made[int(own[0, 0]), int(own[0, 1])] = b"\x1a" + _varint(len(message)) + message
    return made


def _begins(records: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each tile but the first begins among sorted records."""
    return np.asarray(np.flatnonzero((np.diff(records[:, :2], axis=0) != 0).any(axis=1)) + 1)


def _points(zoom: int, drawn: Drawn) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Records and geometry of points, each in the tile that holds it."""
    at = grid.steps(shapely.get_coordinates(drawn.shapes), zoom)
    records, geometry = [], b""
    for row, (tile, inside) in enumerate(zip((at // grid.EXTENT).tolist(), (at % grid.EXTENT).tolist(), strict=True)):
        written = b"\x09" + b"".join(_varint(2 * step) for step in inside)
        records.append((*tile, row, len(geometry), len(geometry) + len(written)))
        geometry += written
    return np.array(records, dtype=np.int64).reshape(-1, 5), np.frombuffer(bytearray(geometry), dtype=np.uint8)


def _varint(number: int) -> bytes:
    """A number in base 128, the least digits first."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
