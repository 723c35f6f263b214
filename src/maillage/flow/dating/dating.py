"""From a plan's tables and the rules of a calendar to a timetable."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict
from time import monotonic

import polars as pl

from maillage.flow.dating.asking import question
from maillage.flow.dating.days import Days
from maillage.flow.dating.ground import ground_of
from maillage.flow.dating.hours import Hours
from maillage.flow.dating.sitting import chooser
from maillage.flow.dating.summary import summary
from maillage.flow.dating.telling import missed_table, stops_table
from maillage.flow.silence import Progress, silent
from maillage.timetable import solve
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.timetable import KINDS, PLACE_KINDS, POST_KINDS, CalendarRule, Timetable


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
    ground = ground_of(places, posts, rules)
    codes, names = ground.communes["code"].to_list(), posts["post"].to_list()
    known, ignored = _known(rules, set(codes), set(names))
    hours = Hours(days)
    seat = chooser(ground.venues, places, rounds, hours)
    problem, asked = question(ground, codes, posts, rounds, days, known, holidays, adopted, drive, seat, hours)
    found = solve(problem, seed, seconds, moves, 200 if proof else 0, progress)
    stops = stops_table(ground.communes, names, days, asked.names, problem, found, seat)
    missed = missed_table(ground.communes, days, asked.names, problem, found)
    told = summary(days, problem, found, stops, missed) | {
        "ignored": [asdict(rule) | {"first": str(rule.first), "last": str(rule.last)} for rule in ignored],
        "seconds": round(monotonic() - start, 2),
        "seed": seed,
    }
    return Timetable(told, stops, missed)


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
