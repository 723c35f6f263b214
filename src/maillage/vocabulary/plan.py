"""A plan: its headline figures and its four tables, as every room and every file knows them."""

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = {
    "code": pl.String,  # commune code of the place
    "name": pl.String,
    "departement": pl.String,
    "epci": pl.String,
    "epci_name": pl.String,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "half_days": pl.Int32,  # per fortnight
    "desks": pl.Int32,  # visits possible at once, on the half-day that has most
    "opening": pl.UInt16,  # bit mask of half-days any venue is open, bit 2 * weekday + (0 morning, 1 afternoon)
    "hours_known": pl.Boolean,  # of at least one venue
    "posts": pl.Int32,  # posts whose home base this is
    "unserved": pl.Int32,  # half-days that no round could hold
    "venue": pl.String,  # venues visited, the most visited first, separated by " | "; null where no stop is made
    "venue_kind": pl.String,  # their kinds and sources, in the same order
    "venue_source": pl.String,
}
"""Columns of the table of places: one row per chosen place."""

POSTS = {
    "post": pl.String,  # identifier, e.g. 15-014-1: base's commune code and number
    "departement": pl.String,
    "base": pl.String,
    "base_name": pl.String,
    "half_days": pl.Int32,  # planned per fortnight
    "places": pl.Int32,  # distinct places visited
    "drive_minutes": pl.Float64,  # per fortnight
    "longest_leg_minutes": pl.Float64,
}
"""Columns of the table of posts: one row per advisor."""

ROUNDS = {
    "post": pl.String,
    "week": pl.Int8,  # 1 or 2
    "weekday": pl.Int8,  # 0 Monday ... 4 Friday
    "half": pl.String,  # morning or afternoon
    "place": pl.String,
    "place_name": pl.String,
    "leg_minutes": pl.Float64,  # drive to this stop
    "return_minutes": pl.Float64,  # drive home when it is the day's last stop, else 0
    "venue": pl.String,  # where the advisor sits: open on that half-day
    "venue_kind": pl.String,
    "venue_hours": pl.String,  # declared, published or assumed
    "venue_source": pl.String,
    "venue_address": pl.String,  # street, postcode and town, null where no source tells
    "venue_times": pl.String,  # hours to the minute in OpenStreetMap's words, null where only half-days are known
}
"""Columns of the table of rounds: one row per half-day stop, in order."""

COVERAGE = {
    "code": pl.String,
    "name": pl.String,
    "departement": pl.String,
    "epci": pl.String,
    "epci_name": pl.String,
    "population": pl.Int32,
    "people_in_need": pl.Float64,
    "low": pl.Float64,  # people in need, low and high ends of the estimate
    "high": pl.Float64,
    "access": pl.Float64,  # A_j: half-days reached, weighted by distance and competition
    "served_people": pl.Float64,  # people_in_need * (1 - exp(-access))
    "served_share": pl.Float64,
    "nearest_place": pl.String,  # null when none is within the drive limit
    "nearest_minutes": pl.Float64,
    "reached": pl.Boolean,  # a visited place within the reach
}
"""Columns of the table of coverage: one row per commune."""


@dataclass(frozen=True)
class Plan:
    """What the planners found for a territory.

    Attributes
    ----------
    summary
        Headline figures, exactly what ``plan.json`` holds.
    places, posts, rounds, coverage
        Tables with the columns of :data:`PLACES`, :data:`POSTS`, :data:`ROUNDS` and :data:`COVERAGE`.
    findings
        What a reader must know (visits no one can reach, data defects): columns ``kind``, ``code``, ``name``,
        ``detail``.
    territory_label
        How the territory is named to people, e.g. ``Cantal (15)``.
    assumptions
        Sentences in the language of the run: the models behind the figures.
    """

    summary: "Mapping[str, Any]"
    places: pl.DataFrame
    posts: pl.DataFrame
    rounds: pl.DataFrame
    coverage: pl.DataFrame
    findings: pl.DataFrame
    territory_label: str
    assumptions: tuple[str, ...] = field(default=())

    def _repr_html_(self) -> str:
        """Rich display in notebooks: the headline figures above the places."""
        rows = "".join(
            f"<tr><th style='text-align:left'>{name}</th><td>{escape(str(value))}</td></tr>"
            for name, value in self.summary.items()
            if isinstance(value, int | float | str)
        )
        return f"<h3>{escape(self.territory_label)}</h3><table>{rows}</table>{self.places.head(10)._repr_html_()}"
