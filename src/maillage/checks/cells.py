"""A file as it was written: every cell is text, every row knows its place in the file."""

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True, eq=False)
class Cells:
    """What was read of a file, before any judgement.

    Attributes
    ----------
    header
        Names of the columns as written, without spaces around.
    frame
        Columns ``c0``, ``c1``, ...: text; null where the row is too short.
    lines
        Place of each row: line of its start in a CSV file, row of the sheet, rank of the object in JSON.
    header_line
        Place of the header.
    unit
        ``line``, ``row`` or ``item``: what :attr:`lines` counts.
    encoding
        Encoding of the text, ``utf-8`` or ``cp1252``.
    delimiter
        Between the cells of a CSV file, else empty.
    ragged
        Rows (positions) whose number of cells differs from the header's, with that number; blank rows have none.
    may_be_lost
        False when no cell holds the letter that stands for lost ones.
    """

    header: list[str]
    frame: pl.DataFrame
    lines: pl.Series
    header_line: int = 1
    unit: str = "line"
    encoding: str = "utf-8"
    delimiter: str = ""
    ragged: list[tuple[int, int]] = field(default_factory=list)
    may_be_lost: bool = True


def column(position: int) -> str:
    """Name in :attr:`Cells.frame` of the column at a position."""
    return f"c{position}"
