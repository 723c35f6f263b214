"""What the kernels read and write, as named tuples of arrays."""

from typing import NamedTuple

from maillage.vocabulary.compiling import Array


class Ground(NamedTuple):
    """The problem, as arrays."""

    minutes: Array
    opens: Array
    seats: Array
    base: Array
    there: Array
    limit: Array
    period: Array
    quota: Array
    place: Array
    most: Array
    least: Array
    first: Array
    last: Array
    usual: Array
    """[v, 3] day, half, advisor."""
    adopted: Array
    """[v, 3] day, half, advisor."""
    locked: Array
    leader: Array
    miss: Array
    rules: Array
    """[5] day_starts, day_ends, day_minutes, lunch, set_up."""
    prices: Array
    """[5] day, half, advisor, moved, handed."""
    reach: Array
    """[n, a] advisors by the drive from their base, the nearest first."""
    reachable: Array
    """[n] how many of them may drive there."""


class State(NamedTuple):
    """A timetable in the making."""

    route: Array
    size: Array
    taken: Array
    drive: Array
    busy: Array
    used: Array
    held: Array
