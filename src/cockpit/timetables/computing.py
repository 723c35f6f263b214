"""The process that computes one timetable: the river alone, without database."""

import datetime
import time
from typing import Any

import polars as pl

from cockpit.computations.child import run, say
from cockpit.plans import storage as plans
from cockpit.territories import places
from cockpit.timetables import storage
from cockpit.timetables.rule_text import read
from cockpit.timetables.stages import STAGES
from maillage.flow.dating import timetable
from maillage.flow.dating.summary import ENGINE
from maillage.vocabulary.timetable import STOPS

LEAST_SECONDS = 0.5
"""Between two reports of progress."""


class Teller:
    """Tells progress at most twice a second."""

    def __init__(self) -> None:
        self._last, self._stage = 0.0, ""

    def __call__(self, stage: str, share: float) -> None:
        """Take a report of the river."""
        code, now = stage if stage in STAGES else "preparing", time.monotonic()
        if code != self._stage or now - self._last >= LEAST_SECONDS:
            self._last, self._stage = now, code
            say(stage=code, share=min(max(share, 0.0), 1.0))


def compute(asked: dict[str, Any]) -> None:
    """Compute and store a timetable: ``uuid``, ``plan``, ``level``, ``code``, ``first``, ``weeks``, ``last``...

    The river counts whole weeks; days beyond the last one asked for are left out.
    """
    tell = Teller()
    tell("preparing", 0.0)
    adopted = storage.adopted(asked["uuid"]).select(list(STOPS))
    sites, posts, rounds = tables(asked["plan"], places.get(asked["level"], asked["code"]))
    made = timetable(
        sites,
        posts,
        rounds,
        first=datetime.date.fromisoformat(asked["first"]),
        weeks=asked["weeks"],
        rules=[read(rule) for rule in asked["rules"]],
        adopted=None if adopted.is_empty() else adopted,
        drive=asked["drive"],
        proof=asked["proof"],
        progress=tell,
    )
    tell("writing", 0.0)
    last = datetime.date.fromisoformat(asked["last"])
    stops, missed = made.stops.filter(pl.col("date") <= last), made.missed.filter(pl.col("first") <= last)
    storage.write(asked["uuid"], made.summary["result_hash"], {"stops": stops, "missed": missed})
    say(summary={**made.summary, "engine": ENGINE})


def tables(plan: tuple[str, str], place: places.Place) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Places, posts and rounds of a plan for the posts that leave from a territory, wherever these go."""
    posts, rounds, sites = (plans.table(*plan, name) for name in ("posts", "rounds", "places"))
    if place != places.FRANCE:
        codes = places.ground().communes["code"].gather(places.rows(place))
        posts = posts.filter(pl.col("base").is_in(codes.implode()))
        rounds = rounds.filter(pl.col("post").is_in(posts["post"].implode()))
        sites = sites.filter(pl.col("code").is_in(rounds["place"].implode()))
    return sites, posts, rounds


if __name__ == "__main__":
    run(compute)
