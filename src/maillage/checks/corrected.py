"""The file corrected, as a workbook: safe proposals applied and marked, a comment on each finding."""

import contextlib
import os
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from maillage.checks.report import COLUMNS, Report
from maillage.vocabulary.errors import CannotWrite, InvalidOption, SystemReason
from maillage.vocabulary.messages import say

_LONGEST = 32_767
_MOST_ROWS = 1_048_575
_COLOURS = {"applied": "#CFE2F3", "error": "#F9CB9C", "warning": "#FFF2CC"}


def write_corrected(report: Report, path: Path | str) -> Path:
    """Write a workbook with the file's cells, corrected where a proposal is safe, and every finding on a second sheet.

    Blue cells were corrected (the comment gives the text before), orange ones hold an error, yellow ones a warning. A
    text never becomes a formula, a number or a link. The file is whole or not there.

    Parameters
    ----------
    report
        From :func:`maillage.checks.check_file`.
    path
        The workbook to write.

    Raises
    ------
    CannotWrite
        Disk full or no permission.
    InvalidOption
        More rows than a sheet holds, or a name that is not a workbook's.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise InvalidOption("checks.corrected.name", value=path.name)
    if report.rows > _MOST_ROWS or report.raw.height > _MOST_ROWS:
        raise InvalidOption("checks.corrected.rows", value=max(report.rows, report.raw.height), most=_MOST_ROWS)
    waiting = ""
    try:
        handle, waiting = tempfile.mkstemp(prefix=".maillage-", suffix=".xlsx", dir=path.parent)
        os.close(handle)
        _write(report, waiting)
        Path(waiting).replace(path)
    except (OSError, XlsxWriterException) as error:
        raise CannotWrite("checks.corrected.unwritable", path=path, reason=_why(error)) from error
    finally:
        if waiting:
            with contextlib.suppress(OSError):
                Path(waiting).unlink()
    return path


def _why(error: OSError | XlsxWriterException) -> str:
    """What stopped the writing."""
    return SystemReason.of(error) if isinstance(error, OSError) else str(error)


def _write(report: Report, path: str) -> None:
    """Fill the workbook."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": True}  # fmt: skip
    with xlsxwriter.Workbook(path, options) as book:
        formats = {name: book.add_format({"bg_color": colour}) for name, colour in _COLOURS.items()}
        bold = book.add_format({"bold": True})
        data = book.add_worksheet(say("checks.corrected.data"))
        marks = _marks(report)
        for k, each in enumerate(report.table.matches):
            name = each.field if each.applied and each.field else each.written
            data.write_string(0, k, name[:_LONGEST], bold)
        for r, row in enumerate(report.table.cells.frame.iter_rows()):
            for k, value in enumerate(row):
                noted = marks.get((r, k))
                if noted is None:
                    if value:
                        data.write_string(r + 1, k, value[:_LONGEST])
                    continue
                shade, text, fix = noted
                data.write_string(r + 1, k, ((value or "") if fix is None else fix)[:_LONGEST], formats[shade])
                data.write_comment(r + 1, k, text[:_LONGEST], {"x_scale": 2})
        data.freeze_panes(1, 0)
        _list(book.add_worksheet(say("checks.corrected.list")), report, bold)


def _list(sheet: Any, report: Report, bold: Any) -> None:
    """Every finding, a row each."""
    for k, name in enumerate(COLUMNS):
        sheet.write_string(0, k, say(f"checks.column.{name}"), bold)
    for r, row in enumerate(report.findings.iter_rows(), 1):
        for k, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_string(r, k, say("checks.yes" if value else "checks.no"))
            elif isinstance(value, int):
                sheet.write_number(r, k, value)
            elif value:
                sheet.write_string(r, k, value[:_LONGEST])
    sheet.freeze_panes(1, 0)


def _marks(report: Report) -> dict[tuple[int, int], tuple[str, str, str | None]]:
    """Shade, comment and correction of each cell with findings, by row and column of the data."""
    position = report.table.columns
    gathered: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    table = report.raw.select("row").hstack(report.findings).filter(pl.col("row").is_not_null())
    for finding in table.iter_rows(named=True):
        where = position.get(finding["column"].split(", ")[0], 0)
        gathered[finding["row"], where].append(finding)
    return {cell: _mark(found) for cell, found in gathered.items()}


def _mark(found: list[dict[str, Any]]) -> tuple[str, str, str | None]:
    """Shade, comment and correction of one cell; two safe proposals that differ are not applied."""
    fixes = {each["proposal"] for each in found if each["safe"]}
    fix = fixes.pop() if len(fixes) == 1 else None
    texts = [
        say("checks.corrected.comment", mark=say(f"checks.report.{each['severity']}"), sentence=each["sentence"])
        for each in found
    ]
    texts += [
        say("checks.report.proposal", value=each["proposal"]) for each in found if each["proposal"] and not each["safe"]
    ]
    if fix is not None:
        texts.append(say("checks.corrected.applied", before=found[0]["value"], after=fix))
        return "applied", "\n".join(texts), fix
    grave = any(each["severity"] == "error" for each in found)
    return "error" if grave else "warning", "\n".join(texts), None
