"""XLSX files: the first visible sheet that holds a table, each row with its number in the sheet."""

from pathlib import Path

import fastexcel
import polars as pl

from maillage.checks.cells import Cells, column
from maillage.checks.limits import Limits, check_shape, check_workbook
from maillage.vocabulary.errors import MalformedFile

_MIDNIGHT = " 00:00:00"


def read(path: Path, limits: Limits) -> Cells:
    """Cells of a workbook's first visible sheet that is not empty.

    Dates without a time are written ``YYYY-MM-DD``; a cell in error (``#N/A``) is empty.

    Raises
    ------
    MalformedFile
        If the file is no workbook, is protected, or would not fit in memory.
    """
    check_workbook(path, limits)
    try:
        book = fastexcel.read_excel(path)
        table = None
        for name in book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            if sheet.visible == "visible" and sheet.height and sheet.width:
                table = sheet.to_polars()
                break
    except (fastexcel.FastExcelError, ValueError, OSError, pl.exceptions.PolarsError) as error:
        raise MalformedFile("checks.xlsx.unreadable", path=path) from error
    if table is None:
        raise MalformedFile("checks.file.empty", path=path)
    table.columns = [column(k) for k in range(table.width)]
    check_shape(path, table.height, table.width, limits)
    table = table.with_columns(pl.all().cast(pl.String).fill_null("").str.strip_suffix(_MIDNIGHT))
    filled = table.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()
    found = filled.arg_true()
    if found.is_empty():
        raise MalformedFile("checks.file.empty", path=path)
    first, last = int(found[0]), int(found[-1])
    header = [str(name).strip() for name in table.row(first)]
    frame = table.slice(first + 1, last - first)
    while header and not header[-1] and (frame[column(len(header) - 1)] == "").all():  # formatted but empty columns
        frame = frame.drop(column(len(header) - 1))
        header.pop()
    lines = pl.int_range(first + 2, last + 2, dtype=pl.UInt32, eager=True).alias("line")
    blank = (~filled.slice(first + 1, last - first)).arg_true()
    return Cells(header, frame, lines, first + 1, "row", ragged=[(int(row), 0) for row in blank])
