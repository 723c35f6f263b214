"""The question: visits to date, advisors who come and go, places that open and close; and what an answer is."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.errors import InvalidOption

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MISSING = -1
"""No day, no advisor, no wish."""
MOST_DAYS = 366
DAY = 24 * 60
"""Minutes of a day."""


@dataclass(frozen=True)
class Prices:
    """What breaking a wish costs, in minutes of driving.

    Attributes
    ----------
    missed
        A visit on no day, at least. A visit is worth more than any detour: see :func:`TimetableProblem.miss`.
    day, half
        A visit on another day than usual, on the usual day but the other half.
    advisor
        A visit by another advisor than usual.
    moved, handed
        A visit whose day or half-day differs from the adopted timetable; one only given to another advisor.
    """

    missed: float = 600.0
    day: float = 60.0
    half: float = 30.0
    advisor: float = 10.0
    moved: float = 60.0
    handed: float = 15.0

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not 0 <= value < np.inf:
                raise InvalidOption("timetable.price", name=one.name, value=value)


@dataclass(frozen=True, eq=False)
class Visits:
    """Visits to date, one entry each.

    Attributes
    ----------
    place
        [v] number of the place.
    most, least
        [v] minutes wanted at the place; where it is open for less, all it is open, if that is no less than ``least``.
    first, last
        [v] days between which it must take place, both included.
    usual_day, usual_half, usual_advisor
        [v] when and by whom people expect it; :data:`MISSING` where nobody does.
    adopted_day, adopted_half, adopted_advisor
        [v] what the timetable in force says; :data:`MISSING` where it says nothing.
    locked
        [v] whether only the usual day and half-day will do (and the usual advisor, where there is one).
    leader
        [v] the visit it goes with, on the same half-day by another advisor; :data:`MISSING` when it stands alone.
        A leader has none itself; those who follow it come right after it.
    """

    place: Ints
    most: Ints
    least: Ints
    first: Ints
    last: Ints
    usual_day: Ints
    usual_half: Ints
    usual_advisor: Ints
    adopted_day: Ints
    adopted_half: Ints
    adopted_advisor: Ints
    locked: Flags
    leader: Ints

    def __len__(self) -> int:
        return len(self.place)


@dataclass(frozen=True, eq=False)
class TimetableProblem:
    """The whole question.

    Attributes
    ----------
    minutes
        [n, n] driving minutes between places, at least 0, ``inf`` without a road; 0 from a place to itself.
    opens
        [n, days, 2, 2] minutes since midnight between which each place is open on each day's morning and afternoon;
        closed where the end is not after the beginning.
    seats
        [n, days, 2] advisors each place holds at once.
    base
        [a] place where each advisor's days begin and end.
    there
        [a, days, 2] half-days each advisor works.
    limit
        [a] longest leg each advisor may drive, and farthest place from the base, minutes; 0 without a vehicle.
    period
        [days] number of the period (a fortnight) each day belongs to, from 0, never decreasing.
    quota
        [a, periods] half-days each advisor may spend with people in each period.
    visits
        What to date.
    day_starts, day_ends
        Minutes since midnight before which no advisor leaves home, after which none is still on the road.
    day_minutes
        Most minutes of driving, setting up and receiving in a day.
    lunch, set_up
        Minutes between a morning's and an afternoon's stops besides the drive, and before each stop at another place.
    """

    minutes: NDArray[np.float32]
    opens: NDArray[np.int16]
    seats: Ints
    base: Ints
    there: Flags
    limit: Floats
    period: Ints
    quota: Ints
    visits: Visits
    day_starts: int = 7 * 60 + 30
    day_ends: int = 19 * 60 + 30
    day_minutes: int = 600
    lunch: int = 60
    set_up: int = 15
    prices: Prices = Prices()

    def __post_init__(self) -> None:
        n, days, advisors, wanted = len(self.minutes), self.days, len(self.base), len(self.visits)
        if not 1 <= days <= MOST_DAYS:
            raise InvalidOption("timetable.days", value=days, most=MOST_DAYS)
        shapes = {"minutes": (n, n), "opens": (n, days, 2, 2), "seats": (n, days, 2), "limit": (advisors,)}
        for name, expected in (
            shapes | {"there": (advisors, days, 2), "period": (days,), "quota": (advisors, self.periods)}
        ).items():
            if getattr(self, name).shape != expected:
                raise InvalidOption("timetable.shape", name=name, value=getattr(self, name).shape, expected=expected)
        for one in fields(self.visits):
            if (shape := getattr(self.visits, one.name).shape) != (wanted,):
                raise InvalidOption("timetable.shape", name=one.name, value=shape, expected=(wanted,))
        self._check_visits(n, days, advisors)
        if np.isnan(self.minutes).any() or (self.minutes < 0).any():
            raise InvalidOption("timetable.minutes")

    def _check_visits(self, n: int, days: int, advisors: int) -> None:
        """Refuse numbers that point nowhere."""
        v, index = self.visits, np.arange(len(self.visits))
        leads = v.leader >= 0
        ranges = {
            "place": (v.place, 0, n),
            "first": (v.first, 0, days),
            "last": (v.last, 0, days),
            "usual_day": (v.usual_day, MISSING, days),
            "usual_advisor": (v.usual_advisor, MISSING, advisors),
            "adopted_day": (v.adopted_day, MISSING, days),
            "adopted_advisor": (v.adopted_advisor, MISSING, advisors),
            "base": (self.base, 0, n),
            "period": (self.period, 0, days),
            "least": (v.least, 1, DAY),
            "leader": (np.where(leads, v.leader - index, MISSING), -len(v), 0),
            "leader's leader": (v.leader[v.leader[leads]], MISSING, 0),
            "leader of the one between": (
                v.leader[leads] - np.maximum(v.leader[index[leads] - 1], v.leader[leads]),
                0,
                1,
            ),
        }
        for name, (values, low, high) in ranges.items():
            wrong = np.flatnonzero((values < low) | (values >= high))
            if len(wrong):
                raise InvalidOption("timetable.range", name=name, at=int(wrong[0]), value=int(values[wrong[0]]))
        for name, smaller, larger in (("first", v.first, v.last), ("least", v.least, v.most)):
            wrong = np.flatnonzero(smaller > larger)
            if len(wrong):
                raise InvalidOption("timetable.range", name=name, at=int(wrong[0]), value=int(smaller[wrong[0]]))

    @property
    def days(self) -> int:
        """Days of the period, those nobody works included."""
        return int(self.opens.shape[1])

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return int(self.period.max(initial=-1)) + 1

    @property
    def miss(self) -> Floats:
        """[v] price of each visit on no day: more than it costs to move it, hand it over and drive to it."""
        p, v = self.prices, self.visits
        return p.missed + np.where(v.adopted_day >= 0, p.moved + p.handed, 0.0) + np.zeros(len(v))


@dataclass(frozen=True, eq=False)
class TimetableResult:
    """Dated visits.

    Attributes
    ----------
    day, half, advisor
        [v] when and by whom; :data:`MISSING` where nobody comes.
    begins, ends
        [v] minutes since midnight, :data:`MISSING` where nobody comes.
    order
        [v] rank of the stop in its advisor's day.
    leg_minutes, return_minutes
        [v] drive to the stop, and back home when it is the day's last (else 0).
    drive_minutes
        Driving of the whole period.
    price
        Driving and prices of all broken wishes, in minutes.
    bound
        No timetable has a lower price.
    """

    day: Ints
    half: Ints
    advisor: Ints
    begins: Ints
    ends: Ints
    order: Ints
    leg_minutes: Floats
    return_minutes: Floats
    drive_minutes: float
    price: float
    bound: float

    @property
    def gap_percent(self) -> float:
        """Distance to the bound, percent of the price."""
        return 100.0 * (self.price - self.bound) / self.price if self.price > 0 else 0.0
