"""When each place is open, day by day, and how many advisors it holds."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from maillage.flow.dating.days import Days
from maillage.flow.dating.hours import HALVES, NOON, Hours, Stretch, longest
from maillage.flow.dating.sitting import Chooser
from maillage.flow.dating.wanted import SHORTEST
from maillage.opening.half_days import minute
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.timetable import CLOSED, OPEN, SCHOOL, CalendarRule
from maillage.vocabulary.units import SLOTS_PER_WEEK, WEEKDAYS

MORNING = (9 * 60, 12 * 60)
AFTERNOON = (14 * 60, 17 * 60)
"""Minutes since midnight when an advisor receives where only the half-day is known."""

_CLOCKS = re.compile(r"\d{1,2}[:h]\d{0,2}\s*-\s*\d{1,2}[:h]\d{0,2}")
_SCHOOL_OFF = re.compile(r";?\s*SH\s+(?:off|closed)\b")


def openings(
    codes: Sequence[str], mask: NDArray[np.int64], days: Days, rules: Sequence[CalendarRule], off: NDArray[np.bool_],
    school: Mapping[str, NDArray[np.bool_]], seat: Chooser, told: Hours,
) -> NDArray[np.int16]:  # fmt: skip
    """Opening hours [n, days, 2, 2] in minutes since midnight, 0 and 0 where closed.

    Parameters
    ----------
    codes
        Commune code of each place.
    mask
        [n] usual half-days, bit 2 * weekday + (0 morning, 1 afternoon).
    off
        [n, days] public holidays.
    school
        [days] school holidays of each place whose rules speak of them.
    seat
        Where one sits on a half-day of the week: a stop keeps to this venue's hours, to the minute where they are told.
    told
        What hours say of each day.
    """
    number = {code: p for p, code in enumerate(codes)}
    usual = (mask[:, None] >> np.arange(SLOTS_PER_WEEK) & 1).reshape(len(codes), WEEKDAYS, 2).astype(np.bool_)
    hours = np.zeros((len(codes), days.count, 2, 2), np.int16)
    for half, window in enumerate((MORNING, AFTERNOON)):
        for weekday in range(WEEKDAYS):
            then = np.flatnonzero(days.weekday == weekday)
            hours[np.ix_(np.flatnonzero(usual[:, weekday, half]), then, np.array([half]))] = window
            for at in np.flatnonzero(usual[:, weekday, half]).tolist():
                times = seat(codes[at], weekday, half).times
                for day, stretch in _told(times, told, weekday, half).items():
                    hours[at, day, half] = _within(stretch, window)
    for rule in rules:
        p = number.get(rule.subject)
        if p is None:
            continue
        if rule.kind == OPEN and plain(rule):
            _open(hours[p], days, rule)
        elif rule.kind == OPEN:
            _replace(hours[p], days, rule, school.get(rule.subject), told)
    hours[off] = 0
    for rule in rules:
        p = number.get(rule.subject)
        if p is None:
            continue
        if rule.kind == CLOSED:
            hours[p][days.held(rule)] = 0
        elif rule.kind == SCHOOL:
            hours[p][school[rule.subject]] = 0
    return hours


def _told(times: str | None, told: Hours, weekday: int, half: int) -> Mapping[int, Stretch]:
    """Stretch of each day whose hours are known to the minute."""
    return (told.stretches(times, weekday, half) if times else None) or {}


def _within(stretch: Stretch, usual: Stretch) -> Stretch:
    """When an advisor receives in a stretch of hours: at the usual ones as far as they lie inside, else all along.

    The usual ones leave time for lunch and the longest leg between two half-days, which a venue's own seldom do.
    """
    both = max(stretch[0], usual[0]), min(stretch[1], usual[1])
    return both if both[1] - both[0] >= SHORTEST else stretch


def plain(rule: CalendarRule) -> bool:
    """Whether a rule opens besides, between two clock times or at the usual ones; otherwise it says all the hours."""
    return not rule.hours or _CLOCKS.fullmatch(rule.hours.strip()) is not None


def speaks_of_school(rule: CalendarRule) -> bool:
    """Whether a place closes in school holidays by this rule."""
    return rule.kind == SCHOOL or (rule.kind == OPEN and _SCHOOL_OFF.search(rule.hours) is not None)


def week_ends(days: Days, rules: Sequence[CalendarRule]) -> NDArray[np.bool_]:
    """Half-days of Saturdays and Sundays on which some place opens [days, 2]."""
    found = np.zeros((days.count, 2), np.bool_)
    for rule in rules:
        if rule.kind == OPEN and plain(rule):
            for half, _hours in _halves(rule):
                found[:, half] |= days.held(rule)[:, half]
        elif rule.kind == OPEN:
            hours = np.zeros((days.count, 2, 2), np.int16)
            _replace(hours, days, rule, None, Hours(days))
            found |= hours[..., 1] > hours[..., 0]
    found[days.weekday < WEEKDAYS] = False
    return found


def _open(hours: NDArray[np.int16], days: Days, rule: CalendarRule) -> None:
    """Open a place on the half-days of a rule."""
    for half, window in _halves(rule):
        hours[days.held(rule)[:, half], half] = window


def _replace(
    hours: NDArray[np.int16], days: Days, rule: CalendarRule, school: NDArray[np.bool_] | None, read: Hours
) -> None:
    """Give a place the hours of OpenStreetMap's words on the days of a rule: of each half-day the longest stretch."""
    told = read.of(_SCHOOL_OFF.sub("", rule.hours).strip(" ;"))
    if told is None or "SH" in _SCHOOL_OFF.sub("", rule.hours):
        raise InvalidOption("timetable.rule.hours", value=rule.hours, place=rule.subject)
    held = days.held(rule)
    for day, ranges in enumerate(told):
        closed = school is not None and bool(school[day]) and speaks_of_school(rule)
        for half in range(len(HALVES)):
            if held[day, half]:
                hours[day, half] = 0 if closed else longest(ranges, half)


def _clock(text: str) -> str:
    """``9h`` or ``9h30`` as ``9:30``."""
    told = text.strip().replace("h", ":")
    return f"{told}00" if told.endswith(":") else told


def _halves(rule: CalendarRule) -> list[tuple[int, tuple[int, int]]]:
    """Half-days a rule opens, each with its hours; hours over noon open both."""
    if not rule.hours:
        return [(half, (MORNING, AFTERNOON)[half]) for half in (0, 1) if rule.half in (None, half)]
    try:
        begin, end = (minute(_clock(clock)) for clock in rule.hours.split("-"))
    except ValueError:
        raise InvalidOption("timetable.rule.hours", value=rule.hours, place=rule.subject) from None
    if not 0 <= begin < end <= 24 * 60:
        raise InvalidOption("timetable.rule.hours", value=rule.hours, place=rule.subject)
    parts = ((0, (begin, min(end, NOON))), (1, (max(begin, NOON), end)))
    return [(half, window) for half, window in parts if window[0] < window[1] and rule.half in (None, half)]
