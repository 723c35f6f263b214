"""Places of a timetable: communes, venues, seats, and the days they are off."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage import calendar
from maillage.flow.dating.days import Days
from maillage.flow.dating.openings import speaks_of_school
from maillage.flow.venues import gather_venues
from maillage.territory import Selection, Territory, load
from maillage.venues import Venues
from maillage.vocabulary.timetable import EVERY, OPEN, CalendarRule
from maillage.vocabulary.units import SLOTS_PER_WEEK


class Ground(NamedTuple):
    """Places of a timetable, those of the plan first."""

    territory: Territory
    rows: NDArray[np.int32]
    communes: pl.DataFrame
    venues: Venues
    mask: NDArray[np.int64]
    seats: NDArray[np.int64]


def ground_of(places: pl.DataFrame, posts: pl.DataFrame, rules: Sequence[CalendarRule]) -> Ground:
    """Every place that may be driven to, with its venues."""
    territory = load()
    joining = [rule.subject for rule in rules if rule.kind in (OPEN, EVERY) and rule.subject in territory.row_of]
    codes = list(dict.fromkeys([*places["code"], *posts["base"], *joining]))
    rows = np.unique(territory.rows(codes))
    communes = territory.communes[rows]
    here = Selection("", "union", "", rows, "code")
    venues = gather_venues(None, territory, here).venues
    desks = venues.desks()
    planned = dict(zip(places["code"], zip(places["opening"], places["desks"], strict=True), strict=True))
    mask = ((desks > 0) << np.arange(SLOTS_PER_WEEK)).sum(axis=1).astype(np.int64)
    seats = np.maximum(desks.reshape(len(rows), SLOTS_PER_WEEK // 2, 2), 1)
    for p, code in enumerate(communes["code"]):
        if code in planned:  # what the plan knew holds: venues declared to it are not stored
            mask[p] = planned[code][0]
            seats[p] = np.maximum(seats[p], planned[code][1])
    return Ground(territory, rows, communes, venues, mask, seats)


def off_days(communes: pl.DataFrame, days: Days) -> NDArray[np.bool_]:
    """Public holidays of each place [n, days]."""
    off = np.zeros((len(communes), days.count), np.bool_)
    departement = communes["departement"].to_numpy()
    for code in np.unique(departement):
        for date in calendar.public_holidays(code, days.first, days.last):
            off[departement == code, days.at(date)] = True
    return off


def school_days(communes: pl.DataFrame, days: Days, rules: Sequence[CalendarRule]) -> Mapping[str, NDArray[np.bool_]]:
    """School holidays of the places whose rules speak of them; none where they are not known."""
    where = dict(communes.select("code", "departement").iter_rows())
    found = {}
    for code in {rule.subject for rule in rules if speaks_of_school(rule)}:
        known = calendar.school_holidays(where[code], days.first, days.last) or {}
        found[code] = np.array([date in known for date in days.dates])
    return found
