"""Questions of ``benchmarks/timetable.py``: a département's plan, eight weeks, calendar rules drawn from a seed."""

import datetime
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from maillage.timetable import TimetableProblem
from maillage.vocabulary.timetable import CalendarRule

FIRST = datetime.date(2026, 12, 7)
WEEKS = 8
CHRISTMAS = datetime.date(2026, 12, 14)
"""First day of the fortnight given alone to the engines: 14 December, a Monday that begins one."""


class Case(NamedTuple):
    """A plan and the rules of its calendar."""

    name: str
    places: pl.DataFrame
    posts: pl.DataFrame
    rounds: pl.DataFrame
    rules: tuple[CalendarRule, ...]


def case(departement: str, advisors: int, folder: Path, seed: int = 0) -> Case:
    """Plan of a département, made once and kept in ``folder``, with rules drawn from the seed."""
    path = folder / f"plan-{departement}-{advisors}.pickle"
    if not path.exists():
        from maillage.flow import plan

        made = plan(departement, advisors)
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps((made.places, made.posts, made.rounds)))
    places, posts, rounds = pickle.loads(path.read_bytes())
    random = np.random.default_rng(seed)
    rules = (*_people(posts, random), *_places(rounds, random))
    return Case(f"{departement}, {advisors} posts", places, posts, rounds, rules)


def _people(posts: pl.DataFrame, random: np.random.Generator) -> list[CalendarRule]:
    """Leaves of a week or two, a day off every week, trainings, a contract that ends, an advisor without a car."""
    drawn = random.permutation(posts["post"].to_list()).tolist()
    found = []
    for post in drawn[:12]:
        begin = _day(random, WEEKS * 7 - 14)
        found.append(CalendarRule("leave", post, begin, begin + datetime.timedelta(int(random.choice([4, 11])))))
    found += [CalendarRule("part_time", post, weekday=int(random.integers(5))) for post in drawn[12:16]]
    found += [CalendarRule("part_time", post, weekday=2, half=1) for post in drawn[16:18]]
    for post in drawn[18:26]:
        when = _day(random, WEEKS * 7 - 2)
        found.append(CalendarRule("training", post, when, when + datetime.timedelta(1)))
    found.append(CalendarRule("contract", drawn[26], last=FIRST + datetime.timedelta(39)))
    return [*found, CalendarRule("no_vehicle", drawn[27])]


def _places(rounds: pl.DataFrame, random: np.random.Generator) -> list[CalendarRule]:
    """Closings, Saturday markets, other frequencies, short stops, two advisors at once, habits and locks."""
    visited = rounds["place"].unique().sort().to_list()
    drawn = iter(random.permutation(visited).tolist())
    few = max(len(visited) // 20, 2)
    take = lambda many: [next(drawn) for _ in range(many)]  # noqa: E731
    found = []
    for place in take(few):
        begin = _day(random, WEEKS * 7 - 14)
        found.append(CalendarRule("closed", place, begin, begin + datetime.timedelta(int(random.choice([6, 13, 30])))))
    found += [CalendarRule("closed", place, weekday=int(random.integers(5))) for place in take(2)]
    found += [CalendarRule("school", place) for place in take(few)]
    for place in take(2):
        saturday = FIRST + datetime.timedelta(5 + 7 * int(random.integers(WEEKS)))
        found.append(CalendarRule("open", place, saturday, saturday, hours="08:30-12:30"))
    found += [CalendarRule("every", place, value=value) for value in (1, 3, 4) for place in take(2)]
    found += [CalendarRule("dwell", place, value=value) for value in (45, 60) for place in take(few)]
    found += [CalendarRule("together", place, value=2) for place in take(2)]
    for kind in ("usual", "lock"):
        for place in take(2):
            row = rounds.filter(pl.col("place") == place).row(0, named=True)
            half = int(row["half"] == "afternoon")
            found.append(CalendarRule(kind, place, weekday=row["weekday"], half=half))
    return found


def _day(random: np.random.Generator, before: int) -> datetime.date:
    """A Monday to Friday of the first ``before`` days."""
    day = int(random.integers(before))
    return FIRST + datetime.timedelta(day - max(day % 7 - 4, 0))


def stated(one: Case, first: datetime.date = FIRST, weeks: int = WEEKS) -> TimetableProblem:
    """The question as the solver reads it."""
    from maillage.flow.dating.asking import question
    from maillage.flow.dating.days import Days
    from maillage.flow.dating.ground import ground_of
    from maillage.flow.dating.hours import Hours
    from maillage.flow.dating.sitting import chooser

    ground = ground_of(one.places, one.posts, one.rules)
    codes = ground.communes["code"].to_list()
    days = Days.of(first, weeks)
    hours = Hours(days)
    seat = chooser(ground.venues, one.places, one.rounds, hours)
    return question(ground, codes, one.posts, one.rounds, days, one.rules, True, None, 45.0, seat, hours)[0]


def changed(one: Case, kind: str, seed: int) -> tuple[CalendarRule, ...]:
    """The rules after one change: an advisor ``ill`` for a week, a venue ``closed`` for a month, a post ``lost``, a
    commune ``joins``.
    """
    random = np.random.default_rng([seed, len(kind)])
    monday = FIRST + datetime.timedelta(7 * int(random.integers(WEEKS - 1)))
    post, place = (
        random.choice(one.posts["post"].to_list()),
        random.choice(one.rounds["place"].unique().sort().to_list()),
    )
    new = {
        "ill": lambda: CalendarRule("leave", post, monday, monday + datetime.timedelta(6)),
        "closed": lambda: CalendarRule("closed", place, monday, monday + datetime.timedelta(30)),
        "lost": lambda: CalendarRule("contract", post, last=monday - datetime.timedelta(1)),
        "joins": lambda: CalendarRule("every", _outside(one, random), value=2),
    }[kind]()
    return (*one.rules, new)


def _outside(one: Case, random: np.random.Generator) -> str:
    """A commune of the département that the plan does not visit."""
    from maillage.territory import load

    departement = one.places["departement"][0]
    there: Sequence[str] = load().communes.filter(pl.col("departement") == departement)["code"].to_list()
    return str(random.choice(sorted(set(there) - set(one.places["code"]) - set(one.posts["base"]))))
