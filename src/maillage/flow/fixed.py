"""The files a user may bring: places imposed, forbidden, posts kept; audiences' weights."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from maillage.territory import Selection, Territory
from maillage.vocabulary.errors import MalformedFile, MissingData, UnknownTerritory

CODE_NAMES = ("code", "code_insee", "insee", "commune", "code_commune")
RULE_NAMES = ("rule", "regle", "règle")
COUNT_NAMES = ("count", "nombre", "half_days", "demi_journees", "demi-journées", "posts", "postes")
WEIGHT_NAMES = ("weight", "poids")
RULES = {
    "must": "must",
    "impose": "must",
    "imposé": "must",
    "obligatoire": "must",
    "must_not": "must_not",
    "must not": "must_not",
    "interdit": "must_not",
    "keep": "keep",
    "existing": "keep",
    "garder": "keep",
    "existant": "keep",
}
"""Rules of a file of fixed places, in either language."""


@dataclass(frozen=True)
class Fixed:
    """What is decided before planning, per commune of a selection.

    Attributes
    ----------
    at_least
        Half-days per fortnight each place must have, int64 [n].
    forbidden
        Places that may not be visited, bool [n].
    posts
        Existing posts kept at each base, int64 [n].
    """

    at_least: NDArray[np.int64]
    forbidden: NDArray[np.bool_]
    posts: NDArray[np.int64]


def nothing_fixed(n: int) -> Fixed:
    """No place imposed, forbidden or kept."""
    return Fixed(np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.int64))


def read_fixed(path: Path, territory: Territory, selection: Selection) -> Fixed:
    """Fixed places from a CSV file: ``code``, ``rule`` (must, must_not, keep) and an optional ``count``.

    ``must`` asks for ``count`` half-days per fortnight (1), ``keep`` for ``count`` posts based there (1).

    Raises
    ------
    MissingData
        If the file cannot be read.
    MalformedFile
        Naming row, column and value of the first mistake.
    """
    fixed = nothing_fixed(len(selection))
    for number, row in _rows(path, (CODE_NAMES, RULE_NAMES), (COUNT_NAMES,)):
        place = _place(path, number, row[0], territory, selection)
        rule = RULES.get(row[1].lower())
        if rule is None:
            raise MalformedFile("flow.file.rule", path=path, row=number, value=row[1])
        count = 1
        if row[2]:
            if not row[2].isdecimal() or not 1 <= int(row[2]) <= 10_000:
                raise MalformedFile("flow.file.count", path=path, row=number, value=row[2])
            count = int(row[2])
        decided = bool(fixed.at_least[place] or fixed.posts[place])
        if (rule == "must_not" and decided) or (rule != "must_not" and fixed.forbidden[place]):
            raise MalformedFile("flow.file.contradiction", path=path, row=number, value=row[0])
        if rule == "must":
            fixed.at_least[place] = max(count, fixed.at_least[place])
        elif rule == "keep":
            fixed.posts[place] = count
        else:
            fixed.forbidden[place] = True
    return fixed


def read_weights(path: Path, territory: Territory, selection: Selection) -> NDArray[np.float64]:
    """Weight of each commune's people in need from a CSV file ``code``, ``weight`` (1 where the file is silent).

    Raises
    ------
    MissingData, MalformedFile
        As :func:`read_fixed`.
    """
    weights = np.ones(len(selection))
    for number, row in _rows(path, (CODE_NAMES, WEIGHT_NAMES), ()):
        place = _place(path, number, row[0], territory, selection)
        try:
            value = float(row[1].replace(",", "."))
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and 0.0 <= value <= 1000.0):
            raise MalformedFile("flow.file.weight", path=path, row=number, value=row[1])
        weights[place] = value
    return weights


def _rows(
    path: Path, needed: tuple[tuple[str, ...], ...], optional: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[int, list[str]]]:
    """Line number and wanted cells of each row; columns are found by any of their names."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedFile("flow.file.encoding", path=path) from None
    except OSError as error:
        raise MissingData("flow.file.unreadable", path=path, reason=error.strerror) from None
    lines = text.splitlines()
    if not lines:
        raise MalformedFile("flow.file.empty", path=path)
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


def _place(path: Path, number: int, code: str, territory: Territory, selection: Selection) -> int:
    """Position in the selection of a commune code, present or former."""
    try:
        row = int(territory.rows([code.upper()])[0])
    except UnknownTerritory:
        raise MalformedFile("flow.file.code", path=path, row=number, value=code) from None
    position = int(np.searchsorted(selection.rows, row))
    if position >= len(selection) or selection.rows[position] != row:
        raise MalformedFile("flow.file.outside", path=path, row=number, value=code, territory=selection.label)
    return position
