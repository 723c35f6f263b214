"""A working copy of a plan that follows edits by hand."""

import numpy as np
from numpy.typing import NDArray

from maillage.flow.editing.case import EditableCase
from maillage.territory import TravelModel
from maillage.vocabulary.edits import FORBID, MOVE, PIN, Edit
from maillage.vocabulary.errors import InvalidOption, UnknownTerritory
from maillage.vocabulary.units import PLANNED_HALF_DAYS


class Working:
    """A plan under edits: half-days, access and reach kept in step, each change costing its neighbours only.

    Parameters
    ----------
    case
        The plan.
    travel, rows
        Travel times, and the territory's row of each commune: where half-days may be given again.
    """

    def __init__(self, case: EditableCase, travel: TravelModel, rows: NDArray[np.int32]) -> None:
        self.case, self.travel, self.rows = case, travel, rows
        self.x = case.half_days.copy()
        self.access = case.access.copy()
        self.seen = case.seen.copy()
        self.rooms = case.problem.rooms.copy()
        self.posts = case.posts.copy()
        self.touched = np.zeros(case.problem.n, dtype=np.bool_)

    def apply(self, edit: Edit) -> None:
        """Make one change.

        Raises
        ------
        UnknownTerritory
            If a commune is not the plan's.
        InvalidOption
            If more half-days are moved than there are.
        """
        place = self._place(edit.place)
        if edit.kind == MOVE:
            if (held := int(self.x[place])) < edit.count:
                raise InvalidOption("flow.edit.too_few", count=edit.count, held=held, value=edit.place)
            self.change(place, -edit.count)
            self.rooms[place] = self.x[place]
            self.change(self._opened(edit.to), edit.count)
        elif edit.kind == PIN:
            self.change(self._opened(edit.place), max(edit.count - int(self.x[place]), 0))
        elif edit.kind == FORBID:
            freed = int(self.x[place])
            self.rooms[place] = 0
            self.change(place, -freed)
            self._give(freed, place)
        else:
            self.posts[self._opened(edit.place)] += edit.count
            self._give(edit.count * PLANNED_HALF_DAYS, place)

    def change(self, place: int, by: int) -> None:
        """Give a place more half-days, or fewer."""
        if by == 0:
            return
        p = self.case.problem
        span = slice(p.indptr[place], p.indptr[place + 1])
        self.access[p.indices[span]] += by * p.access[span]
        self.touched[p.indices[span]] = True
        before, after = int(self.x[place]) > 0, int(self.x[place]) + by > 0
        self.x[place] += by
        if before != after:
            near = p.reach_indices[p.reach_indptr[place] : p.reach_indptr[place + 1]]
            self.seen[near] += 1 if after else -1
            self.touched[near] = True

    def _place(self, code: str) -> int:
        found = self.case.position.get(code)
        if found is None:
            raise UnknownTerritory("flow.edit.outside", value=code)
        return found

    def _opened(self, code: str) -> int:
        """A place that an earlier edit may have forbidden and this one asks for."""
        place = self._place(code)
        self.rooms[place] = self.case.problem.rooms[place]
        return place

    def _give(self, amount: int, centre: int) -> None:
        """Give half-days one by one where the next serves most, within the drive of a place and in its group."""
        p = self.case.problem
        own = np.flatnonzero(self.case.group == self.case.group[centre])
        pairs = self.travel.pairs(self.rows[centre : centre + 1], self.rows[own], self.case.drive)
        places = own[pairs.indices]
        if self.rooms[centre] > 0 and centre not in places:
            places = np.sort(np.append(places, centre))
        counts = p.indptr[places + 1] - p.indptr[places]
        owner = np.repeat(np.arange(len(places)), counts)
        ends = np.cumsum(counts)
        pair = np.arange(len(owner)) + np.repeat(p.indptr[places] - (ends - counts), counts)
        communes, q = p.indices[pair], -np.expm1(-p.access[pair])
        for _ in range(amount):
            left = p.weights[communes] * np.exp(-self.access[communes])
            gain = np.bincount(owner, weights=left * q, minlength=len(places))
            gain[self.x[places] >= self.rooms[places]] = -1.0
            best = int(np.argmax(gain)) if len(gain) else -1
            if best < 0 or gain[best] <= 0.0:
                return
            self.change(int(places[best]), 1)
