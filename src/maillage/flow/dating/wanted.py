"""The visits to date: each row of the roster in every fortnight, and what rules ask instead."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from maillage.flow.dating.days import Days
from maillage.timetable import MISSING, Visits
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.timetable import DWELL, EVERY, LOCK, TOGETHER, USUAL, CalendarRule

HALF_DAY = 180
"""Minutes of a visit that takes a half-day."""
SHORTEST = 90
"""Minutes a place must be open for a half-day's visit to be worth the trip."""
MOST_WEEKS = 26
MOST_TOGETHER = 10


COLUMNS = (
    "place", "most", "least", "first", "last", "usual_day", "usual_half", "usual_advisor",
    "adopted_day", "adopted_half", "adopted_advisor", "locked", "leader",
)  # fmt: skip
"""Fields of :class:`maillage.timetable.Visits` in the order of a line."""


class Usual(NamedTuple):
    """When and by whom people expect a visit: week of its window, weekday, half-day, advisor; -1 for none."""

    week: int
    weekday: int
    half: int
    advisor: int


class Wanted(NamedTuple):
    """Visits and what each is called."""

    names: list[str]
    visits: Visits


def wanted(
    codes: Sequence[str], posts: Sequence[str], rounds: pl.DataFrame, days: Days, rules: Sequence[CalendarRule],
    adopted: Mapping[str, tuple[int, int, int]],
) -> Wanted:  # fmt: skip
    """Visits of a period.

    Parameters
    ----------
    codes, posts
        Commune codes of the places, identifiers of the advisors.
    rounds
        The roster, columns of :data:`maillage.vocabulary.plan.ROUNDS`.
    adopted
        Day, half-day and advisor of each stop of the timetable in force, by its name.

    A visit of a window cut by the ends of the period is wanted when people expect it on a day inside.
    """
    advisor = {post: a for a, post in enumerate(posts)}
    by_place: dict[str, list[Usual]] = {code: [] for code in codes}
    told = rounds.select("place", "post", "week", "weekday", pl.col("half") == "afternoon")
    for place, post, week, weekday, half in told.sort("place", "week", "weekday", "half", "post").iter_rows():
        by_place[place].append(Usual(week - 1, weekday, int(half), advisor.get(post, MISSING)))
    by_kind: dict[str, dict[str, list[CalendarRule]]] = {}
    for rule in rules:
        by_kind.setdefault(rule.kind, {}).setdefault(rule.subject, []).append(rule)
    names: list[str] = []
    lines: list[tuple[int, ...]] = []
    for p, code in enumerate(codes):
        every = _value(by_kind, EVERY, code, 0, MOST_WEEKS)
        usual = _recurring(by_place[code], every)
        wishes = _wished(usual, by_kind, code, advisor)
        dwell = _value(by_kind, DWELL, code, HALF_DAY, HALF_DAY * 2)
        many = _value(by_kind, TOGETHER, code, 1, MOST_TOGETHER)
        for monday, first, last in days.windows(every or 2):
            for k, (expected, locked) in enumerate(wishes):
                day = days.at(monday) + 7 * expected.week + expected.weekday if expected.weekday >= 0 else MISSING
                whole = last - first + 1 == 7 * (every or 2)
                if not (first <= day <= last) and not (day == MISSING and whole):
                    continue
                leader = len(names)
                for companion in range(many):
                    name = f"{code}:{monday:%Y%m%d}:{k + 1}" + (f":{companion + 1}" if companion else "")
                    known = adopted.get(name, (MISSING, MISSING, MISSING))
                    by = expected.advisor if companion == 0 else MISSING
                    when = (day, expected.half if day >= 0 else MISSING, by)
                    names.append(name)
                    lines.append(
                        (p, dwell, min(dwell, SHORTEST), first, last, *when, *known, locked,
                         MISSING if companion == 0 else leader)
                    )  # fmt: skip
    columns = dict(zip(COLUMNS, np.array(lines, np.int64).reshape(-1, len(COLUMNS)).T.copy(), strict=True))
    fixed = columns.pop("locked").astype(np.bool_)
    return Wanted(names, Visits(**columns, locked=fixed))


def _value(by_kind: Mapping[str, dict[str, list[CalendarRule]]], kind: str, code: str, default: int, most: int) -> int:
    """Number the latest rule of a kind gives a place."""
    rules = by_kind.get(kind, {}).get(code, [])
    if not rules:
        return default
    value = rules[-1].value
    if value is None or not 1 <= value <= most:
        raise InvalidOption("timetable.rule.value", kind=kind, place=code, value=value, most=most)
    return value


def _recurring(roster: list[Usual], every: int) -> list[Usual]:
    """Expected visits of a window of ``every`` weeks: the roster's own (0), or one, weekly on its first weekday."""
    if every == 0:
        return roster
    if not roster:
        return [Usual(0, MISSING, MISSING, MISSING)]
    first = roster[0]
    return [first._replace(week=min(first.week, every - 1))]


def _wished(
    usual: list[Usual], by_kind: Mapping[str, dict[str, list[CalendarRule]]], code: str, advisor: Mapping[str, int]
) -> list[tuple[Usual, bool]]:
    """Expected visits, the first of each week as the latest rule that says when; and which of them are locked."""
    locks, wishes = (by_kind.get(kind, {}).get(code, []) for kind in (LOCK, USUAL))
    found: list[tuple[Usual, bool]] = []
    seen: set[int] = set()
    for one in usual:
        if not (locks or wishes) or one.week in seen:
            found.append((one, False))
            continue
        seen.add(one.week)
        rule = (locks or wishes)[-1]
        weekday = rule.weekday if rule.weekday is not None else one.weekday
        half = rule.half if rule.half is not None else MISSING if rule.weekday is not None else one.half
        by = advisor.get(rule.post, MISSING) if rule.post else MISSING if locks else one.advisor
        found.append((Usual(max(one.week, 0), weekday, half, by), bool(locks) and weekday >= 0))
    return found
