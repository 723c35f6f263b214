"""What a timetable changes in the stops published before it: matched by the river's own identifier."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cockpit.configuration.queries import number
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import instants, queries, storage
from cockpit.timetables.models import Stop, Timetable
from cockpit.timetables.models.stops import Was
from cockpit.timetables.states import CALLED_OFF, HELD, PLANNED, PUBLISHED, REPLACED

TIME = ("date", "begins", "ends", "zone")
SEEN = (*TIME, "place", "venue")
"""What people notice: a change of it is announced, and raises the sequence."""
FIELDS = (
    *SEEN,
    "post",
    "base",
    "place_name",
    "departement",
    "epci",
    "venue_kind",
    "leg_minutes",
    "return_minutes",
    "usual",
    "address",
)
"""What a new timetable says of a stop."""

MOST_ADDRESS = 300


@dataclass
class Settled:
    """Stops before and after a publication.

    Attributes
    ----------
    gained
        New stops, not saved.
    kept
        Stops as they are, of the new timetable from now on.
    changed
        Stops with their new values set, not saved.
    moved
        Those of ``changed`` that are elsewhere or at another time.
    back
        Those of ``changed`` that an earlier timetable had lost, when and where they were.
    lost
        Stops that the new timetable has no more.
    handed
        Those of ``changed`` that another post holds now, with the post and the day before.
    """

    gained: list[Stop] = field(default_factory=list)
    kept: list[Stop] = field(default_factory=list)
    changed: list[Stop] = field(default_factory=list)
    moved: list[Stop] = field(default_factory=list)
    back: list[Stop] = field(default_factory=list)
    lost: list[Stop] = field(default_factory=list)
    handed: list[tuple[Stop, str, datetime.date]] = field(default_factory=list)


def settle(timetable: Timetable, now: datetime.datetime | None = None) -> Settled:
    """What publishing a computed timetable would do; nothing is written.

    A stop that has begun or was held stays as it is. Where a narrower territory has its own timetable, it stands.
    """
    at = now or timezone.now()
    narrower = _narrower(timetable)
    before = [stop for stop in _before(timetable, narrower) if not instants.begun(stop, at)]
    known = {stop.key: stop for stop in before if not _own(stop, timetable)}
    known |= {stop.key: stop for stop in before if _own(stop, timetable)}
    settled, seen = Settled(), set()
    for row in _rows(timetable):
        if instants.at(row["date"], row["begins"], row["zone"]) <= at or _stands(narrower, row["place"], row["date"]):
            continue
        stop = known.get(row["key"])
        if stop is None:
            settled.gained.append(_made(timetable, row, at))
        else:
            seen.add(stop.pk)
            _carry(settled, stop, row, at)
    settled.lost = [stop for stop in before if stop.pk not in seen and not stop.lost]
    return settled


def _rows(timetable: Timetable) -> Iterable[dict[str, Any]]:
    """Stops as they were computed, with what a :class:`Stop` holds."""
    bases = queries.bases_in(timetable.plan)
    table = storage.table(str(timetable.uuid), timetable.result_hash, "stops")
    for row in table.iter_rows(named=True):
        found = {name: row[name] for name in FIELDS if name not in ("base", "address")}
        yield found | {
            "key": row["stop"],
            "base": bases[row["post"]],
            "epci": row["epci"] or "",
            "venue": row["venue"] or "",
            "venue_kind": row["venue_kind"] or "",
            "address": (row.get("address") or "")[:MOST_ADDRESS],  # timetables computed before have none
        }


def _made(timetable: Timetable, row: dict[str, Any], at: datetime.datetime) -> Stop:
    return Stop(timetable=timetable, changed_at=at, seats=_seats(row), **row)


def _seats(row: dict[str, Any]) -> int:
    """Seats of a stop, by the site's setting."""
    each = number("seat_minutes")
    return (row["ends"] - row["begins"]) // each if each else 0


def _carry(settled: Settled, stop: Stop, row: dict[str, Any], at: datetime.datetime) -> None:
    """A stop goes on: the same, or elsewhere or at another time."""
    moved = any(getattr(stop, name) != row[name] for name in SEEN)
    again = stop.state == CALLED_OFF and (stop.lost or moved)
    if not again and all(getattr(stop, name) == row[name] for name in FIELDS):
        settled.kept.append(stop)
        return
    if moved or again:
        stop.sequence += 1
        stop.late_minutes = 0
        stop.seats = max(_seats(row), stop.taken)
        (settled.moved if moved else settled.back).append(stop)
    if moved:
        stop.before = Was(stop.date, stop.begins, stop.ends, stop.venue).kept
    if again:
        stop.state, stop.lost, stop.reason = PLANNED, False, ""
    if stop.post != row["post"]:
        settled.handed.append((stop, stop.post, stop.date))
    stop.changed_at = at
    for name in FIELDS:
        setattr(stop, name, row[name])
    settled.changed.append(stop)


def _own(stop: Stop, timetable: Timetable) -> bool:
    return (stop.timetable.level, stop.timetable.code) == (timetable.level, timetable.code)


def _before(timetable: Timetable, narrower: list[Timetable]) -> list[Stop]:
    """Stops of the period that the timetable takes the place of: its territory's own, and a wider one's inside it."""
    period = Q(date__gte=timetable.first_date, date__lte=timetable.last_date)
    own = Q(timetable__level=timetable.level, timetable__code=timetable.code)
    inside = queries.lying_in(timetable.place) & ~Q(timetable__in=narrower)
    return list(Stop.objects.filter(period, own | inside).exclude(state=HELD).select_related("timetable"))


def _narrower(timetable: Timetable) -> list[Timetable]:
    """Published timetables of territories within this one, over some of the same days."""
    here = timetable.place
    held = Timetable.objects.filter(
        state__in=(PUBLISHED, REPLACED), first_date__lte=timetable.last_date, last_date__gte=timetable.first_date
    ).exclude(level=timetable.level, code=timetable.code)
    return [one for one in held if places.within(one.place, here) and not places.within(here, one.place)]


def _stands(narrower: list[Timetable], code: str, day: datetime.date) -> bool:
    """Whether a narrower timetable holds in a commune on a day."""
    return any(one.first_date <= day <= one.last_date and places.within(_commune(code), one.place) for one in narrower)


def _commune(code: str) -> Place:
    return places.get("commune", code)
