"""The week as its page shows it: days with their route, stops with all that is at hand."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from cockpit.accounts.models import User
from cockpit.timetables import contacts, instants
from cockpit.timetables import queries as timetables
from cockpit.timetables.models import Report, Stop
from cockpit.timetables.states import CALLED_OFF, HELD, PLANNED
from cockpit.timetables.themes import DURATIONS, MODES, THEMES
from cockpit.week import queries
from cockpit.week.queries import Spot
from cockpit.wording import both
from maillage.opening import osm_days
from maillage.vocabulary.messages import say

NAMED_DAYS = 7
"""Names of those who enrolled stand on the phone for so many days, today included; further on, their number."""
NOON = 12 * 60
CLOSED = both("fermé à cette heure-là : prévoyez une clé", "closed at that time: bring a key")
OPEN = both("ouvert de {} à {}", "open from {} to {}")

HOURS = {
    "declared": both("horaires déclarés", "declared hours"),
    "published": both("horaires publiés", "published hours"),
    "assumed": both("horaires habituels de ce genre de lieu", "hours usual for this kind of venue"),
}


@dataclass(frozen=True)
class Comer:
    """Someone who enrolled."""

    name: str
    contact: str
    link: str
    need: str


@dataclass(frozen=True)
class Filled:
    """What the form of a report starts from: what was reported, else what was planned.

    Attributes
    ----------
    beyond
        Some theme is not among those offered first.
    seen
        Key of the report that the form corrects; empty: there is none yet.
    """

    people: int
    minutes: int
    mode: str
    themes: list[str]
    beyond: bool
    seen: str


@dataclass(frozen=True)
class Card:
    """A stop and all that is at hand.

    Attributes
    ----------
    near
        Within the days whose names and report form the phone keeps.
    over
        Its day is past.
    ways
        Name and address of each way to be led there.
    filled
        What the form of its report starts from.
    last
        Figures of "like last time", for the script; None: nothing was ever reported.
    """

    stop: Stop
    spot: Spot
    near: bool
    over: bool
    today: bool
    begun: bool
    venue_kind: str
    open_then: str
    hours: str
    ways: list[tuple[str, str]]
    comers: list[Comer]
    durations: list[int]
    filled: Filled
    last: dict[str, Any] | None
    key: str

    @property
    def planned(self) -> bool:
        """It is still on."""
        return self.stop.state == PLANNED

    @property
    def cancelled(self) -> bool:
        """It was called off."""
        return self.stop.state == CALLED_OFF

    @property
    def to_call(self) -> list[Comer]:
        """Those whom no message reaches, where there is something to tell: cancelled, or late."""
        news = self.cancelled or self.stop.late_minutes > 0
        return [one for one in self.comers if one.link.startswith("tel:")] if news and not self.over else []

    @property
    def held(self) -> Report | None:
        """Its report."""
        return self.stop.report if self.stop.state == HELD else None

    @property
    def from_clock(self) -> str:
        """``9:00``."""
        return instants.clock(self.stop.begins)

    @property
    def to_clock(self) -> str:
        """``12:00``."""
        return instants.clock(self.stop.ends)

    @property
    def starts(self) -> str:
        """When it begins, for the script."""
        return instants.starts_at(self.stop).isoformat()

    @property
    def last_json(self) -> str:
        """Figures of the last report, for the script."""
        return json.dumps(self.last)


@dataclass(frozen=True)
class Day:
    """A day's stops in the order of the route."""

    date: datetime.date
    today: bool
    cards: list[Card]

    @property
    def drive_minutes(self) -> float:
        """Minutes at the wheel, the way home included."""
        on = [card.stop for card in self.cards if not card.cancelled]
        return sum(stop.leg_minutes + stop.return_minutes for stop in on)


def days(user: User, stops: list[Stop], now: datetime.datetime) -> list[Day]:
    """Days that have stops, in order."""
    spots, written = queries.spots(stops), queries.reports(user)
    found: dict[datetime.date, list[Card]] = {}
    for stop in stops:
        found.setdefault(stop.date, []).append(_card(user, stop, spots[stop.pk], written, now))
    return [Day(date, any(card.today for card in cards), cards) for date, cards in sorted(found.items())]


