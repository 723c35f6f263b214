"""What the report counts: sums per département or EPCI, distributions over people and places."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from maillage.vocabulary.plan import Plan

MINUTE_EDGES = (2.5, 5.0, 7.5, 10.0, 12.5, 15.0, 20.0, 30.0)
"""Upper ends of the classes of minutes to the nearest place; a last class holds what is beyond or out of range."""

HALF_DAY_EDGES = (1, 2, 3, 4, 6, 8, 12, 18, 36, 72)
"""Upper ends of the classes of half-days per place; a last class holds larger places."""


@dataclass(frozen=True)
class Bar:
    """One class of a distribution: it lies above ``low`` and up to ``high`` (``None``: no end)."""

    low: float
    high: float | None
    value: float


def grouping(plan: Plan) -> str:
    """Column by which a plan is broken down: département, EPCI within one, communes within one EPCI."""
    for column in ("departement", "epci"):
        if plan.coverage[column].n_unique() > 1:
            return column
    return "code"


def departement_summary(plan: Plan) -> pl.DataFrame:
    """Sums per département; see :func:`group_summary`."""
    return group_summary(plan, "departement")


def group_summary(plan: Plan, by: str, names: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Sums per group of communes.

    Parameters
    ----------
    plan
        The plan.
    by
        ``departement``, ``epci`` or ``code``.
    names
        Names of the groups; an EPCI's or a commune's own name, or the code, by default.

    Returns
    -------
    pl.DataFrame
        group, name, population, people_in_need, served_people, served_share, reached_share (of people in need),
        places, half_days, posts, drive_per_day (minutes per advisor and planned day, null without posts), by group.
    """
    named = {"epci": pl.col("epci_name").first(), "code": pl.col("name").first()}.get(by, pl.col(by).first())
    people = plan.coverage.group_by(by).agg(
        named.alias("name"),
        pl.col("population", "people_in_need", "served_people").sum(),
        (pl.col("people_in_need").filter(pl.col("reached")).sum() / pl.col("people_in_need").sum()).alias(
            "reached_share"
        ),
    )
    places = plan.places.group_by(by).agg(pl.len().alias("places"), pl.col("half_days").sum())
    of_base = plan.coverage.select(pl.col("code").alias("base"), pl.col(by).alias("_group"))
    posts = (
        plan.posts.join(of_base, on="base", how="left")
        .group_by(pl.col("_group").alias(by))
        .agg(
            pl.len().alias("posts"),
            (pl.col("drive_minutes").sum() / (pl.col("half_days").sum() / 2)).alias("drive_per_day"),
        )
    )
    table = people.join(places, on=by, how="left", nulls_equal=True).join(posts, on=by, how="left", nulls_equal=True)
    shown = pl.col(by).replace_strict(names, default=pl.col("name")) if names else pl.col("name")
    return table.select(
        pl.col(by).alias("group"),
        shown.alias("name"),
        "population",
        "people_in_need",
        "served_people",
        (pl.col("served_people") / pl.col("people_in_need")).fill_nan(None).alias("served_share"),
        pl.col("reached_share").fill_nan(None),
        *(pl.col(column).fill_null(0).cast(pl.Int64) for column in ("places", "half_days", "posts")),
        pl.col("drive_per_day").fill_nan(None),
    ).sort("group", nulls_last=True)


def minutes_distribution(plan: Plan) -> list[Bar]:
    """People in need by minutes to the nearest place."""
    minutes = plan.coverage["nearest_minutes"].fill_nan(None).fill_null(float("inf"))
    return _bars(minutes, plan.coverage["people_in_need"], MINUTE_EDGES)


def half_days_distribution(plan: Plan) -> list[Bar]:
    """Places by half-days per fortnight."""
    half_days = plan.places["half_days"].cast(pl.Float64)
    return _bars(half_days, pl.Series(values=[1.0] * len(half_days), dtype=pl.Float64), HALF_DAY_EDGES)


def _bars(values: pl.Series, weights: pl.Series, edges: tuple[float, ...]) -> list[Bar]:
    """Weight of each class of values, both ends' classes included."""
    bars, low, before = [], 0.0, float("-inf")
    for high in (*edges, None):
        inside = (values > before) & (values <= (float("inf") if high is None else high))
        bars.append(Bar(low, high, float(weights.filter(inside).sum() or 0.0)))
        low = before = high if high is not None else low
    return bars


def drive_per_day(plan: Plan) -> float | None:
    """Minutes of driving per advisor and planned day; ``None`` without posts."""
    half_days = float(plan.posts["half_days"].sum() or 0)
    return float(plan.posts["drive_minutes"].sum()) / (half_days / 2) if half_days else None
