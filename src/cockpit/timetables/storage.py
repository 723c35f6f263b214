"""A computed timetable's tables as files, ``timetables/<uuid>/<result_hash>/``; this module knows no database."""

import functools
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from cockpit import folders
from cockpit.computations import files

TABLES = ("stops", "missed")
ADOPTED = "adopted"
TABLES_KEPT = 32
"""Tables kept in the memory of one process; a département's take some 100 kB."""


def folder(uuid: str, result_hash: str = "") -> Path:
    """Folder of a timetable, or of one of its results."""
    return folders.site() / "timetables" / uuid / result_hash


def write(uuid: str, result_hash: str, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write a result, whole or not at all; ``tables`` by their names in :data:`TABLES`."""
    files.write(folder(uuid, result_hash), {f"{name}.parquet": table.write_parquet for name, table in tables.items()})


def keep_adopted(uuid: str, stops: pl.DataFrame) -> None:
    """Keep what was published when a computation began: it starts from there, and so does a run that goes on later."""
    files.write(folder(uuid, ADOPTED), {"stops.parquet": stops.write_parquet})


def has_adopted(uuid: str) -> bool:
    """Whether a first run kept it."""
    return folder(uuid, ADOPTED).is_dir()


def adopted(uuid: str) -> pl.DataFrame:
    """What :func:`keep_adopted` kept."""
    return pl.read_parquet(folder(uuid, ADOPTED) / "stops.parquet")


@functools.lru_cache(maxsize=TABLES_KEPT)
def table(uuid: str, result_hash: str, name: str) -> pl.DataFrame:
    """One of a timetable's tables."""
    return pl.read_parquet(folder(uuid, result_hash) / f"{name}.parquet")
