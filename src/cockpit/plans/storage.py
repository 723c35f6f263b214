"""The large tables of a plan as files: written whole before its row says done, read once per process.

``plans/<uuid>/<result_hash>/`` holds Parquet tables, ``summary.json``, ``words.json`` (what is said in each language)
and a report in each. This module knows no database, so that the process that computes needs none.
"""

import functools
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from cockpit import folders
from maillage.flow.editing import EditableCase, from_tables
from maillage.flow.editing.case import TABLES as CASE_TABLES

TABLES = ("places", "posts", "rounds", "coverage", "findings.fr", "findings.en")
TABLES_KEPT, CASES_KEPT = 96, 4
"""Tables and problems kept in the memory of one process; France's largest take 10 MB and 40 MB."""


def folder(uuid: str, result_hash: str = "") -> Path:
    """Folder of a plan, or of one of its results."""
    return folders.site() / "plans" / uuid / result_hash


def write(
    uuid: str,
    result_hash: str,
    tables: Mapping[str, pl.DataFrame],
    case: Mapping[str, pl.DataFrame],
    texts: Mapping[str, str],
) -> None:
    """Write a result, whole or not at all; one that stands already under this hash is the same and stays.

    Parameters
    ----------
    tables, case
        Tables by their names in :data:`TABLES` and :data:`maillage.flow.editing.case.TABLES`.
    texts
        Text files by name.
    """
    final = folder(uuid, result_hash)
    if final.is_dir():
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".writing-", dir=final.parent))
    try:
        for name, table in tables.items():
            _write(waiting / f"{name}.parquet", table.write_parquet)
        for name, table in case.items():
            _write(waiting / f"case.{name}.parquet", table.write_parquet)
        for name, text in texts.items():
            _write(waiting / name, lambda path, text=text: path.write_text(text, encoding="utf-8"))  # type: ignore[misc]
        _flush(waiting)
        waiting.rename(final)
        for made in (final.parent, final.parent.parent):
            _flush(made)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise


@functools.lru_cache(maxsize=TABLES_KEPT)
def table(uuid: str, result_hash: str, name: str) -> pl.DataFrame:
    """One of a plan's tables."""
    return pl.read_parquet(folder(uuid, result_hash) / f"{name}.parquet")


@functools.lru_cache(maxsize=CASES_KEPT)
def case(uuid: str, result_hash: str) -> EditableCase:
    """The problem a plan answered, ready for edits."""
    kept = folder(uuid, result_hash)
    summary = json.loads((kept / "summary.json").read_text(encoding="utf-8"))
    tables = {name: pl.read_parquet(kept / f"case.{name}.parquet") for name in CASE_TABLES}
    minutes = {"reach": summary["reach_minutes"], "drive": summary["drive_minutes"]}
    return from_tables(tables, **minutes, half_days=summary["half_days_asked"])


@functools.lru_cache(maxsize=TABLES_KEPT)
def words(uuid: str, result_hash: str) -> dict[str, dict[str, Any]]:
    """``assumptions`` and ``sources`` of a plan in each language."""
    kept: dict[str, dict[str, Any]] = json.loads((folder(uuid, result_hash) / "words.json").read_text(encoding="utf-8"))
    return kept


def _write(path: Path, fill: Callable[[Path], object]) -> None:
    """Write a file and wait until the disk has it."""
    fill(path)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _flush(path: Path) -> None:
    """Make a folder's names last."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
