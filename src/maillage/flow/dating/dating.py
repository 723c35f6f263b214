"""From a plan's tables and the rules of a calendar to a timetable."""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage import calendar
from maillage.flow.dating.days import Days
from maillage.flow.dating.openings import openings, speaks_of_school, week_ends
from maillage.flow.dating.people import Advisors, advisors
from maillage.flow.dating.telling import missed_table, stops_table
from maillage.flow.dating.wanted import Wanted, wanted
from maillage.flow.silence import Progress, silent
from maillage.flow.venues import gather_venues
from maillage.territory import DistanceModel, Selection, Territory, load
from maillage.timetable import MISSING, TimetableProblem, TimetableResult, solve
from maillage.venues import Venues
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.timetable import (
    KINDS,
    OPEN,
    PLACE_KINDS,
    POST_KINDS,
    CalendarRule,
    Timetable,
)
from maillage.vocabulary.units import EUROS_PER_KM, ROAD_SPEED_KM_H, SLOTS_PER_WEEK, TRIP_OVERHEAD_MINUTES

ENGINE = "1"
"""Changes whenever the solver may find something else for the same problem."""


class Ground(NamedTuple):
    """Places of a timetable, those of the plan first."""

    territory: Territory
    rows: NDArray[np.int32]
    communes: pl.DataFrame
    venues: Venues
    mask: NDArray[np.int64]
    seats: NDArray[np.int64]


def timetable(
    places: pl.DataFrame,
    posts: pl.DataFrame,
    rounds: pl.DataFrame,
    *,
    first: datetime.date,
    weeks: int,
    rules: Sequence[CalendarRule] = (),
    holidays: bool = True,
    adopted: pl.DataFrame | None = None,
    drive: float = 45.0,
    seed: int = 0,
    seconds: float | None = None,
    moves: int | None = None,
    proof: bool = True,
    progress: Progress = silent,
) -> Timetable:
    """Dated stops of a plan.

    Parameters
    ----------
    places, posts, rounds
        A plan's tables, columns of :mod:`maillage.vocabulary.plan`.
    first
        First day.
    weeks
        How many, from 1 to 52.
    rules
        The calendar's rules; the later of two that contradict each other prevails. Those about a post or a place that
        is not of the plan are told in ``summary["ignored"]``, but a place that a rule ``every`` names joins.
    holidays
        Whether nobody works on public holidays.
    adopted
        Stops in force, columns of :data:`maillage.vocabulary.timetable.STOPS`: the new timetable changes as few as it
        can.
    drive
        Longest leg, minutes.
    seed, seconds, moves
        See :func:`maillage.timetable.solve`.
    proof
        Whether to look for a bound; without one ``bound`` is 0.
    progress
        Called with a stage's code and the share done.

    Raises
    ------
    InvalidOption
        If an option or a rule makes no sense.
    """
    start = monotonic()
    days = Days.of(first, weeks)
    _checked(rules)
    ground = _ground(places, posts, rules)
    codes, names = ground.communes["code"].to_list(), posts["post"].to_list()
    known, ignored = _known(rules, set(codes), set(names))
    problem, asked = _problem(ground, codes, posts, rounds, days, known, holidays, adopted, drive)
    found = solve(problem, seed, seconds, moves, 200 if proof else 0, progress)
    stops = stops_table(ground.communes, names, days, asked.names, problem, found, _venue(ground, places, rounds))
    missed = missed_table(ground.communes, days, asked.names, problem, found)
    summary = _summary(days, problem, found, stops, missed) | {
        "ignored": [asdict(rule) | {"first": str(rule.first), "last": str(rule.last)} for rule in ignored],
        "seconds": round(monotonic() - start, 2),
        "seed": seed,
    }
    return Timetable(summary, stops, missed)


def _checked(rules: Sequence[CalendarRule]) -> None:
    """Refuse rules that make no sense."""
    for rule in rules:
        if rule.kind not in KINDS:
            raise InvalidOption("timetable.rule.kind", value=rule.kind, kinds=", ".join(KINDS))
        if rule.first and rule.last and rule.first > rule.last:
            raise InvalidOption(
                "timetable.rule.dates", kind=rule.kind, subject=rule.subject, first=rule.first, last=rule.last
            )
        if rule.weekday is not None and not 0 <= rule.weekday <= 6:
            raise InvalidOption("timetable.rule.weekday", kind=rule.kind, subject=rule.subject, value=rule.weekday)
        if rule.half not in (None, 0, 1):
            raise InvalidOption("timetable.rule.half", kind=rule.kind, subject=rule.subject, value=rule.half)


def _ground(places: pl.DataFrame, posts: pl.DataFrame, rules: Sequence[CalendarRule]) -> Ground:
    """Every place that may be driven to, with its venues."""
    territory = load()
    joining = [rule.subject for rule in rules if rule.kind in (OPEN, "every") and rule.subject in territory.row_of]
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


