"""Tables of a timetable, from what the solver found."""

from datetime import timedelta

import numpy as np
import polars as pl

from maillage import calendar
from maillage.flow.dating.days import Days
from maillage.flow.dating.sitting import Chooser
from maillage.timetable import TimetableProblem, TimetableResult
from maillage.vocabulary.timetable import MISSED, STOPS


def stops_table(
    communes: pl.DataFrame, posts: list[str], days: Days, names: list[str], problem: TimetableProblem,
    found: TimetableResult, seat: Chooser,
) -> pl.DataFrame:  # fmt: skip
    """One row per dated stop."""
    place = communes.select("code", "name", "departement", "epci", "epci_name").to_dicts()
    zones = {one["code"]: calendar.zone_of(one["departement"], one["code"]) for one in place}
    visits, lines = problem.visits, []
    for v in np.flatnonzero(found.day >= 0):
        here, when = place[visits.place[v]], days.dates[found.day[v]]
        where = seat(here["code"], when.weekday(), int(found.half[v]))
        usual = found.day[v] == visits.usual_day[v] and visits.usual_half[v] in (-1, found.half[v])
        lines.append(
            {
                "stop": names[v], "post": posts[found.advisor[v]], "date": when,
                "begins": int(found.begins[v]), "ends": int(found.ends[v]),
                "place": here["code"], "place_name": here["name"], "departement": here["departement"],
                "epci": here["epci"], "epci_name": here["epci_name"], "venue": where.name, "venue_kind": where.kind,
                "zone": zones[here["code"]], "leg_minutes": float(found.leg_minutes[v]),
                "return_minutes": float(found.return_minutes[v]), "usual": bool(usual),
                "address": where.address,
            }
        )  # fmt: skip
    return pl.DataFrame(lines, schema=STOPS).sort("date", "post", "begins", "stop")


def missed_table(
    communes: pl.DataFrame, days: Days, names: list[str], problem: TimetableProblem, found: TimetableResult
) -> pl.DataFrame:
    """One row per visit that no day holds, with its reason."""
    visits, lines = problem.visits, []
    code, name = communes["code"].to_list(), communes["name"].to_list()
    for v in np.flatnonzero(found.day < 0):
        p = int(visits.place[v])
        first, last = (days.first + timedelta(int(end[v])) for end in (visits.first, visits.last))
        lines.append((names[v], code[p], name[p], first, last, _reason(problem, int(v))))
    return pl.DataFrame(lines, schema=MISSED, orient="row").sort("place", "first", "stop")


def _reason(problem: TimetableProblem, v: int) -> str:
    """Why a visit found no day: nothing open, nobody there who drives that far, or no room left."""
    p, span = int(problem.visits.place[v]), slice(int(problem.visits.first[v]), int(problem.visits.last[v]) + 1)
    wide = problem.opens[p, span, :, 1] - problem.opens[p, span, :, 0]
    held = wide >= problem.visits.least[v]
    if not held.any():
        return "closed"
    far = np.where(problem.base == p, 0.0, problem.minutes[problem.base, p])
    near = far <= problem.limit
    return "room" if (problem.there[near][:, span] & held).any() else "advisors"
