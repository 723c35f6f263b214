"""Delimited text: the delimiter and the header are found, every row keeps the line it came from."""

import csv
import itertools
from collections.abc import Iterable, Iterator

import polars as pl

from maillage.sources import header, text
from maillage.sources.payload import Payload
from maillage.sources.source import Raw, Source, issue, issues
from maillage.vocabulary.errors import MalformedFile

MAX_CELLS = 3_000_000
MAX_ROWS = 1_500_000
MAX_ISSUES = 100_000
_SAMPLE_CHARACTERS = 1 << 16


MOST_CHARACTERS = 131_072
"""Characters of a cell beyond which its quote was never closed."""


def read(payload: Payload, source: Source) -> Raw:
    """Columns a source declares, from delimited text.

    A row with more or fewer cells than the header is refused, blank cells at its end aside. Rows a column does not want
    (:attr:`Column.only`) are passed over and count for nothing.

    Raises
    ------
    MalformedFile
        No such columns, a cell without end, or more cells than memory allows.
    """
    encoding = text.encoding_of(payload)
    with payload.open() as file:
        delimiter = text.delimiter_of(text.reader(file, encoding).read(_SAMPLE_CHARACTERS))
    with payload.open() as file:
        lines = csv.reader(_unformulated(text.reader(file, encoding), delimiter), delimiter=delimiter)
        usual = csv.field_size_limit(MOST_CHARACTERS)  # whatever else this process has set
        try:
            return _collect(lines, payload, source, encoding, delimiter)
        except csv.Error as error:
            raise MalformedFile("sources.text", path=payload.name, row=lines.line_num, cause=str(error)) from error
        finally:
            csv.field_size_limit(usual)


def _unformulated(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Lines whose cells written as formulas (``="01053"``) are plain quoted cells again."""
    formula = f'{delimiter}="'
    for line in lines:
        if '="' not in line:
            yield line
        else:
            yield (line[1:] if line.startswith('="') else line).replace(formula, f'{delimiter}"')


def _collect(lines: "csv._reader", payload: Payload, source: Source, encoding: str, delimiter: str) -> Raw:  # type: ignore[name-defined]
    """Cells of the columns declared, row by row."""
    found, width = _header(lines, payload, source)
    rows: list[int] = []
    cells: dict[str, list[str | None]] = {name: [] for name in found}
    report: list[dict[str, object]] = []
    most = min(MAX_ROWS, MAX_CELLS // max(1, len(found)))
    met, start = 0, lines.line_num + 1  # a row is named by the line it starts on
    places = [(cells[name], positions) for name, positions in found.items()]
    joined = {column.name for column in source.columns if column.join}
    joins = [name in joined for name in found]
    wanted = [(found[each.name][0], _cased(each.only)) for each in source.columns if each.only and each.name in found]
    for row in lines:
        line, start = start, lines.line_num + 1
        if len(row) != width:
            if not any(cell.strip() for cell in row):
                continue
            if any(cell.strip() for cell in row[width:]) or len(row) < width:
                met += 1
                if len(report) < MAX_ISSUES:
                    report.append(issue(line, "", f"{len(row)} / {width}", "width"))
                continue
        if wanted and any(row[position].strip().upper() not in values for position, values in wanted):
            continue
        met += 1
        if met > most:
            raise MalformedFile("sources.too_many_cells", path=payload.name, cells=met * len(found), most=MAX_CELLS)
        rows.append(line)
        for (kept, positions), join in zip(places, joins, strict=True):
            kept.append(pick([row[position] for position in positions], join=join))
    frame = pl.DataFrame({"row": rows, **cells}, schema={"row": pl.UInt32, **dict.fromkeys(cells, pl.String)})
    return Raw(frame, issues(report), met, encoding, delimiter)


def _cased(values: tuple[str, ...]) -> frozenset[str]:
    """Values in capitals."""
    return frozenset(value.upper() for value in values)


def pick(values: list[str], *, join: bool) -> str | None:
    """The first value that is not blank, or all of them joined."""
    if len(values) == 1:
        return values[0].strip() or None
    filled = [value.strip() for value in values if value.strip()]
    if not filled:
        return None
    return " ".join(filled) if join else filled[0]


def _header(lines: Iterator[list[str]], payload: Payload, source: Source) -> tuple[dict[str, list[int]], int]:
    """The first row, of the first twenty, that names the columns declared."""
    seen: list[list[str]] = []
    for row in itertools.islice(lines, header.HEADER_WITHIN_ROWS):
        found = header.match(source.columns, row)
        if found is not None:
            return found, len(row)
        seen.append(row)
    fullest = max(seen, key=lambda row: sum(1 for cell in row if cell.strip()), default=[])
    raise header.refuse(source, payload.name, fullest)
