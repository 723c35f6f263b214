"""Classes of the map's three layers: what each commune's figures are called and coloured."""

from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.publish import numbers
from maillage.vocabulary.messages import say

LAYERS = ("service", "need", "reach")
"""Layers of the map; the first one is shown first."""

EDGES = {
    "service": (0.30, 0.50, 0.65, 0.75),
    "need": (0.10, 0.15, 0.20, 0.25),
    "reach": (5.0, 10.0, 15.0, 20.0),
}
"""Between two classes of each layer: share of need served, share of people in need, minutes to the nearest place."""

UNKNOWN = 5
"""Class of a commune without figure (for ``reach``: no place within the drive limit)."""


def classify(coverage: pl.DataFrame) -> dict[str, NDArray[np.int32]]:
    """Class of each commune in each layer, 0 the lowest; an edge belongs to the class below it for minutes."""
    figures = {
        "service": coverage["served_share"],
        "need": coverage["people_in_need"] / coverage["population"],
        "reach": coverage["nearest_minutes"],
    }
    found = {}
    for layer, column in figures.items():
        values = column.cast(pl.Float64).fill_null(float("nan")).to_numpy()
        known = np.isfinite(values)
        place = np.digitize(values, EDGES[layer], right=layer == "reach")
        found[layer] = np.where(known, place, UNKNOWN).astype(np.int32)
    return found


def words(layer: str) -> list[tuple[int, str]]:
    """Each class with its words, for the legend."""
    edges = EDGES[layer]
    shown = [f"{edge:.0f}" if layer == "reach" else numbers.percent(edge, 0) for edge in edges]
    ranges = [
        say(f"report.class.{layer}.below", high=shown[0]),
        *(say(f"report.class.{layer}.between", low=low, high=high) for low, high in pairwise(shown)),
        say(f"report.class.{layer}.above", low=shown[-1]),
        say(f"report.class.{layer}.unknown"),
    ]
    return list(enumerate(ranges))
