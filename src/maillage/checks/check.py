"""One file against one schema."""

import re
from collections.abc import Callable
from pathlib import Path

from maillage import territory as ground
from maillage.checks import delimited, encoding, engine, headers, limits, objects, sheets
from maillage.checks.cells import Cells, column
from maillage.checks.limits import Limits
from maillage.checks.report import Report
from maillage.checks.schema import Schema
from maillage.territory import Territory
from maillage.vocabulary.errors import MalformedFile, MissingData, SystemReason

Progress = Callable[[str, float], None]
_NEEDS_COMMUNES = frozenset(("code_insee", "commune"))
_WEB_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype\s+html|html)\b", re.IGNORECASE)
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def check_file(
    path: Path | str,
    schema: Schema | str,
    *,
    territory: Territory | None = None,
    progress: Progress | None = None,
    limit: Limits = limits.DEFAULT,
) -> Report:
    """Every finding of a file: CSV, XLSX or JSON.

    Parameters
    ----------
    path
        The file; what it holds decides how it is read, not only its name.
    schema
        A schema, the name of a shipped one or the path of a JSON file.
    territory
        The communes, loaded when the schema needs them and they are not given.
    progress
        Called with a step's code (sentence ``checks.step.<code>``) and the share done, 0 to 1.
    limit
        Largest files read.

    Returns
    -------
    Report
        Findings, never truncated.

    Raises
    ------
    MissingData
        No such file, or it cannot be opened.
    MalformedFile
        The file cannot be read as a table: too large, binary, damaged, badly quoted, names damaged by an encoding.
    InvalidOption
        No such schema.
    """
    path = Path(path)
    tell = progress or _silent
    wanted = Schema.load(schema) if isinstance(schema, str) else schema
    if territory is None and any(field.rule in _NEEDS_COMMUNES for field in wanted.fields):
        territory = ground.load()
    tell("read", 0.0)
    cells = read_cells(path, wanted, limit)
    table = engine.lay(cells, wanted)
    if not table.columns:
        fields = ", ".join(field.name for field in wanted.fields[:12])
        found = ", ".join(name[:40] for name in cells.header[:12])
        raise MalformedFile("checks.file.no_column", path=path, found=found, wanted=fields)
    for field in wanted.fields:
        if field.rule == "commune" and field.name in table.columns and territory is not None:
            names = table.frame[column(table.columns[field.name])]
            encoding.check_names(path, names, territory, cells.encoding)
    note = engine.run(table, wanted, territory, tell)
    tell("done", 1.0)
    return Report(path=path, schema=wanted, table=table, raw=note.table(), details=note.details)


def read_cells(path: Path, schema: Schema, limit: Limits = limits.DEFAULT) -> Cells:
    """Cells of a file, read as what its first bytes say it is.

    Raises
    ------
    MissingData, MalformedFile
        As :func:`check_file`.
    """
    suffix = path.suffix.lower()
    size = limits.check_size(path, max(limit.csv_bytes, limit.json_bytes, limit.xlsx_bytes))
    start = _head(path)
    if start == _OLD_EXCEL:
        raise MalformedFile("checks.xlsx.old", path=path)
    if suffix in (".xlsx", ".xlsm") and start != _ZIP:
        raise MalformedFile("checks.xlsx.name", path=path)
    if start == _ZIP:
        limits.check_size(path, limit.xlsx_bytes)
        return sheets.read(path, limit)
    as_json = suffix == ".json"
    most = limit.json_bytes if as_json else limit.csv_bytes
    if size > most:
        limits.check_size(path, most)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingData("checks.file.unreadable", path=path, reason=SystemReason.of(error)) from None
    if _WEB_PAGE.match(data):
        raise MalformedFile("checks.file.web_page", path=path)
    text, name = encoding.to_utf8(path, data)
    del data
    if as_json:
        return objects.read(path, text, name, limit)
    return delimited.read(path, text, name, headers.keys(schema), limit)


def _head(path: Path) -> bytes:
    """First bytes of a file."""
    try:
        with path.open("rb") as file:
            return file.read(4)
    except OSError as error:
        raise MissingData("checks.file.unreadable", path=path, reason=SystemReason.of(error)) from None


def _silent(_step: str, _share: float) -> None:
    """Tell nobody."""
