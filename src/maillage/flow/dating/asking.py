"""The solver's question, from places, advisors and rules."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.flow.dating.days import Days
from maillage.flow.dating.ground import Ground, off_days, school_days
from maillage.flow.dating.hours import Hours
from maillage.flow.dating.openings import openings, week_ends
from maillage.flow.dating.people import Advisors, advisors
from maillage.flow.dating.sitting import Chooser
from maillage.flow.dating.wanted import Wanted, wanted
from maillage.territory import DistanceModel
from maillage.timetable import MISSING, TimetableProblem
from maillage.vocabulary.timetable import CalendarRule


def question(
    ground: Ground, codes: list[str], posts: pl.DataFrame, rounds: pl.DataFrame, days: Days,
    rules: Sequence[CalendarRule], holidays: bool, adopted: pl.DataFrame | None, drive: float,
    seat: Chooser, told: Hours,
) -> tuple[TimetableProblem, Wanted]:  # fmt: skip
    """The solver's problem, and the names of its visits."""
    names = posts["post"].to_list()
    number = {code: p for p, code in enumerate(codes)}
    base = np.array([number[code] for code in posts["base"]], np.int64)
    off = off_days(ground.communes, days) if holidays else np.zeros((len(codes), days.count), np.bool_)
    people = advisors(names, days, rules, off[base], week_ends(days, rules), drive)
    school = school_days(ground.communes, days, rules)
    hours = openings(codes, ground.mask, days, rules, off, school, seat, told)
    asked = wanted(codes, names, rounds, days, rules, _adopted(adopted, days, names))
    seats = np.ones((len(codes), days.count, 2), np.int64)
    for weekday in range(5):
        seats[:, days.weekday == weekday] = ground.seats[:, weekday][:, None]
    return _assembled(ground, base, hours, seats, people, days, asked, drive), asked


def _assembled(
    ground: Ground, base: NDArray[np.int64], hours: NDArray[np.int16], seats: NDArray[np.int64], people: Advisors,
    days: Days, asked: Wanted, drive: float,
) -> TimetableProblem:  # fmt: skip
    """Roads added."""
    pairs = DistanceModel(ground.territory).pairs(ground.rows, ground.rows, drive)
    minutes = np.full((len(ground.rows), len(ground.rows)), np.inf, np.float32)
    minutes[pairs.origins, pairs.indices] = pairs.minutes
    np.fill_diagonal(minutes, 0.0)
    together = np.bincount(asked.visits.place[asked.visits.leader >= 0], minlength=len(seats)) > 0
    most = np.zeros(len(seats), np.int64)
    np.maximum.at(most, asked.visits.place, _companions(asked))
    seats = np.where(together[:, None, None], np.maximum(seats, most[:, None, None]), seats)
    return TimetableProblem(
        minutes, hours, seats, base, people.there, people.limit, days.fortnight, people.quota, asked.visits
    )


def _companions(asked: Wanted) -> NDArray[np.int64]:
    """How many visits go together with each, itself included."""
    leader = np.where(asked.visits.leader >= 0, asked.visits.leader, np.arange(len(asked.names)))
    return np.bincount(leader, minlength=len(asked.names))[leader] if len(leader) else leader


def _adopted(adopted: pl.DataFrame | None, days: Days, posts: list[str]) -> dict[str, tuple[int, int, int]]:
    """Day, half-day and advisor of the stops in force, by name; an advisor who is gone is -1."""
    if adopted is None:
        return {}
    advisor = {post: a for a, post in enumerate(posts)}
    found = {}
    for name, date, begins, post in adopted.select("stop", "date", "begins", "post").iter_rows():
        if 0 <= days.at(date) < days.count:
            found[name] = (days.at(date), int(begins >= 13 * 60), advisor.get(post, MISSING))
    return found
