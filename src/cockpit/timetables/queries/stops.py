"""Published stops of a territory, of a post, of an advisor.

Publishing settles which timetable holds where (the narrowest territory's), so that every stop kept is the one that is
in force: reading needs no more than a territory and days.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import Q, QuerySet
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.perms import Someone
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import instants, perms
from cockpit.timetables.models import Assignment, Stop, Timetable
from cockpit.timetables.models.stops import Was
from cockpit.timetables.states import HELD, PLANNED, STOP_STATES
from maillage.vocabulary.timetable import STOPS

COLUMN = {"commune": "place", "epci": "epci", "departement": "departement"}
EVERY = tuple(STOP_STATES)


def stops(place: Place, first: datetime.date, last: datetime.date, states: Sequence[str] = EVERY) -> QuerySet[Stop]:
    """Stops of a territory between two days, both included, by day and time."""
    return Stop.objects.filter(lying_in(place), date__gte=first, date__lte=last, state__in=states)


def next_stops(place: Place, limit: int = 5, now: datetime.datetime | None = None) -> list[Stop]:
    """The stops planned next in a territory, those under way included."""
    at = now or timezone.now()
    found: list[Stop] = []
    ahead = Stop.objects.filter(lying_in(place), state=PLANNED, date__gte=at.date() - datetime.timedelta(days=1))
    for stop in ahead.iterator(chunk_size=50):
        if instants.ends_at(stop) > at:
            found.append(stop)
        if len(found) >= limit:
            break
    return found


def of_post(post: str, first: datetime.date, last: datetime.date, states: Sequence[str] = EVERY) -> QuerySet[Stop]:
    """Stops of a post between two days."""
    return Stop.objects.filter(post=post, date__gte=first, date__lte=last, state__in=states)


def of_advisor(user: User, first: datetime.date, last: datetime.date) -> QuerySet[Stop]:
    """Stops an account holds between two days, through the posts it works; those a later timetable lost left out."""
    if not perms.may_hold(user):
        return Stop.objects.none()
    mine = Q(pk__in=[])
    for held in Assignment.objects.filter(user=user, first__lte=last):
        ends = Q(date__lte=held.last) if held.last else Q()
        mine |= Q(post=held.post, date__gte=held.first) & ends
    return Stop.objects.filter(mine, date__gte=first, date__lte=last, lost=False)


def standing_before(timetable: Timetable) -> QuerySet[Stop]:
    """Stops planned or held of a timetable's own territory over its days: what it begins from."""
    return Stop.objects.filter(
        timetable__level=timetable.level,
        timetable__code=timetable.code,
        date__gte=timetable.first_date,
        date__lte=timetable.last_date,
        state__in=OPEN,
    )


def by_key(numbers: Sequence[int]) -> dict[int, Stop]:
    """Stops as the database holds them, by number."""
    return Stop.objects.in_bulk(numbers)


def find_stop(user: Someone, uid: UUID | str) -> Stop | None:
    """A stop an account runs; None where there is none or it does not."""
    found = public_stop(uid)
    return found if found is not None and perms.may_run(user, found) else None


def public_stop(uid: UUID | str) -> Stop | None:
    """A stop as anyone may read it: see :func:`public`."""
    return Stop.objects.filter(uid=uid).first()


@dataclass(frozen=True)
class PublicStop:
    """What everyone may know of a stop; nothing of those who enrolled.

    Attributes
    ----------
    uid
        The same over moves and new timetables.
    starts_at, ends_at
        With the place's own zone; ``late_minutes`` later where a delay is announced.
    state
        ``planned``, ``cancelled`` or ``held``.
    reason
        Why it is cancelled; empty where a new timetable has it no more (``lost``).
    seats_left
        None: one comes without enrolling.
    was
        When and where it was announced before its last move; None: it never moved.
    """

    uid: UUID
    post: str
    place: Place
    venue: str
    venue_kind: str
    address: str
    date: datetime.date
    begins: int
    ends: int
    zone: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    usual: bool
    state: str
    lost: bool
    reason: str
    late_minutes: int
    seats_left: int | None
    was: Was | None
    sequence: int
    changed_at: datetime.datetime


def public(stop: Stop) -> PublicStop:
    """The public view of a stop."""
    same = ("uid", "post", "venue", "venue_kind", "address", "date", "begins", "ends", "zone", "usual", "state", "lost",
            "reason", "late_minutes", "was", "sequence", "changed_at")  # fmt: skip
    return PublicStop(
        place=stop.commune,
        starts_at=instants.starts_at(stop),
        ends_at=instants.ends_at(stop),
        seats_left=stop.left if stop.seats and stop.state == PLANNED else None,
        **{name: getattr(stop, name) for name in same},
    )


def table(found: Iterable[Stop]) -> pl.DataFrame:
    """Stops as the river knows them.

    Returns
    -------
    polars.DataFrame
        The columns of :data:`maillage.vocabulary.timetable.STOPS`, ``stop`` being the key within the timetable, then
        ``uid``, ``state``, ``reason``, ``late_minutes``, ``sequence``, ``changed_at``.
    """
    more: dict[str, Any] = {"uid": pl.String, "state": pl.String, "reason": pl.String, "late_minutes": pl.Int16,
            "sequence": pl.Int32, "changed_at": pl.Datetime("us", "UTC")}  # fmt: skip
    rows = [
        {name: getattr(stop, name, None) for name in (*STOPS, *more)}
        | {"stop": stop.key, "uid": str(stop.uid), "epci_name": _epci(stop.epci)}
        for stop in found
    ]
    return pl.DataFrame(rows, schema={**STOPS, **more})


def _epci(code: str) -> str:
    return places.get("epci", code).name if code else ""


def lying_in(place: Place) -> Q:
    """Condition of stops that lie in a territory."""
    if place == places.FRANCE:
        return Q()
    if place.level == "region":
        return Q(departement__in=[one.code for one in places.children(place)])
    return Q(**{COLUMN[place.level]: place.code})


OPEN = (PLANNED, HELD)
"""States of a stop that takes or took place."""
