"""The large tables of a plan as files: written whole before its row says done, read once per process.

``plans/<uuid>/<result_hash>/`` holds Parquet tables, ``summary.json``, ``words.json`` (what is said in each language)
and a report in each. This module knows no database, so that the process that computes needs none.
"""

import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from cockpit import folders
from cockpit.computations import files
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
    contents: dict[str, Callable[[Path], object]] = {}
    for name, found in (*tables.items(), *((f"case.{name}", found) for name, found in case.items())):
        contents[f"{name}.parquet"] = found.write_parquet
    for name, text in texts.items():
        contents[name] = functools.partial(Path.write_text, data=text, encoding="utf-8")
    files.write(folder(uuid, result_hash), contents)


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
