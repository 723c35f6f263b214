"""Plan versus done: what became of the stops that were to be held, place by place and advisor by advisor."""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import polars as pl
from django.db.models import F
from django.utils import timezone

from cockpit.territories.places import Place
from cockpit.timetables import instants
from cockpit.timetables.models import Assignment, Stop
from cockpit.timetables.queries import lying_in
from cockpit.timetables.states import CALLED_OFF, HELD, PLANNED

UNREPORTED: Final = "unreported"
OUTCOME: Final = {HELD: HELD, CALLED_OFF: CALLED_OFF, PLANNED: UNREPORTED}
OUTCOMES: Final = (HELD, CALLED_OFF, UNREPORTED)
LEAST_HELD: Final = 3
"""Held stops below which nothing is concluded from how many came."""
NOON: Final = 12 * 60
Z95: Final = 1.959964

PAST = {
    "place": pl.String, "place_name": pl.String, "epci": pl.String, "post": pl.String, "date": pl.Date,
    "weekday": pl.Int8, "half": pl.Int8, "outcome": pl.String, "people": pl.Int64,
}  # fmt: skip
"""Columns of the stops that are over: ``weekday`` from 0, ``half`` 0 in the morning; ``people`` null unless held."""


def past(place: Place, first: datetime.date, last: datetime.date, now: datetime.datetime | None = None) -> pl.DataFrame:
    """Stops of a territory between two days that have ended; those a later timetable replaced are left out.

    Returns
    -------
    polars.DataFrame
        Columns of :data:`PAST`, one row per stop, by day.
    """
    at = now or timezone.now()
    found = Stop.objects.filter(lying_in(place), date__gte=first, date__lte=last, lost=False)
    found = found.annotate(told=F("report__people")).order_by("date", "begins", "post")
    recent = at.date() - datetime.timedelta(days=1)
    rows = [
        (stop.place, stop.place_name, stop.epci, stop.post, stop.date, stop.date.weekday(), int(stop.begins >= NOON),
         OUTCOME[stop.state], getattr(stop, "told", None))
        for stop in found.iterator(chunk_size=2000)
        if stop.date < recent or instants.ends_at(stop) <= at
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=PAST, orient="row")


def tallies(stops: pl.DataFrame, by: str, name: str) -> pl.DataFrame:
    """What became of the stops of each value of a column.

    Returns
    -------
    polars.DataFrame
        ``code`` and ``name``, ``planned`` and each of :data:`OUTCOMES` (stops), ``people``, ``low`` and ``high`` (of
        the share held, 95 %); those with the most planned stops first.
    """
    counts = [(pl.col("outcome") == outcome).sum().cast(pl.Int64).alias(outcome) for outcome in OUTCOMES]
    found = (
        stops.group_by(by)
        .agg(pl.col(name).last().alias("name"), pl.len().cast(pl.Int64).alias("planned"), *counts,
             pl.col("people").sum().alias("people"))
        .rename({by: "code"})
    )  # fmt: skip
    ranges = [wilson(held, planned) for held, planned in found.select(HELD, "planned").iter_rows()]
    return found.with_columns(
        pl.Series("low", [low for low, _ in ranges], dtype=pl.Float64),
        pl.Series("high", [high for _, high in ranges], dtype=pl.Float64),
    ).sort("planned", "code", descending=[True, False])


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Range of a share, at 95 %, from few cases on.

    With p the share seen among n and z = 1.96: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Wilson, 1927.
    """
    if not trials:
        return 0.0, 1.0
    share, square = successes / trials, Z95**2 / trials
    middle = (share + square / 2) / (1 + square)
    half = Z95 * math.sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def with_advisors(stops: pl.DataFrame) -> pl.DataFrame:
    """The same stops with ``advisor``, the number of the account that worked the post that day (empty: the post was
    vacant), and its ``advisor_name``.
    """
    held: dict[str, list[Assignment]] = {}
    for one in Assignment.objects.filter(post__in=stops["post"].unique().to_list()).select_related("user"):
        held.setdefault(one.post, []).append(one)
    found = [_worker(held.get(post, ()), date) for post, date in stops.select("post", "date").iter_rows()]
    return stops.with_columns(
        pl.Series("advisor", [code for code, _ in found], dtype=pl.String),
        pl.Series("advisor_name", [name for _, name in found], dtype=pl.String),
    )


def _worker(held: Iterable[Assignment], day: datetime.date) -> tuple[str, str]:
    for one in held:
        if one.first <= day and (one.last is None or one.last >= day):
            return str(one.user_id), str(one.user)
    return "", ""


@dataclass(frozen=True)
class Deserted:
    """A stop to move: hardly anybody comes to this place on this half-day of the week.

    Attributes
    ----------
    held
        Stops held there then, :data:`LEAST_HELD` at least.
    mean
        People a stop.
    better
        Weekday, half-day, held stops and mean of the half-day at which most come elsewhere in the same EPCI; None
        where none does better on as many stops.
    """

    place: str
    name: str
    weekday: int
    half: int
    held: int
    mean: float
    better: tuple[int, int, int, float] | None


def deserted(stops: pl.DataFrame, threshold: float) -> list[Deserted]:
    """Places and half-days of the week with :data:`LEAST_HELD` held stops at least and fewer than ``threshold`` people
    a stop on average, the emptiest first.
    """
    kept = stops.filter(pl.col("outcome") == HELD)
    means = [pl.len().alias("held"), pl.col("people").mean().alias("mean")]
    slots = kept.group_by("place", "epci", "weekday", "half").agg(pl.col("place_name").last().alias("name"), *means)
    found = slots.filter((pl.col("held") >= LEAST_HELD) & (pl.col("mean") < threshold))
    return [
        Deserted(
            row["place"], row["name"], row["weekday"], row["half"], row["held"], row["mean"],
            _better(kept, row["epci"], row["place"], row["mean"]),
        )
        for row in found.sort("mean", "place", "weekday", "half").iter_rows(named=True)
    ]  # fmt: skip


def _better(held: pl.DataFrame, epci: str, place: str, mean: float) -> tuple[int, int, int, float] | None:
    """Half-day of the week at which most come in the other places of an EPCI."""
    near = held.filter((pl.col("epci") == epci) & (pl.col("place") != place)) if epci else held.clear()
    slots = near.group_by("weekday", "half").agg(pl.len().alias("held"), pl.col("people").mean().alias("mean"))
    best = slots.filter((pl.col("held") >= LEAST_HELD) & (pl.col("mean") > mean)).sort(
        "mean", "weekday", "half", descending=[True, False, False]
    )
    if best.is_empty():
        return None
    weekday, half, count, most = best.row(0)
    return int(weekday), int(half), int(count), float(most)


def weekly(stops: pl.DataFrame) -> list[tuple[datetime.date, dict[str, int]]]:
    """Stops of each outcome, week by week from its Monday; weeks without stops between them are there too."""
    if stops.is_empty():
        return []
    monday = stops.select(week=pl.col("date").dt.truncate("1w"), outcome="outcome")
    counts = {(week, outcome): n for week, outcome, n in monday.group_by("week", "outcome").len().iter_rows()}
    first, last = monday["week"].min(), monday["week"].max()
    assert isinstance(first, datetime.date)
    assert isinstance(last, datetime.date)
    weeks = [first + datetime.timedelta(days=7 * k) for k in range((last - first).days // 7 + 1)]
    return [(week, {one: counts.get((week, one), 0) for one in OUTCOMES}) for week in weeks]
