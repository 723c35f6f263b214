"""What a source is: every difference between publishers is declared here as data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import polars as pl

from maillage.sources.bounds import MIB

if TYPE_CHECKING:
    from maillage.sources.payload import Payload

Kind = Literal["text", "code", "postcode", "siret", "number", "date", "flag", "phone", "lon", "lat"]
How = Literal["sum", "mean", "first", "any"]
Level = Literal["commune", "point", "list", "zone"]

LICENCE_OUVERTE = "Licence Ouverte 2.0 (etalab-2.0)"

ISSUE_SCHEMA = {
    "row": pl.UInt32,
    "column": pl.String,
    "value": pl.String,
    "message": pl.String,
    "severity": pl.String,
}
"""Columns of a report: ``row`` is the line of the file, ``message`` a stable code (sentence ``sources.issue.<code>``),
``severity`` is ``error`` (cell or row refused), ``warning`` (put right, or doubtful) or ``info``."""


@dataclass(frozen=True)
class Column:
    r"""A column of the table, and where the file has it.

    Parameters
    ----------
    name
        Its name in the table.
    found
        Names in the file, most trusted first; each may be a regular expression, of which the greatest match is taken
        (``P\d\d_POP`` takes the latest census). Its own name by default.
    kind
        How it is read.
    how
        What merged communes get: the ``sum``, the ``mean`` weighted by ``weight``, the ``first`` (the commune that kept
        its code) or ``any`` (true if one is).
    weight
        Column of the table that weighs the mean; all alike by default.
    required
        Refuse a file without it.
    default
        Value of an empty cell.
    many
        Take every column that matches, under its own name in lower case.
    join
        Join every column found by a space rather than take the first filled one.
    only
        Values of the rows wanted, whatever their case; delimited text passes over the others unread.
    least, most
        Range outside which a number is refused.
    """

    name: str
    found: tuple[str, ...] = ()
    kind: Kind = "text"
    how: How = "first"
    weight: str = ""
    required: bool = True
    default: str | None = None
    many: bool = False
    join: bool = False
    only: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names looked for in the file."""
        return self.found or (self.name,)


@dataclass(frozen=True, eq=False)
class Raw:
    """What a reader took from a file: text only, with the line each row came from.

    Parameters
    ----------
    frame
        Column ``row`` (line of the file) and the columns found, as text, empty cells null.
    issues
        Rows that could not be read; see :data:`ISSUE_SCHEMA`.
    rows
        Rows met, those refused included.
    encoding, delimiter
        What the file turned out to use.
    """

    frame: pl.DataFrame = field(repr=False)
    issues: pl.DataFrame = field(repr=False)
    rows: int
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, eq=False)
class Source:
    """A file of open data: who publishes it, where it is, what it holds, when to refuse it.

    Parameters
    ----------
    id
        Stable identifier, also the name of the stored table.
    publisher, title, licence
        For the credits.
    vintage
        What the data describe: a year, month or day.
    columns
        What is read.
    urls
        Official addresses, the first one is downloaded.
    mirror
        Paths under a local copy, tried in order.
    level
        ``commune`` (one row per present commune), ``point`` (places), ``list`` (rows naming a commune) or ``zone``.
    reader
        Takes the text out of the file.
    reshape
        Changes the rows read before they are typed.
    member
        Pattern of the member to read in an archive.
    sheets
        Sheets read from a workbook, one after the other; the first by default.
    key
        Columns that name a row.
    min_rows
        Fewer rows in the table are refused.
    max_loss
        Share of the file's rows that may be refused.
    max_drop
        Share of the previous version's rows that a refresh may lose.
    secrets
        Values that stand for nothing: statistical secrecy, not applicable.
    max_bytes
        Largest file, and largest content of an archive.
    shipped
        False for what serves evaluation only: never published, never bundled.
    official
        False where the local copy was computed or saved again by a third party.
    note
        What to know.
    """

    id: str
    publisher: str
    title: str
    vintage: str
    columns: tuple[Column, ...]
    reader: "Callable[[Payload, Source], Raw]"
    licence: str = LICENCE_OUVERTE
    urls: tuple[str, ...] = ()
    mirror: tuple[str, ...] = ()
    level: Level = "commune"
    reshape: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    member: str = "*.csv"
    sheets: tuple[str, ...] = ()
    key: tuple[str, ...] = ("code_insee",)
    min_rows: int = 1
    max_loss: float = 0.01
    max_drop: float = 0.05
    secrets: tuple[str, ...] = ()
    max_bytes: int = 64 * MIB
    shipped: bool = True
    official: bool = True
    note: str = ""


def issue(row: int, column: str, value: str, message: str, severity: str = "error") -> dict[str, object]:
    """One line of a report."""
    return {"row": row, "column": column, "value": value[:200], "message": message, "severity": severity}


def issues(lines: list[dict[str, object]]) -> pl.DataFrame:
    """A report from its lines."""
    return pl.DataFrame(lines, schema=ISSUE_SCHEMA)
