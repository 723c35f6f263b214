"""The files a user may bring: places imposed, forbidden, capped, posts kept; audiences' weights."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from maillage.flow import user_files
from maillage.territory import Selection, Territory
from maillage.vocabulary.edits import AT_MOST, KEEP, MUST, MUST_NOT, RULES
from maillage.vocabulary.errors import MalformedFile

RULE_NAMES = ("rule", "regle", "règle")
COUNT_NAMES = ("count", "nombre", "half_days", "demi_journees", "demi-journées", "posts", "postes")
WEIGHT_NAMES = ("weight", "poids")
MOST = 10_000
"""A larger number in a file is a typing error."""
NO_CAP = np.iinfo(np.int64).max
"""Most half-days of a place that no rule caps."""


@dataclass(frozen=True)
class Fixed:
    """What is decided before planning, per commune of a selection.

    Attributes
    ----------
    at_least
        Half-days per fortnight each place must have, int64 [n].
    at_most
        Half-days per fortnight each place may have at most, int64 [n]; :data:`NO_CAP` where nothing is said.
    forbidden
        Places that may not be visited, bool [n].
    posts
        Existing posts kept at each base, int64 [n].
    """

    at_least: NDArray[np.int64]
    at_most: NDArray[np.int64]
    forbidden: NDArray[np.bool_]
    posts: NDArray[np.int64]


def nothing_fixed(n: int) -> Fixed:
    """No place imposed, capped, forbidden or kept."""
    zeros = np.zeros(n, dtype=np.int64)
    return Fixed(zeros, np.full(n, NO_CAP), np.zeros(n, dtype=np.bool_), zeros.copy())


def read_fixed(path: Path, territory: Territory, selection: Selection) -> Fixed:
    """Fixed places from a CSV file: ``code``, ``rule`` (must, must_not, at_most, keep) and an optional ``count``.

    ``must`` asks for ``count`` half-days per fortnight (1), ``at_most`` for no more than ``count`` (1; 0 only where
    posts are kept: nobody comes, advisors leave from there), ``keep`` for ``count`` posts based there (1).

    Raises
    ------
    MissingData
        If the file cannot be read.
    MalformedFile
        Naming row, column and value of the first mistake.
    """
    fixed = nothing_fixed(len(selection))
    caps: dict[int, tuple[int, str]] = {}
    for number, row in user_files.rows(path, (user_files.CODE_NAMES, RULE_NAMES), (COUNT_NAMES,)):
        place = user_files.place(path, number, row[0], territory, selection)
        rule = RULES.get(row[1].lower())
        if rule is None:
            raise MalformedFile("flow.file.rule", path=path, row=number, value=row[1])
        count = 1
        if row[2]:
            if not row[2].isdecimal() or not (rule != AT_MOST) <= int(row[2]) <= MOST:
                raise MalformedFile("flow.file.count", path=path, row=number, value=row[2])
            count = int(row[2])
        decided = bool(fixed.at_least[place] or fixed.posts[place] or fixed.at_most[place] < NO_CAP)
        if (rule == MUST_NOT and decided) or (rule != MUST_NOT and fixed.forbidden[place]):
            raise MalformedFile("flow.file.contradiction", path=path, row=number, value=row[0])
        if rule == MUST:
            fixed.at_least[place] = max(count, fixed.at_least[place])
        elif rule == AT_MOST:
            fixed.at_most[place] = min(count, fixed.at_most[place])
            caps[place] = number, row[0]
        elif rule == KEEP:
            fixed.posts[place] = count
        else:
            fixed.forbidden[place] = True
        if fixed.at_least[place] > fixed.at_most[place]:
            raise MalformedFile("flow.file.cap", path=path, row=number, value=row[0])
    for place, (number, code) in caps.items():
        if not fixed.at_most[place] and not fixed.posts[place]:
            raise MalformedFile("flow.file.cap_nothing", path=path, row=number, value=code)
    return fixed


def read_weights(path: Path, territory: Territory, selection: Selection) -> NDArray[np.float64]:
    """Weight of each commune's people in need from a CSV file ``code``, ``weight`` (1 where the file is silent).

    Raises
    ------
    MissingData, MalformedFile
        As :func:`read_fixed`.
    """
    weights = np.ones(len(selection))
    for number, row in user_files.rows(path, (user_files.CODE_NAMES, WEIGHT_NAMES), ()):
        place = user_files.place(path, number, row[0], territory, selection)
        try:
            value = float(row[1].replace(",", "."))
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and 0.0 <= value <= 1000.0):
            raise MalformedFile("flow.file.weight", path=path, row=number, value=row[1])
        weights[place] = value
    return weights
