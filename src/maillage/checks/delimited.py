"""CSV files: the delimiter is found, each row keeps the line where it starts.

Two readers with one meaning. The fast one asks numpy where quotes, delimiters and line ends stand, makes sure that
every quote is where the format wants it and that rows have the header's number of cells, and lets Polars cut. Any other
file goes to Python's reader, row by row.
"""

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.checks.cells import Cells, column
from maillage.checks.limits import Limits, check_shape
from maillage.vocabulary.errors import MalformedFile

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16
_PIECE = 1 << 19
_SAMPLE_ROWS = 20
_CHUNK_ROWS = 20_000
_LONGEST_CELL = 131_072
_SEP_LINE = re.compile(rb'^"?sep=(.)"?\n', re.IGNORECASE)
_NEWLINE, _QUOTE = 10, 34
_REPLACED = "\ufffd".encode()


def read(path: Path, data: bytes, encoding: str, wanted: Iterable[str], limits: Limits) -> Cells:
    """Cells of a CSV text in UTF-8 whose lines end with a line feed alone.

    Parameters
    ----------
    path
        Named in messages.
    data, encoding
        The text and the encoding it came from.
    wanted
        Keys of the schema's columns (see :func:`maillage.checks.headers.key`), which make one delimiter likelier.
    limits
        Largest table.

    Raises
    ------
    MalformedFile
        Empty text, quotes out of place, a table too large.
    """
    skipped = 0
    declared = _SEP_LINE.match(data)
    if declared and declared[1].decode("utf-8", "replace") in DELIMITERS:
        delimiter, skipped = declared[1].decode(), 1
        data = data[declared.end() :]
    else:
        delimiter = sniff(data, frozenset(wanted))
    if not data or data.isspace():
        raise MalformedFile("checks.file.empty", path=path)
    cells = read_fast(path, data, delimiter, limits) or read_slowly(path, data, delimiter, limits)
    _refuse_long(path, cells, skipped)
    lines = (cells.lines + skipped).cast(pl.UInt32)
    return dataclasses.replace(
        cells, lines=lines, header_line=cells.header_line + skipped, encoding=encoding, delimiter=delimiter,
        may_be_lost=_REPLACED in data,
    )  # fmt: skip


def sniff(data: bytes, wanted: frozenset[str]) -> str:
    """Delimiter under which the header holds most of the wanted names, then whose rows are most alike and widest."""
    from maillage.checks.headers import key

    sample = data[:_SAMPLE].decode("utf-8", "ignore")

    def score(delimiter: str) -> tuple[int, float, int]:
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(sample, newline="\n"), delimiter=delimiter):
                rows += [row] if row else []
                if len(rows) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            pass
        if not rows:
            return 0, 0.0, 0
        width = len(rows[0])
        alike = sum(len(row) == width for row in rows) / len(rows) if width > 1 else 0.0
        return sum(key(name) in wanted for name in rows[0]), alike, width

    return max(DELIMITERS, key=score)


