"""What an advisor has at hand for each stop: where it is, what is open, whom to call, what was said last time."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from cockpit.accounts import queries as accounts
from cockpit.accounts.models import User
from cockpit.accounts.roles import ROLES, RUN_STOPS
from cockpit.territories import places, venues
from cockpit.timetables import queries as timetables
from cockpit.timetables.models import Report, Stop

BACK_DAYS, AHEAD_DAYS = 7, 27
"""Shown around the week: from the week before, for reports forgotten, to three weeks ahead."""
REMEMBERED = 60
FIRST_THEMES = 6
STARTING = (
    "demarche_en_ligne", "prendre_en_main_smartphone", "internet", "courriel", "securite", "prendre_en_main_ordinateur"
)  # fmt: skip
"""Themes offered first to who has reported nothing yet."""


@dataclass(frozen=True)
class Spot:
    """Where a stop is held.

    Attributes
    ----------
    lon, lat
        Degrees; of the venue where the data tell it (``exact``), else of the commune's centre.
    opening
        Bit ``2 * day + half`` of the half-days the venue is open, from Monday morning; None: not known.
    hours
        How they are known: ``declared``, ``published`` or ``assumed``.
    address, times
        Street, postcode and town; hours to the minute in OpenStreetMap's words; empty where they are not known.
    hall_phone
        Telephone of the commune's town hall: who has the keys; empty where it is not known.
    """

    lon: float
    lat: float
    exact: bool
    opening: int | None
    hours: str
    address: str
    times: str
    hall_phone: str


def stops_around(user: User, monday: datetime.date) -> list[Stop]:
    """Stops of an advisor from the week before a Monday to three weeks after its own."""
    found = timetables.of_advisor(
        user, monday - datetime.timedelta(days=BACK_DAYS), monday + datetime.timedelta(days=AHEAD_DAYS)
    )
    return list(found.select_related("report"))


def spots(stops: Iterable[Stop]) -> dict[int, Spot]:
    """Where each stop is held, by its row's number."""
    wanted = list(stops)
    communes = sorted({stop.place for stop in wanted})
    rows = venues.table().filter(pl.col("code").is_in(communes)).iter_rows(named=True)
    known = {(row["code"], row["kind"], row["name"]): row for row in rows}
    ground = places.ground().communes.filter(pl.col("code").is_in(communes))
    centres = {code: (lon, lat) for code, lon, lat in ground.select("code", "lon", "lat").iter_rows()}
    found = {}
    for stop in wanted:
        venue = known.get((stop.place, stop.venue_kind, stop.venue))
        exact = venue is not None and venue["lon"] is not None
        lon, lat = (venue["lon"], venue["lat"]) if venue is not None and exact else centres[stop.place]
        opening, hours = (venue["opening"], venue["hours"] or "") if venue is not None else (None, "")
        address, times = ("", "") if venue is None else (venue["address"] or "", venue["times"] or "")
        found[stop.pk] = Spot(
            lon, lat, exact, opening, hours, stop.address or address, times, places.town_hall_phone(stop.place)
        )  # fmt: skip
    return found


def reports(user: User) -> list[Report]:
    """The latest reports an account wrote, the latest first."""
    return list(Report.objects.filter(made_by=user).select_related("stop").order_by("-id")[:REMEMBERED])


def like_last_time(written: list[Report], stop: Stop) -> Report | None:
    """The latest report of the same venue, else of the same commune, else the latest."""
    tests = (
        lambda one: (one.stop.place, one.stop.venue) == (stop.place, stop.venue),
        lambda one: one.stop.place == stop.place,
        lambda _one: True,
    )
    return next((one for test in tests for one in written if test(one)), None)


def usual_themes(written: list[Report]) -> list[str]:
    """Themes to offer first: those an advisor reports most, then the commonest."""
    counts = Counter(theme for one in written for theme in one.themes)
    used = [theme for theme, _ in counts.most_common(FIRST_THEMES)]
    return (used + [theme for theme in STARTING if theme not in used])[:FIRST_THEMES]


def runners(base: str) -> list[User]:
    """Who runs the posts of a commune besides their advisors, the nearest first: whom to call."""
    here, codes = places.get("commune", base), [code for code, role in ROLES.items() if RUN_STOPS in role.abilities]
    held = accounts.in_force().filter(role__in=codes).select_related("user")
    near = [one for one in held if places.within(here, one.place)]
    near.sort(key=lambda one: (-places.LEVELS.index(one.level), one.pk))
    return list(dict.fromkeys(one.user for one in near))
