"""Reading a source from end to end: open within bounds, read, type, put on today's communes, check."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from maillage.sources import casting, gathering, header, locating, points
from maillage.sources.payload import payload
from maillage.sources.source import ISSUE_SCHEMA, Raw, Source, issue, issues
from maillage.territory import Territory
from maillage.vocabulary.errors import MalformedFile
from maillage.vocabulary.messages import say

MAX_BAD_CELLS = 0.05
"""Share of a required column's cells that may be unreadable: beyond, its format has changed."""

_DAMAGE = "\ufffd"


@dataclass(frozen=True, eq=False)
class Reading:
    """A source read.

    Parameters
    ----------
    table
        Typed columns; ``code_insee`` is a present commune's, null where a place could not be tied to one.
    issues
        Everything met on the way; see :data:`maillage.sources.source.ISSUE_SCHEMA`.
    rows
        Rows of the file.
    refused
        Rows of the file that are not in the table for a defect of theirs.
    encoding, delimiter
        What the file turned out to use.
    """

    table: pl.DataFrame = field(repr=False)
    issues: pl.DataFrame = field(repr=False)
    rows: int
    refused: int
    encoding: str = ""
    delimiter: str = ""

    @property
    def loss(self) -> float:
        """Share of the file's rows refused."""
        return self.refused / self.rows if self.rows else 0.0


def load(source: Source, where: Path | bytes, territory: Territory) -> Reading:
    """Read a source's file.

    Parameters
    ----------
    source
        What the file should be.
    where
        The file, or its bytes.
    territory
        The communes of today.

    Raises
    ------
    MalformedFile
        If nothing of it can be read: bounds exceeded, columns missing, damaged archive.
    MissingData
        If there is no such file.
    """
    name = where.name if isinstance(where, Path) else source.id
    try:
        opened = payload(where, member=source.member, most=source.max_bytes, name=name)
        raw = source.reader(opened, source)
        frame = source.reshape(raw.frame) if source.reshape else raw.frame
    except (MemoryError, RecursionError) as error:
        raise MalformedFile("sources.nesting", path=name) from error
    return _understood(source, raw, frame, territory)


def check(source: Source, reading: Reading) -> None:
    """Refuse a reading that cannot replace a good version.

    Raises
    ------
    MalformedFile
        Too few rows, or too many refused.
    """
    if reading.table.height < source.min_rows:
        raise MalformedFile("sources.few_rows", source=source.id, rows=reading.table.height, least=source.min_rows)
    if reading.loss > source.max_loss:
        errors = reading.issues.filter(pl.col("severity") == "error")
        first = errors.row(0, named=True) if errors.height else {"row": 0, "value": "", "message": "width"}
        raise MalformedFile(
            "sources.loss",
            source=source.id,
            share=f"{100 * reading.loss:.1f}",
            most=f"{100 * source.max_loss:g}",
            row=first["row"],
            cause=say(f"sources.issue.{first['message']}", value=first["value"]),
        )
    for column in source.columns:
        if column.kind != "number" or not column.required or column.many:
            continue
        bad = reading.issues.filter((pl.col("column") == column.name) & (pl.col("severity") == "error"))
        if bad.height > max(MAX_BAD_CELLS * reading.rows, 3):
            raise MalformedFile(
                "sources.cells",
                source=source.id,
                column=column.name,
                share=f"{100 * bad.height / max(1, reading.rows):.1f}",
                row=bad["row"][0],
                value=bad["value"][0],
            )


def _understood(source: Source, raw: Raw, frame: pl.DataFrame, territory: Territory) -> Reading:
    """Typed table of the rows read."""
    columns = header.expand(source, frame.columns)
    table, report = casting.typed(frame, columns, source.secrets)
    reports = [raw.issues, report, _damaged(frame)]
    refused = raw.issues.height
    if {"longitude", "latitude"} & set(table.columns):
        table, report = points.put_right(points.paired(table))
        reports.append(report)
    if source.level == "commune":
        table, report, lost = gathering.communes(table, columns, territory)
        reports.append(report)
        refused += lost
    else:
        order = [column.name for column in columns if column.name in table.columns]
        if source.level == "point" and "longitude" in order and "code_insee" not in order:
            table, order = table.with_columns(code_insee=pl.lit(None, pl.String)), ["code_insee", *order]
        if "code_insee" in table.columns:
            table, report = gathering.located(table, territory, refused="warning")
            table = table.with_columns(code_insee=pl.col("present")).drop("own", "present")
            reports.append(report)
            if "longitude" in table.columns and source.level == "point":
                table, report = locating.placed(table, territory)
                reports.append(report)
        table, report, lost = _distinct(table, source)
        reports.append(report)
        refused += lost
        table = table.select(order)
    found = pl.concat([part.cast(ISSUE_SCHEMA) for part in reports]).sort("row", maintain_order=True)  # type: ignore[arg-type]
    return Reading(table, found, raw.rows, refused, raw.encoding, raw.delimiter)


def _distinct(table: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Table without rows that repeat another in full; a key absent or given to two rows is doubtful.

    Only a place may lack its key.
    """
    key = [name for name in source.key if name in table.columns and name != "code_insee"] or list(source.key)
    unnamed = table.filter(pl.any_horizontal(pl.col(key).is_null()))
    point = source.level == "point"
    named = table if point else table.filter(pl.all_horizontal(pl.col(key).is_not_null()))
    content = pl.struct(pl.exclude("row"))
    again = named.filter(~content.is_first_distinct())
    kept = named.filter(content.is_first_distinct())
    shared = pl.struct(source.key)
    doubtful = kept.filter(pl.all_horizontal(pl.col(key).is_not_null()))
    doubtful = doubtful.filter(shared.is_duplicated() & ~shared.is_first_distinct())
    lines = [issue(row, key[0], "", "key_missing", "warning" if point else "error") for row in unnamed["row"]]
    lines += [
        issue(row, key[0], str(value), "repeated", "warning") for row, value in again.select("row", key[0]).rows()
    ]
    lines += [
        issue(row, key[0], str(value), "key_shared", "warning") for row, value in doubtful.select("row", key[0]).rows()
    ]
    return kept, issues(lines), 0 if point else unnamed.height


def _damaged(frame: pl.DataFrame) -> pl.DataFrame:
    """One issue for each column where an export destroyed letters for good."""
    lines = []
    for name in frame.columns:
        if name == "row":
            continue
        hurt = frame.filter(pl.col(name).str.contains(_DAMAGE, literal=True))
        if hurt.height:
            lines.append(issue(hurt["row"][0], name, f"{hurt.height}", "letters", "warning"))
    return issues(lines)
