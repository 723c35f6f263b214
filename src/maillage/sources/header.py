"""Finding the columns a source declares among those a file has."""

import re
from collections.abc import Sequence
from dataclasses import replace

from maillage.sources.source import Column, Source
from maillage.vocabulary.errors import MalformedFile

HEADER_WITHIN_ROWS = 20


def match(columns: Sequence[Column], header: Sequence[str]) -> dict[str, list[int]] | None:
    """Positions of each column of the table in a header, ``None`` where a required one is absent.

    Parameters
    ----------
    columns
        What is looked for.
    header
        Names in the file.
    """
    names = [_plain(name) for name in header]
    found: dict[str, list[int]] = {}
    for column in columns:
        positions = _positions(column, names)
        if column.many:
            for position in positions:
                found[names[position]] = [position]
        elif positions:
            found[column.name] = positions if column.join else positions[: max(1, len(column.names))]
        if column.required and not positions:
            return None
    return found


def missing(source: Source, header: Sequence[str]) -> list[str]:
    """Names of required columns a header does not have, ``#`` standing for a figure."""
    names = [_plain(name) for name in header]
    return [
        column.names[0].replace(r"\d", "#")
        for column in source.columns
        if column.required and not _positions(column, names)
    ]


def refuse(source: Source, path: str, header: Sequence[str]) -> MalformedFile:
    """The error of a file whose header is not the source's."""
    absent = ", ".join(missing(source, header)) or "-"
    seen = ", ".join(str(name)[:40] for name in header[:12])
    return MalformedFile("sources.columns", path=path, value=absent, seen=seen)


def expand(source: Source, names: Sequence[str]) -> list[Column]:
    """Columns of the table that were found, wildcards replaced by what they matched."""
    plain = [column for column in source.columns if not column.many]
    known = {"row", *(column.name for column in plain)}
    expanded = [column for column in plain if column.name in names]
    for wild in (column for column in source.columns if column.many):
        patterns = [re.compile(pattern, re.IGNORECASE) for pattern in wild.names]
        expanded.extend(
            replace(wild, name=name, found=(), many=False)
            for name in names
            if name not in known and any(pattern.fullmatch(name) for pattern in patterns)
        )
    return expanded


def _positions(column: Column, names: Sequence[str]) -> list[int]:
    """Positions of a column in plain names: exact names first, then patterns from the greatest match."""
    chosen: list[int] = []
    for name in column.names:
        exact = [position for position, seen in enumerate(names) if seen == _plain(name)]
        if not exact:
            try:
                fits = [(seen, position) for position, seen in enumerate(names) if re.fullmatch(name, seen, re.I)]
            except re.error:
                fits = []
            ordered = sorted(fits) if column.many else sorted(fits, reverse=True)[:1]
            exact = [position for _, position in ordered]
        chosen += [position for position in exact if position not in chosen]
    return chosen


def _plain(name: str) -> str:
    """Name of a column without the accidents of spreadsheets."""
    return " ".join(str(name).replace("\ufeff", "").split()).strip("\"'").casefold()
