"""JSON and GeoJSON: records, whatever their nesting, as rows of text."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from maillage.sources import header, text
from maillage.sources.bounds import MIB
from maillage.sources.payload import Payload
from maillage.sources.reading_csv import MAX_CELLS, pick
from maillage.sources.source import Raw, Source, issues
from maillage.vocabulary.errors import MalformedFile

MAX_TREE_BYTES = 160 * MIB
"""Memory a document's tree may take, estimated from its brackets and commas before it is built."""

MAX_NAMES = 2_000
_MAX_GEOMETRY_POINTS = 200_000


def read(payload: Payload, source: Source) -> Raw:
    """Columns a source declares, from a list of records or a GeoJSON collection.

    ``row`` is the record's rank from 1. A nested object gives ``parent.child``; a list is joined by ``|``. A geometry
    gives ``longitude`` and ``latitude``: its point, or the mean of its points.

    Raises
    ------
    MalformedFile
        Not JSON, nested too deep, too large a tree, or no such columns.
    """
    return table(records(tree(payload), payload), payload, source)


def tree(payload: Payload) -> Any:
    """Content of a JSON document, whose size in memory is bounded."""
    content = payload.read()
    size = 3 * len(content) + 90 * (content.count(b"{") + content.count(b"[")) + 70 * content.count(b",")
    if size > MAX_TREE_BYTES:
        raise MalformedFile("sources.too_large", path=payload.name, size=round(size / MIB), most=MAX_TREE_BYTES // MIB)
    try:
        return json.loads(text.decode(content))
    except RecursionError as error:
        raise MalformedFile("sources.nesting", path=payload.name) from error
    except ValueError as error:
        row = getattr(error, "lineno", 0)
        raise MalformedFile("sources.text", path=payload.name, row=row, cause=str(error)[:200]) from error


def records(document: Any, payload: Payload) -> list[dict[str, str]]:
    """Records of a document, each flattened to text."""
    if isinstance(document, dict):
        document = next((value for value in document.values() if isinstance(value, list)), None)
    if not isinstance(document, list):
        raise MalformedFile("sources.no_records", path=payload.name)
    return [flatten(record) for record in document if isinstance(record, dict)]


def flatten(record: Mapping[str, Any]) -> dict[str, str]:
    """One record as text; a GeoJSON feature gives its properties and its point."""
    if record.get("type") == "Feature" and isinstance(record.get("properties"), dict):
        flat = flatten(record["properties"])
        point = centre(record.get("geometry"))
        if point is not None:
            flat.setdefault("longitude", repr(point[0]))
            flat.setdefault("latitude", repr(point[1]))
        return flat
    flat = {}
    for name, value in record.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": said(part) for inner, part in value.items()}
        else:
            flat[name] = said(value)
    return flat


def said(value: Any) -> str:
    """A value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return "|".join(said(part) for part in value if not isinstance(part, list | dict))
    return value if isinstance(value, str) else "" if isinstance(value, dict) else repr(value)


def centre(geometry: Any) -> tuple[float, float] | None:
    """Mean of the points of a geometry."""
    if not isinstance(geometry, dict):
        return None
    points: list[tuple[float, float]] = []
    waiting = [geometry.get("coordinates")]
    while waiting and len(points) < _MAX_GEOMETRY_POINTS:
        part = waiting.pop()
        if not isinstance(part, list):
            continue
        if len(part) >= 2 and all(isinstance(value, int | float) for value in part[:2]):
            try:
                points.append((float(part[0]), float(part[1])))
            except OverflowError:
                continue
        else:
            waiting.extend(part)
    if not points:
        return None
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def table(found: Iterable[dict[str, str]], payload: Payload, source: Source) -> Raw:
    """Columns declared, from flat records."""
    flat = list(found)
    names: dict[str, int] = {}
    for record in flat:
        for name in record:
            names.setdefault(name, len(names))
        if len(names) > MAX_NAMES:
            raise MalformedFile("sources.too_many_cells", path=payload.name, cells=len(names), most=MAX_NAMES)
    order = list(names)
    matched = header.match(source.columns, order)
    if matched is None:
        raise header.refuse(source, payload.name, order)
    if len(flat) * len(matched) > MAX_CELLS:
        cells = len(flat) * len(matched)
        raise MalformedFile("sources.too_many_cells", path=payload.name, cells=cells, most=MAX_CELLS)
    joined = {column.name for column in source.columns if column.join}
    columns: dict[str, list[str | None]] = {}
    for name, positions in matched.items():
        keys = [order[position] for position in positions]
        columns[name] = [pick([text.mend(record.get(key, "")) for key in keys], join=name in joined) for record in flat]
    rows = list(range(1, len(flat) + 1))
    frame = pl.DataFrame({"row": rows, **columns}, schema={"row": pl.UInt32, **dict.fromkeys(columns, pl.String)})
    return Raw(frame, issues([]), len(flat), "utf-8")
