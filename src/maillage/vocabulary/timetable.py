"""A timetable: who is where and when, day by day, and the rules of the calendar it keeps."""

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

STOPS = {
    "stop": pl.String,  # identifier that stays when the stop is moved
    "post": pl.String,
    "date": pl.Date,  # of the place
    "begins": pl.Int16,  # minutes since midnight, wall clock of the place
    "ends": pl.Int16,
    "place": pl.String,  # commune code
    "place_name": pl.String,
    "departement": pl.String,
    "epci": pl.String,
    "epci_name": pl.String,
    "venue": pl.String,
    "venue_kind": pl.String,
    "zone": pl.String,  # IANA name of the place's clock, e.g. Europe/Paris, Indian/Reunion
    "leg_minutes": pl.Float64,  # drive to this stop
    "return_minutes": pl.Float64,  # drive home when it is the day's last stop, else 0
    "usual": pl.Boolean,  # on its usual day and half-day
    "address": pl.String,  # street, postcode and town of the venue, null where not known
}
"""Columns of the table of dated stops: one row per stop, by date, post and time."""

MISSED = {
    "stop": pl.String,
    "place": pl.String,
    "place_name": pl.String,
    "first": pl.Date,  # days between which it was wanted
    "last": pl.Date,
    "reason": pl.String,  # closed, advisors, room
}
"""Columns of the table of visits that no day holds."""

CHANGES = {
    "stop": pl.String,
    "kind": pl.String,  # lost, gained, moved (another day or half-day), advisor (another advisor, same time)
    "place": pl.String,
    "place_name": pl.String,
    "date_before": pl.Date,
    "begins_before": pl.Int16,
    "post_before": pl.String,
    "date": pl.Date,
    "begins": pl.Int16,
    "post": pl.String,
}
"""Columns of the table of what a new timetable changes in another: one row per stop."""

LEAVE: Final = "leave"
TRAINING: Final = "training"
PART_TIME: Final = "part_time"
CONTRACT: Final = "contract"
NO_VEHICLE: Final = "no_vehicle"
CLOSED: Final = "closed"
OPEN: Final = "open"
SCHOOL: Final = "school"
EVERY: Final = "every"
DWELL: Final = "dwell"
TOGETHER: Final = "together"
USUAL: Final = "usual"
LOCK: Final = "lock"

POST_KINDS: Final = (LEAVE, TRAINING, PART_TIME, CONTRACT, NO_VEHICLE)
"""Rules about a post: absent between two days, in training then, never there on some half-days, in post only
between two days, without a car."""

PLACE_KINDS: Final = (CLOSED, OPEN, SCHOOL, EVERY, DWELL, TOGETHER, USUAL, LOCK)
"""Rules about a place: closed between two days, open besides (a market on Saturday: ``hours``), closed in school
holidays, visited every ``value`` weeks, for ``value`` minutes, by ``value`` advisors at once, usually on a half-day of
the week, always then."""

KINDS: Final = (*POST_KINDS, *PLACE_KINDS)


@dataclass(frozen=True)
class CalendarRule:
    """One rule of the calendar.

    Attributes
    ----------
    kind
        One of :data:`KINDS`.
    subject
        The post or, for a place, its commune code.
    first, last
        Days between which it holds, both included; None: since ever, for ever.
    weekday
        0 Monday ... 6 Sunday; None: every day.
    half
        0 morning, 1 afternoon; None: both.
    value
        Weeks of ``every``, minutes of ``dwell``, advisors of ``together``.
    hours
        Of ``open``: ``09:00-12:30``, besides the usual hours; or all the hours, in OpenStreetMap's words.
    post
        Post of a ``lock`` or ``usual``, empty for any.
    note
        Why, for people.
    """

    kind: str
    subject: str
    first: datetime.date | None = None
    last: datetime.date | None = None
    weekday: int | None = None
    half: int | None = None
    value: int | None = None
    hours: str = ""
    post: str = ""
    note: str = ""


@dataclass(frozen=True)
class Timetable:
    """Dated stops of a territory.

    Attributes
    ----------
    summary
        Headline figures: ``first``, ``last`` (ISO dates), ``stops``, ``missed``, ``drive_minutes``, ``drive_km``,
        ``drive_euros``, ``usual_share``,
        ``price``, ``bound``, ``gap_percent``, ``problem_hash``, ``result_hash``, ``seconds``.
    stops, missed
        Tables with the columns of :data:`STOPS` and :data:`MISSED`.
    """

    summary: "Mapping[str, Any]"
    stops: pl.DataFrame = field(repr=False)
    missed: pl.DataFrame = field(repr=False)
