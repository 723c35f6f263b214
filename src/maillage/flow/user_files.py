"""Reading the CSV files a user may bring: columns found by any of their names, mistakes told with their row."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from maillage.territory import Selection, Territory
from maillage.vocabulary.errors import MalformedFile, MissingData, SystemReason, UnknownTerritory

CODE_NAMES = ("code", "code_insee", "insee", "commune", "code_commune")


def rows(
    path: Path, needed: tuple[tuple[str, ...], ...], optional: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[int, list[str]]]:
    """Line number and wanted cells of each row; columns are found by any of their names."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedFile("flow.file.encoding", path=path) from None
    except OSError as error:
        raise MissingData("flow.file.unreadable", path=path, reason=SystemReason.of(error)) from None
    lines = text.splitlines()
    if not lines:
        raise MalformedFile("flow.file.empty", path=path, header=",".join(names[0] for names in needed))
    reader = csv.reader(lines, delimiter=";" if lines[0].count(";") > lines[0].count(",") else ",")
    header = [cell.strip().lower() for cell in next(reader)]
    places: list[int | None] = []
    for names in (*needed, *optional):
        found = next((header.index(name) for name in names if name in header), None)
        if found is None and names in needed:
            raise MalformedFile("flow.file.column", path=path, column=names[0], header=", ".join(header))
        places.append(found)
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise MalformedFile("flow.file.cells", path=path, row=reader.line_num, found=len(cells), wanted=len(header))
        yield reader.line_num, ["" if at is None else cells[at].strip() for at in places]


def commune(path: Path, number: int, code: str, territory: Territory) -> int:
    """Row of the territory of a commune code, present or former."""
    try:
        return int(territory.rows([code.upper()])[0])
    except UnknownTerritory:
        raise MalformedFile("flow.file.code", path=path, row=number, value=code) from None


def place(path: Path, number: int, code: str, territory: Territory, selection: Selection) -> int:
    """Position in the selection of a commune code, present or former."""
    row = commune(path, number, code, territory)
    position = int(np.searchsorted(selection.rows, row))
    if position >= len(selection) or selection.rows[position] != row:
        raise MalformedFile("flow.file.outside", path=path, row=number, value=code, territory=selection.label)
    return position
