"""The legend: classes of a measure with their colours, words and numbers of communes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cockpit.map import measures
from cockpit.map.values import Column


@dataclass(frozen=True)
class Line:
    """A class: its colour by day and by night, what it holds, how many communes are in it."""

    light: str
    dark: str
    words: str
    count: int


@dataclass(frozen=True)
class Legend:
    """A measure and its classes, communes without figure last."""

    column: Column
    lines: list[Line]


def legend(column: Column, rows: NDArray[np.int32] | None) -> Legend:
    """The legend of a measure, counted over some communes, over all of them for None."""
    palette, counts = column.measure.palette, column.counts(rows)
    inks = zip(palette.light, palette.dark, strict=True)
    words = measures.in_words(column.measure, column.breaks)
    lines = [Line(*ink, told, count) for ink, told, count in zip(inks, words, counts, strict=False)]
    nothing = Line(measures.NONE_LIGHT, measures.NONE_DARK, measures.no_figure(), counts[measures.UNKNOWN])
    return Legend(column, [*lines, nothing])