def by_week(days: list[Day]) -> list[tuple[datetime.date, int, list[Day]]]:
    """Monday, number of stops and days of each week."""

    def monday(day: Day) -> datetime.date:
        return day.date - datetime.timedelta(days=day.date.weekday())

    weeks = [(first, list(own)) for first, own in groupby(days, key=monday)]
    return [(first, sum(len(day.cards) for day in own), own) for first, own in weeks]


def _card(user: User, stop: Stop, spot: Spot, written: list[Report], now: datetime.datetime) -> Card:
    ahead = (stop.date - now.date()).days
    named = 0 <= ahead < NAMED_DAYS
    return Card(
        stop=stop,
        spot=spot,
        near=ahead < NAMED_DAYS,
        over=ahead < 0,
        today=instants.today(stop, now),
        begun=instants.begun(stop, now),
        venue_kind=_kind(stop),
        open_then=_open_then(stop, spot),
        hours=str(HOURS.get(spot.hours, "")),
        ways=_ways(stop, spot),
        comers=[_comer(one) for one in timetables.enrolled(user, stop)] if named else [],
        durations=sorted({*DURATIONS, stop.ends - stop.begins}),
        filled=_filled(stop, queries.usual_themes(written)),
        last=_last(queries.like_last_time(written, stop)),
        key=uuid4().hex,
    )


def _kind(stop: Stop) -> str:
    """What the venue is, where its name does not say so."""
    kind = say(f"venues.kind.{stop.venue_kind}") if stop.venue_kind else ""
    return "" if kind.casefold() in stop.venue.casefold() else kind


def _comer(enrolment: Any) -> Comer:
    email = contacts.is_email(enrolment.contact)
    link = f"{'mailto' if email else 'tel'}:{enrolment.contact}"
    return Comer(enrolment.name, contacts.shown(enrolment.contact), link, enrolment.need)


def _filled(stop: Stop, first: list[str]) -> Filled:
    """What its form starts from."""
    if stop.state != HELD:
        return Filled(stop.taken, stop.ends - stop.begins, next(iter(MODES)), [], beyond=False, seen="")
    made = stop.report
    return Filled(made.people, made.minutes, made.mode, made.themes, not set(made.themes) <= set(first), made.key)


def _last(report: Report | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return {name: getattr(report, name) for name in ("people", "minutes", "mode", "themes")}


def _open_then(stop: Stop, spot: Spot) -> str:
    """Whether the venue is open then: to the minute where its hours are known so, else on the stop's half-days."""
    told = osm_days(spot.times, stop.date, stop.date) if spot.times else None
    if told is not None:
        own = next((one for one in told[0] if one[0] <= stop.begins and stop.ends <= one[1]), None)
        return str(CLOSED) if own is None else str(OPEN).format(*(instants.clock(edge) for edge in own))
    day = stop.date.weekday()
    if spot.opening is None or day > 5:
        return ""
    halves = {stop.begins >= NOON, stop.ends > NOON}
    closed = [half for half in halves if not spot.opening >> (2 * day + half) & 1]
    if closed:
        return str(CLOSED)
    return str(both("ouvert à cette heure-là", "open at that time"))


def _ways(stop: Stop, spot: Spot) -> list[tuple[str, str]]:
    """Addresses that lead there; nothing is asked of them before someone chooses one."""
    to = f"{spot.lat:.6f},{spot.lon:.6f}"
    name = quote(f"{stop.venue}, {stop.place_name}".strip(", "))
    return [
        (str(both("Application du téléphone", "The phone's own application")), f"geo:{to}?q={to}({name})"),
        ("OpenStreetMap", f"https://www.openstreetmap.org/directions?to={to}"),
        (str(both("Plans d'Apple", "Apple Maps")), f"https://maps.apple.com/?daddr={to}&q={name}"),
        ("Google Maps", f"https://www.google.com/maps/dir/?api=1&destination={to}"),
    ]


def themes(first: Iterable[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Themes to offer at once, and the others."""
    chosen = [code for code in first if code in THEMES]
    others = [(code, name) for code, name in THEMES.items() if code not in chosen]
    return [(code, THEMES[code]) for code in chosen], others
