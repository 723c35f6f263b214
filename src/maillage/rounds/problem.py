"""What the rounds are asked and what they answer, as frozen values."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.units import ALL_SLOTS, PLANNED_HALF_DAYS, SLOTS_PER_WEEK

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Minutes = npt.NDArray[np.float32]

MOST_DESKS = 10**6
"""More desks than this at a place is a mistake."""

UNREACHABLE = "unreachable"
"""No base within the drive limit."""
CLOSED = "closed"
"""More visits asked than the opening half-days and desks can hold."""
CAPACITY = "capacity"
"""More visits asked than the advisors within reach can make."""
TIMETABLE = "timetable"
"""Openings, desks and advisors' days left no slot for the visit."""


class Finding(NamedTuple):
    """Visits that no roster can make, and why."""

    place: int
    """Index of the place."""
    reason: str
    """One of :data:`UNREACHABLE`, :data:`CLOSED`, :data:`CAPACITY`, :data:`TIMETABLE`."""
    half_days: int
    """Half-days left out."""


def _vector(name: str, values: npt.ArrayLike, length: int, low: int, high: int) -> Ints:
    """Whole numbers of one per place, between ``low`` and ``high``."""
    array = np.asarray(values)
    if array.shape != (length,):
        raise InvalidOption("rounds.shape", name=name, value=array.shape, expected=(length,))
    whole = array.astype(np.int64)
    for index in np.flatnonzero((whole != array) | (whole < low) | (whole > high))[:1]:
        raise InvalidOption("rounds.range", name=name, place=int(index), value=array[index], low=low, high=high)
    whole.setflags(write=False)
    return whole


def _desks(values: npt.ArrayLike, places: int) -> Ints:
    """Desks of each place in each half-day [n, 10], from those or from one number per place."""
    array = np.asarray(values)
    if array.ndim == 2 and array.shape == (places, SLOTS_PER_WEEK):
        flat = _vector("desks", array.ravel(), array.size, 0, MOST_DESKS)
        return flat.reshape(array.shape)
    return np.broadcast_to(_vector("desks", array, places, 0, MOST_DESKS)[:, None], (places, SLOTS_PER_WEEK))


@dataclass(frozen=True, eq=False)
class RoundsProblem:
    """Places to visit, advisors' bases and the roads between them.

    Parameters
    ----------
    half_days
        x_i, visits of place i in a fortnight, in half-days.
    minutes
        t_ij, minutes by car from place i to place j, symmetric, ``inf`` without a road; its diagonal counts as 0.
    posts
        y_b, advisors based at place b.
    opening
        Half-days a place is open in a week: bit 2 * weekday + (0 morning, 1 afternoon), from Monday.
    desks
        Visits a place can host at once, or in each half-day of the week [n, 10]; kept as the latter.
    drive_minutes
        Longest leg an advisor may drive, in minutes.
    half_days_per_post
        Half-days an advisor works in a fortnight, at most 20.
    """

    half_days: Ints
    minutes: Minutes
    posts: Ints
    opening: Ints
    desks: Ints
    drive_minutes: float
    half_days_per_post: int = PLANNED_HALF_DAYS

    def __post_init__(self) -> None:
        n = len(np.atleast_1d(self.half_days))
        minutes = np.array(self.minutes, dtype=np.float32)
        if minutes.shape != (n, n):
            raise InvalidOption("rounds.shape", name="minutes", value=minutes.shape, expected=(n, n))
        np.fill_diagonal(minutes, 0.0)
        if np.isnan(minutes).any() or (minutes < 0).any():
            raise InvalidOption("rounds.minutes", value=float(np.nanmin(minutes)))
        if not np.array_equal(minutes, minutes.T):
            i, j = (int(k) for k in np.argwhere(minutes != minutes.T)[0])
            raise InvalidOption("rounds.symmetric", origin=i, destination=j, there=minutes[i, j], back=minutes[j, i])
        if not 0 < self.drive_minutes < np.inf:
            raise InvalidOption("rounds.drive", value=self.drive_minutes)
        if not 1 <= self.half_days_per_post <= 20:
            raise InvalidOption("rounds.half_days", value=self.half_days_per_post)
        minutes.setflags(write=False)
        object.__setattr__(self, "minutes", minutes)
        for name, high in (("half_days", 10**6), ("posts", 10**5), ("opening", ALL_SLOTS)):
            object.__setattr__(self, name, _vector(name, getattr(self, name), n, 0, high))
        object.__setattr__(self, "desks", _desks(self.desks, n))

    def __reduce__(self) -> tuple[Any, ...]:
        fields = (self.half_days, self.minutes, self.posts, self.opening, self.desks)
        return (RoundsProblem, (*fields, self.drive_minutes, self.half_days_per_post))

    @property
    def is_open(self) -> npt.NDArray[np.bool_]:
        """Half-days of the week each place is open [n, 10]."""
        return (self.opening[:, None] >> np.arange(SLOTS_PER_WEEK) & 1).astype(np.bool_)

    @property
    def room(self) -> Ints:
        """Visits each place can host in a fortnight [n]."""
        room: Ints = 2 * (self.desks * self.is_open).sum(axis=1)
        return room

    @property
    def fewest_desks(self) -> Ints:
        """Desks of each place on the half-day it has fewest of those it is open [n]; 0 where it never is."""
        fewest: Ints = np.where(self.is_open, self.desks, MOST_DESKS + 1).min(axis=1)
        return np.where(self.opening > 0, fewest, 0)

    @property
    def legs(self) -> Minutes:
        """Minutes of every leg an advisor may drive, ``inf`` where the limit is broken."""
        return np.where(self.minutes <= self.drive_minutes, self.minutes, np.float32(np.inf))


@dataclass(frozen=True, eq=False)
class RoundsResult:
    """A fortnight's roster: one row per advisor-day, with a proven bound on its driving.

    The rows of ``week`` (0, 1), ``weekday`` (0 Monday .. 4 Friday), ``base``, ``advisor`` (0 .. y_b - 1), ``morning``
    and ``afternoon`` (places, -1 where the half-day is free) and ``minutes`` (driven that day) go together.
    """

    week: Ints
    weekday: Ints
    base: Ints
    advisor: Ints
    morning: Ints
    afternoon: Ints
    minutes: Floats
    drive_minutes: float
    """Minutes driven in the fortnight."""
    bound: float
    """No roster leaving out no more visits than this one drives less, in minutes."""
    unserved: Ints
    """Half-days left out at each place."""
    longest_leg_minutes: float
    findings: list[Finding] = field(default_factory=list)

    @property
    def gap_percent(self) -> float:
        """Distance to the bound: 100 (driving - bound) / driving, in percent."""
        return 100.0 * (self.drive_minutes - self.bound) / self.drive_minutes if self.drive_minutes > 0 else 0.0
