"""Workbooks: the sheets declared, their header found below the titles."""

import polars as pl

from maillage.sources import header
from maillage.sources.archives import check_workbook, damaged
from maillage.sources.bounds import MIB
from maillage.sources.payload import XLSX_MEMORY_BYTES, Payload
from maillage.sources.source import Raw, Source, issues
from maillage.vocabulary.errors import MalformedFile

MAX_SHEETS_BYTES = 128 * MIB


def read(payload: Payload, source: Source) -> Raw:
    """Columns a source declares, from the sheets of a workbook, one below the other.

    Raises
    ------
    MalformedFile
        Not a workbook, too large, no such sheet or columns.
    """
    import fastexcel

    content = payload.read(XLSX_MEMORY_BYTES)
    check_workbook(content, payload.name, MAX_SHEETS_BYTES)
    try:
        workbook = fastexcel.read_excel(content)
        sheets = source.sheets or (workbook.sheet_names[0],)
        absent = [name for name in sheets if name not in workbook.sheet_names]
        if absent:
            seen = ", ".join(workbook.sheet_names[:12])
            raise MalformedFile("sources.no_member", path=payload.name, pattern=absent[0], seen=seen)
        parts = [
            _sheet(workbook.load_sheet(name, header_row=None, dtypes="string").to_polars(), payload, source)
            for name in sheets
        ]
    except BaseException as error:
        if isinstance(error, MalformedFile) or not damaged(error):
            raise
        raise MalformedFile("sources.text", path=payload.name, row=0, cause=str(error)[:200]) from error
    frame = pl.concat(parts, how="diagonal")
    return Raw(frame, issues([]), frame.height)


def _sheet(cells: pl.DataFrame, payload: Payload, source: Source) -> pl.DataFrame:
    """Columns declared, from one sheet without header."""
    top = [["" if cell is None else str(cell) for cell in row] for row in cells.head(header.HEADER_WITHIN_ROWS).rows()]
    for line, row in enumerate(top):
        matched = header.match(source.columns, row)
        if matched is None:
            continue
        body = cells.slice(line + 1).with_row_index("row", offset=line + 2)
        joined = {column.name for column in source.columns if column.join}
        taken = [_taken(name, positions, cells.columns, name in joined) for name, positions in matched.items()]
        body = body.select(pl.col("row").cast(pl.UInt32), *taken)
        return body.filter(pl.any_horizontal(pl.exclude("row").is_not_null()))
    raise header.refuse(source, payload.name, max(top, key=lambda row: sum(map(bool, row)), default=[]))


def _taken(name: str, positions: list[int], columns: list[str], join: bool) -> pl.Expr:
    """First filled cell, or all of them joined, under the column's name."""
    cells = [_filled(pl.col(columns[position])) for position in positions]
    return (pl.concat_str(cells, separator=" ", ignore_nulls=True) if join else pl.coalesce(cells)).alias(name)


def _filled(cell: pl.Expr) -> pl.Expr:
    """Cell without blanks around, null where nothing is left."""
    bare = cell.cast(pl.String).str.strip_chars()
    return pl.when(bare != "").then(bare)
