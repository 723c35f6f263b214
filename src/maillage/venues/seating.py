"""How many advisors each commune can seat in each half-day, and in which venue each of them sits."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.venues.columns import ASSUMED
from maillage.vocabulary.units import SLOTS_PER_WEEK

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Venues:
    """Venues of some communes.

    Attributes
    ----------
    table
        Columns of :data:`maillage.venues.VENUES` and ``commune`` (number of the commune), by commune and, within
        it, the venue to go to first: known hours before assumed ones, then the kind, then whichever opens most.
    communes
        How many communes there are, those without a venue included.
    """

    table: pl.DataFrame = field(repr=False)
    communes: int

    def desks(self) -> Ints:
        """Advisors that each commune can seat in each weekday's half-day [n, 10]: the desks of all that is open."""
        desks = np.zeros((self.communes, SLOTS_PER_WEEK), dtype=np.int64)
        np.add.at(desks, self.table["commune"].to_numpy(), self._open() * self.table["desks"].to_numpy()[:, None])
        return desks

    def known(self) -> NDArray[np.bool_]:
        """Communes with a venue whose hours are not assumed [n]."""
        known = np.zeros(self.communes, dtype=np.bool_)
        known[self.table.filter(pl.col("hours") != ASSUMED)["commune"].to_numpy()] = True
        return known

    def seats(self, commune: Ints, slot: Ints, order: Ints) -> Ints:
        """Venue in which each visit takes place.

        Parameters
        ----------
        commune, slot
            Where and in which weekday's half-day (0 to 9), one entry per visit.
        order
            Rank of the visit among those of the same commune and half-day, from 0.

        Returns
        -------
        numpy.ndarray
            Row of the table: the first open venue with a desk left once lower ranks are seated; -1 where there is none.
        """
        row, half_day = np.nonzero(self._open())
        key = self.table["commune"].to_numpy().astype(np.int64)[row] * SLOTS_PER_WEEK + half_day
        by_key = np.lexsort((row, key))
        row, key = row[by_key], key[by_key]
        desks = self.table["desks"].to_numpy().astype(np.int64)[row]
        total = np.cumsum(desks)
        first = np.searchsorted(key, key)
        upto = total - (total - desks)[first]  # desks of this venue and those before it, same commune and half-day
        wide = int(upto.max(initial=0)) + int(order.max(initial=0)) + 1
        wanted = commune.astype(np.int64) * SLOTS_PER_WEEK + slot
        at = np.searchsorted(key * wide + upto, wanted * wide + order, side="right")
        safe = np.minimum(at, max(len(key) - 1, 0))
        found = (at < len(key)) & (key[safe] == wanted) if len(key) else np.zeros(len(commune), dtype=np.bool_)
        return np.where(found, row[safe] if len(key) else -1, -1).astype(np.int64)

    def _open(self) -> NDArray[np.bool_]:
        """Weekday half-days each venue is open [v, 10]."""
        opening = self.table["opening"].to_numpy().astype(np.int64)
        return (opening[:, None] >> np.arange(SLOTS_PER_WEEK) & 1).astype(np.bool_)