def read_fast(path: Path, data: bytes, delimiter: str, limits: Limits) -> Cells | None:
    """Cells of a regular text, or None when it is not: see the module."""
    text = np.frombuffer(data, np.uint8)
    breaks = _positions(text, _NEWLINE)
    ends, extra = breaks, 0
    quotes = _positions(text, _QUOTE)
    if len(quotes):
        doubled = _doubled(text, quotes, ord(delimiter))
        if doubled is None:
            return None
        ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
        extra = len(quotes) - doubled
    if not len(ends) or ends[-1] != len(text) - 1:
        ends = np.append(ends, len(text))
    rows, first = len(ends) - 1, int(ends[0])
    header = next(csv.reader(io.StringIO(data[:first].decode(), newline="\n"), delimiter=delimiter, strict=True), [])
    width = len(header)
    if width < 2 or rows == 0:
        return None
    check_shape(path, rows, width, limits)
    try:
        frame = pl.read_csv(
            data,
            skip_lines=int(np.searchsorted(breaks, first)) + 1,
            has_header=False,
            new_columns=[column(k) for k in range(width)],
            separator=delimiter,
            quote_char='"' if len(quotes) else None,
            infer_schema=False,
            empty_string_is_null=False,
            extra_columns="raise",
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.shape != (rows, width):
        return None
    kept = int(frame.select(pl.sum_horizontal(pl.all().str.len_bytes().sum())).item())
    head = int(np.searchsorted(quotes, first))
    trailing = int(ends[-1] != len(text))
    if kept + rows * width + extra - head + trailing - 1 != len(text) - first - 1:  # Polars fills short rows in silence
        return None
    starts = (np.searchsorted(breaks, ends[:-1]) + 2).tolist()  # an array would have Polars import numpy.ma
    lines = pl.Series("line", starts, dtype=pl.UInt32)
    return Cells([name.strip() for name in header], frame, lines)


def _positions(text: NDArray[np.uint8], byte: int) -> NDArray[np.int64]:
    """Where a byte stands, found by pieces that stay in the processor's cache."""
    parts = [
        np.flatnonzero(text[start : start + _PIECE] == byte) + start for start in range(0, max(len(text), 1), _PIECE)
    ]
    return np.concatenate(parts)


def _doubled(text: NDArray[np.uint8], quotes: NDArray[np.int64], delimiter: int) -> int | None:
    """How many quotes are doubled inside cells; None when one neither opens a cell, closes it nor is doubled."""
    if len(quotes) % 2:
        return None
    opening, closing = quotes[::2], quotes[1::2]
    before = text[np.maximum(opening - 1, 0)]
    doubled = np.zeros(len(opening), dtype=bool)
    doubled[1:] = opening[1:] == closing[:-1] + 1
    opens = (opening == 0) | (before == delimiter) | (before == _NEWLINE) | doubled
    after = text[np.minimum(closing + 1, len(text) - 1)]
    closes = (closing == len(text) - 1) | (after == delimiter) | (after == _NEWLINE) | (after == _QUOTE)
    return int(doubled.sum()) if opens.all() and closes.all() else None


def _refuse_long(path: Path, cells: Cells, skipped: int) -> None:
    """Refuse a cell longer than Python's reader takes: a quote opened by mistake."""
    for texts in cells.frame.iter_columns():
        lengths = texts.str.len_bytes()
        if len(lengths) and int(lengths.max() or 0) > _LONGEST_CELL:  # type: ignore[arg-type]
            line = int(cells.lines[lengths.arg_max() or 0]) + skipped
            raise MalformedFile("checks.csv.long_cell", path=path, line=line, most=_LONGEST_CELL)


def read_slowly(path: Path, data: bytes, delimiter: str, limits: Limits) -> Cells:
    """Cells of any text, by Python's reader."""
    reader = csv.reader(io.StringIO(data.decode(), newline="\n"), delimiter=delimiter, strict=True)
    header: list[str] = []
    rows: list[list[str | None]] = []
    parts: list[pl.DataFrame] = []
    lines: list[int] = []
    ragged: list[tuple[int, int]] = []
    start = header_line = 1
    try:
        for row in reader:
            if not header:
                if any(cell.strip() for cell in row):
                    header, header_line = row, start
                    check_shape(path, 0, len(row), limits)
            else:
                width = len(header)
                if len(row) != width:
                    ragged.append((len(lines), len(row)))
                rows.append([*row[:width], *[None] * (width - len(row))])
                lines.append(start)
                if len(rows) == _CHUNK_ROWS:
                    check_shape(path, len(lines), width, limits)
                    parts.append(_table(rows, width))
                    rows = []
            start = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise MalformedFile("checks.csv.long_cell", path=path, line=start, most=_LONGEST_CELL) from None
        raise MalformedFile("checks.csv.quotes", path=path, line=start) from None
    if not header:
        raise MalformedFile("checks.file.empty", path=path)
    while lines and ragged and ragged[-1] == (len(lines) - 1, 0):  # blank lines at the end are nothing
        ragged.pop()
        lines.pop()
        if not rows:
            rows = [list(row) for row in parts.pop().iter_rows()]
        rows.pop()
    frame = pl.concat([*parts, _table(rows, len(header))])
    check_shape(path, len(lines), len(header), limits)
    return Cells(
        [name.strip() for name in header], frame, pl.Series("line", lines, dtype=pl.UInt32), header_line, ragged=ragged
    )


def _table(rows: Sequence[Sequence[str | None]], width: int) -> pl.DataFrame:
    """Rows of texts as columns."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    return pl.DataFrame({column(k): pl.Series(values, dtype=pl.String) for k, values in enumerate(columns)})
