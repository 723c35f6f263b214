"""What a feed is made of: dated stops with what has become of each."""

from collections.abc import Callable
from typing import Any, Final

import polars as pl

from maillage.publish.feeds.texts import line
from maillage.vocabulary.errors import MalformedFile
from maillage.vocabulary.timetable import STOPS

PLANNED: Final = "planned"
CANCELLED: Final = "cancelled"
HELD: Final = "held"
STATES: Final = (PLANNED, CANCELLED, HELD)

BECOMING: Final = {
    "sequence": pl.Int32,  # grows at each change of time, venue or state, from 0 (RFC 5545)
    "changed_at": pl.Datetime("us", "UTC"),  # last change
    "state": pl.String,  # one of STATES
    "late_minutes": pl.Int16,  # announced delay, 0 for none
    "reason": pl.String,  # why it is cancelled or late, for people
    "lat": pl.Float64,
    "lon": pl.Float64,
    "url": pl.String,  # page of the stop
}
"""Columns beside those of :data:`maillage.vocabulary.timetable.STOPS`: one row per stop."""

NEEDED: Final = ("stop", "date", "begins", "ends", "place_name", "zone")
"""Columns that every table of stops has; others may be absent."""

_ABSENT: Final[dict[str, str | int | float | bool]] = {
    "sequence": 0,
    "state": PLANNED,
    "late_minutes": 0,
    "usual": True,
    "leg_minutes": 0.0,
    "return_minutes": 0.0,
}
_TEXTS: Final = tuple(name for name, kind in (STOPS | BECOMING).items() if kind == pl.String)


def whole(stops: pl.DataFrame, fit: Callable[[str], str] = line) -> pl.DataFrame:
    """The table with every column of STOPS and BECOMING, texts made fit for showing, by time.

    Parameters
    ----------
    stops
        Columns :data:`NEEDED` at least; what is absent counts as planned, unchanged, unknown.
    fit
        Makes a text fit for showing.

    Raises
    ------
    MalformedFile
        A needed column is absent, or a state is none of :data:`STATES`.
    """
    for name in NEEDED:
        if name not in stops.columns:
            raise MalformedFile("publish.feeds.no_column", column=name, found=", ".join(stops.columns))
    kinds: dict[str, Any] = STOPS | BECOMING
    table = stops.select(
        pl.col(name).cast(kind).fill_null(absent) if name in stops.columns else absent.alias(name)
        for name, kind in kinds.items()
        for absent in (pl.lit(_default(name), kind),)
    )
    if strange := set(table["state"]) - set(STATES):
        raise MalformedFile("publish.feeds.no_state", value=min(strange), known=", ".join(STATES))
    cleaned = table.with_columns(pl.col(name).map_elements(fit, return_dtype=pl.String) for name in _TEXTS)
    return cleaned.sort("date", "begins", "place_name", "stop")


def told_once(stops: pl.DataFrame) -> pl.DataFrame:
    """A whole table where stops that people would read alike, of advisors at one place and time, are one row."""
    read = ("date", "begins", "ends", "place_name", "venue", "venue_kind", "address", "state", "late_minutes", "reason")
    return stops.unique(read, keep="first", maintain_order=True)


def _default(name: str) -> str | int | float | bool | None:
    """What stands where a column or a cell is absent."""
    return _ABSENT.get(name, "" if name in _TEXTS else None)
