"""Time from each commune to the nearest place of a kind, for many kinds at once."""

import functools
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maillage.indicators.cells import Floats
from maillage.territory import DistanceModel, Pairs, Territory, TravelModel

DOUBT = 1.25
"""Factor by which a time reckoned from a distance may be wrong either way: an assumption, shown with every figure."""

USUAL_MINUTES = 30.0
"""Limit of the times kept for all kinds."""

WIDER_MINUTES = (60.0, 120.0, 240.0)
"""Limits tried next for communes that nothing was found for."""


@dataclass(frozen=True)
class Reach:
    """Times from every commune to every one around, made once, then asked for each kind of place.

    Parameters
    ----------
    territory
        The communes.
    model
        Travel times; great-circle distances with a detour by default.
    """

    territory: Territory = field(repr=False)
    model: TravelModel | None = None

    def minutes(self, here: NDArray[np.bool_]) -> Floats:
        """Minutes to the nearest commune where ``here`` is true [n]; infinite where none can be driven to."""
        times = _least(self._usual, here[self._usual.indices])
        chosen = np.flatnonzero(here).astype(np.int32)
        for limit in WIDER_MINUTES:
            left = np.flatnonzero(np.isinf(times)).astype(np.int32)
            if not len(left) or not len(chosen):
                break
            pairs = self._model.pairs(left, chosen, limit)
            times[left] = _least(pairs, np.ones(len(pairs), dtype=np.bool_))
        return times

    @functools.cached_property
    def _model(self) -> TravelModel:
        return self.model or DistanceModel(self.territory)

    @functools.cached_property
    def _usual(self) -> Pairs:
        rows = np.arange(len(self.territory), dtype=np.int32)
        return self._model.pairs(rows, rows, USUAL_MINUTES * DOUBT)


def _least(pairs: Pairs, wanted: NDArray[np.bool_]) -> Floats:
    """Least minutes of each origin among the pairs wanted."""
    found = np.full(len(pairs.indptr) - 1, np.inf)
    filled = np.flatnonzero(np.diff(pairs.indptr))
    if len(filled):
        minutes = np.where(wanted, pairs.minutes, np.float32(np.inf))
        found[filled] = np.minimum.reduceat(minutes, pairs.indptr[filled])
    return found