def _known(
    rules: Sequence[CalendarRule], codes: set[str], posts: set[str]
) -> tuple[list[CalendarRule], list[CalendarRule]]:
    """Rules that speak of the plan, and the others."""
    of_plan = [
        (rule.kind in POST_KINDS and rule.subject in posts) or (rule.kind in PLACE_KINDS and rule.subject in codes)
        for rule in rules
    ]
    kept = [rule for rule, held in zip(rules, of_plan, strict=True) if held]
    return kept, [rule for rule, held in zip(rules, of_plan, strict=True) if not held]


def _problem(
    ground: Ground, codes: list[str], posts: pl.DataFrame, rounds: pl.DataFrame, days: Days,
    rules: Sequence[CalendarRule], holidays: bool, adopted: pl.DataFrame | None, drive: float,
) -> tuple[TimetableProblem, Wanted]:  # fmt: skip
    """The solver's problem, and the names of its visits."""
    names = posts["post"].to_list()
    number = {code: p for p, code in enumerate(codes)}
    base = np.array([number[code] for code in posts["base"]], np.int64)
    off = _off(ground.communes, days) if holidays else np.zeros((len(codes), days.count), np.bool_)
    people = advisors(names, days, rules, off[base], week_ends(days, rules), drive)
    hours = openings(codes, ground.mask, days, rules, off, _school(ground.communes, days, rules))
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


def _off(communes: pl.DataFrame, days: Days) -> NDArray[np.bool_]:
    """Public holidays of each place [n, days]."""
    off = np.zeros((len(communes), days.count), np.bool_)
    departement = communes["departement"].to_numpy()
    for code in np.unique(departement):
        for date in calendar.public_holidays(code, days.first, days.last):
            off[departement == code, days.at(date)] = True
    return off


def _school(communes: pl.DataFrame, days: Days, rules: Sequence[CalendarRule]) -> Mapping[str, NDArray[np.bool_]]:
    """School holidays of the places whose rules speak of them; none where they are not known."""
    where = dict(communes.select("code", "departement").iter_rows())
    found = {}
    for code in {rule.subject for rule in rules if speaks_of_school(rule)}:
        known = calendar.school_holidays(where[code], days.first, days.last) or {}
        found[code] = np.array([date in known for date in days.dates])
    return found


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


def _venue(ground: Ground, places: pl.DataFrame, rounds: pl.DataFrame) -> Any:
    """See :func:`maillage.flow.dating.telling.stops_table`."""
    usual = {
        (place, weekday, int(half == "afternoon")): (venue, kind)
        for place, weekday, half, venue, kind in rounds.select(
            "place", "weekday", "half", "venue", "venue_kind"
        ).iter_rows()
    }
    main = {
        code: (venue.split(" | ")[0], (kind or "").split(" | ")[0])
        for code, venue, kind in places.select("code", "venue", "venue_kind").iter_rows()
        if venue
    }
    first = {
        place: (name, kind)
        for place, name, kind in reversed(list(ground.venues.table.select("code", "name", "kind").iter_rows()))
    }
    open_then = {
        (code, slot): (name, kind)
        for code, name, kind, opening in reversed(
            list(ground.venues.table.select("code", "name", "kind", "opening").iter_rows())
        )
        for slot in range(SLOTS_PER_WEEK)
        if opening >> slot & 1
    }

    def venue(place: str, weekday: int, half: int) -> tuple[str | None, str | None]:
        key = (place, weekday, half)
        chosen = usual.get(key) or open_then.get((place, 2 * weekday + half)) or main.get(place) or first.get(place)
        return chosen or (None, None)

    return venue


def _summary(
    days: Days, problem: TimetableProblem, found: TimetableResult, stops: pl.DataFrame, missed: pl.DataFrame
) -> dict[str, Any]:
    """Headline figures."""
    share, km = stops["usual"].mean(), _km(found)
    text = json.dumps([ENGINE, *(_digest(one) for one in _arrays(problem))])
    return {
        "first": days.first.isoformat(),
        "last": days.last.isoformat(),
        "stops": len(stops),
        "missed": len(missed),
        "drive_minutes": round(found.drive_minutes, 1),
        "drive_km": round(km),
        "drive_euros": round(km * EUROS_PER_KM),
        "usual_share": 1.0 if share is None else round(float(share), 4),  # type: ignore[arg-type]
        "price": round(found.price, 1),
        "bound": round(found.bound, 1),
        "gap_percent": round(found.gap_percent, 3),
        "problem_hash": hashlib.sha256(text.encode()).hexdigest(),
        "result_hash": hashlib.sha256(stops.write_csv().encode()).hexdigest(),
    }


def _km(found: TimetableResult) -> float:
    """Road kilometres of the default travel model behind the minutes driven."""
    legs = np.concatenate([found.leg_minutes, found.return_minutes])
    return float(np.maximum(legs - TRIP_OVERHEAD_MINUTES, 0.0).sum() * ROAD_SPEED_KM_H / 60)


def _arrays(problem: TimetableProblem) -> list[NDArray[Any]]:
    p, v = problem, problem.visits
    rules = np.array([p.day_starts, p.day_ends, p.day_minutes, p.lunch, p.set_up, *asdict(p.prices).values()])
    return [p.minutes, p.opens, p.seats, p.base, p.there, p.limit, p.period, p.quota, *vars(v).values(), rules]


def _digest(array: NDArray[Any]) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
