"""Two plans of one territory side by side: what each costs and brings, who gains and who loses."""

from dataclasses import dataclass

import polars as pl

from maillage.vocabulary.units import EUROS_PER_POST, ROAD_SPEED_KM_H, TRIP_OVERHEAD_MINUTES

LEAST_CHANGE = 0.5
"""People served more or less below which a commune is said to keep what it has."""


@dataclass(frozen=True)
class Figures:
    """What a plan costs and brings on some communes.

    Attributes
    ----------
    posts, half_days, places
        Posts based there, half-days per fortnight and places visited there.
    people_in_need, served, reached
        People remote from digital, of them effectively served, and with a visited place within reach.
    drive_minutes, drive_km
        Driving per fortnight of the posts based there; kilometres by the default road speed.
    euros
        Posts times :data:`maillage.vocabulary.units.EUROS_PER_POST`: an assumption.
    """

    posts: int
    half_days: int
    places: int
    people_in_need: float
    served: float
    reached: float
    drive_minutes: float
    drive_km: float

    @property
    def euros(self) -> int:
        """Cost of the posts, euros."""
        return self.posts * EUROS_PER_POST

    @property
    def served_share(self) -> float | None:
        """People served of those in need."""
        return self.served / self.people_in_need if self.people_in_need else None

    @property
    def reached_share(self) -> float | None:
        """People reached of those in need."""
        return self.reached / self.people_in_need if self.people_in_need else None


def figures(coverage: pl.DataFrame, places: pl.DataFrame, posts: pl.DataFrame, rounds: pl.DataFrame) -> Figures:
    """Figures of a plan's tables, or of the rows of them that lie in a territory."""
    legs = pl.concat([rounds["leg_minutes"], rounds["return_minutes"]])
    driven = legs.filter(legs > 0)
    return Figures(
        posts=posts.height,
        half_days=int(places["half_days"].sum()),
        places=places.filter(pl.col("half_days") > 0).height,
        people_in_need=float(coverage["people_in_need"].sum()),
        served=float(coverage["served_people"].sum()),
        reached=float(coverage.filter("reached")["people_in_need"].sum()),
        drive_minutes=float(driven.sum()),
        drive_km=float((driven - TRIP_OVERHEAD_MINUTES).clip(lower_bound=0).sum()) * ROAD_SPEED_KM_H / 60,
    )


def differences(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """What changes in each commune.

    Parameters
    ----------
    before, after
        Tables of coverage of the same communes.

    Returns
    -------
    polars.DataFrame
        ``code``, ``name``, ``departement``, ``epci``, ``epci_name``, ``people_in_need`` (after), ``served_before``,
        ``served``, ``change``, ``minutes_before``, ``minutes``, ``place_before``, ``place``, ``reached_before``,
        ``reached``, ``outcome`` (``gained``, ``lost`` or ``same``: by reach first, else by people served).
    """
    old = before.select(
        "code",
        served_before="served_people",
        minutes_before="nearest_minutes",
        place_before="nearest_place",
        reached_before="reached",
    )
    joined = after.join(old, on="code", how="inner", maintain_order="left").with_columns(
        change=pl.col("served_people") - pl.col("served_before")
    )
    reach = pl.col("reached").cast(pl.Int8) - pl.col("reached_before").cast(pl.Int8)
    outcome = (
        pl.when((reach > 0) | ((reach == 0) & (pl.col("change") >= LEAST_CHANGE)))
        .then(pl.lit("gained"))
        .when((reach < 0) | ((reach == 0) & (pl.col("change") <= -LEAST_CHANGE)))
        .then(pl.lit("lost"))
        .otherwise(pl.lit("same"))
    )
    return joined.select(
        "code",
        "name",
        "departement",
        "epci",
        "epci_name",
        "people_in_need",
        "served_before",
        pl.col("served_people").alias("served"),
        "change",
        "minutes_before",
        pl.col("nearest_minutes").alias("minutes"),
        "place_before",
        pl.col("nearest_place").alias("place"),
        "reached_before",
        "reached",
        outcome.alias("outcome"),
    )


def by_epci(changes: pl.DataFrame) -> pl.DataFrame:
    """Sums of :func:`differences` by EPCI (a commune without one stands alone), the largest change first.

    Returns
    -------
    polars.DataFrame
        ``epci``, ``name``, ``communes``, ``people_in_need``, ``served_before``, ``served``, ``change``, ``gained`` and
        ``lost`` (people, each >= 0), ``communes_gained``, ``communes_lost``.
    """
    change = pl.col("change")
    return (
        changes.with_columns(pl.col("epci").fill_null(pl.col("code")), pl.col("epci_name").fill_null(pl.col("name")))
        .group_by("epci")
        .agg(
            pl.col("epci_name").first().alias("name"),
            pl.len().alias("communes"),
            pl.col("people_in_need", "served_before", "served", "change").sum(),
            change.filter(change > 0).sum().alias("gained"),
            change.filter(change < 0).abs().sum().alias("lost"),
            (pl.col("outcome") == "gained").sum().alias("communes_gained"),
            (pl.col("outcome") == "lost").sum().alias("communes_lost"),
        )
        .sort(pl.col("change").abs(), "epci", descending=[True, False])
    )
