"""JSON files: an array of flat objects, each a row."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from maillage.checks.cells import Cells, column
from maillage.checks.limits import Limits, check_json_depth, check_shape
from maillage.vocabulary.errors import MalformedFile

_SEPARATOR = "|"


def read(path: Path, data: bytes, encoding: str, limits: Limits) -> Cells:
    """Cells of an array of objects; numbers keep the text they were written with, a list of texts is joined by ``|``.

    Raises
    ------
    MalformedFile
        If the text is no such array, is nested too deep, or an object names a column twice.
    """
    check_json_depth(path, data, limits.depth)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            names = [name for name, _ in items]
            twice = next(name for name in names if names.count(name) > 1)
            raise MalformedFile("checks.json.twice", path=path, name=twice)
        return found

    try:
        rows = json.loads(data, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise MalformedFile("checks.json.syntax", path=path, line=error.lineno, place=error.colno) from None
    except MalformedFile:
        raise
    except (ValueError, RecursionError):
        raise MalformedFile("checks.json.syntax", path=path, line=1, place=1) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MalformedFile("checks.json.array", path=path)
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        raise MalformedFile("checks.file.empty", path=path)
    check_shape(path, len(rows), len(names), limits)
    frame = pl.DataFrame(
        {column(k): pl.Series([_text(row.get(name)) for row in rows], dtype=pl.String) for k, name in enumerate(names)}
    )
    lines = pl.int_range(1, len(rows) + 1, dtype=pl.UInt32, eager=True).alias("line")
    header = [_clean(name).strip() for name in names]
    return Cells(header, frame, lines, 0, "item", encoding, ragged=[(k, 0) for k, row in enumerate(rows) if not row])


def _text(value: Any) -> str:
    """Cell of a JSON value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _clean(_SEPARATOR.join(value))
    return _clean(json.dumps(value, ensure_ascii=False))


def _clean(text: str) -> str:
    """Text without the half characters that JSON's escapes can write and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
