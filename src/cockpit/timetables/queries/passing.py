"""What the public pages of stops ask: venues of a commune, the next stop of each of some communes, what has changed."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.text import slugify

from cockpit.territories.places import Place
from cockpit.timetables import instants
from cockpit.timetables.models import Stop
from cockpit.timetables.queries.stops import PublicStop, stops
from cockpit.timetables.states import CALLED_OFF, PLANNED


def stamp(found: QuerySet[Stop]) -> str:
    """Words that change whenever one of some stops does: its time, its venue, its state, its seats."""
    told = found.order_by().aggregate(
        Count("id"),
        Max("changed_at"),
        Sum("sequence"),
        Sum("taken"),
        Sum("seats"),
        planned=Count("id", Q(state=PLANNED)),
    )
    return repr(sorted(told.items()))


def venues(place: Place, first: datetime.date, last: datetime.date) -> dict[str, str]:
    """Venues of a commune's planned stops between two days, by the word that names each in an address."""
    planned = stops(place, first, last, (PLANNED,)).exclude(venue="").order_by("venue")
    return {slugify(name): name for name in planned.values_list("venue", flat=True).distinct()}


def of_venue(place: Place, word: str, first: datetime.date, last: datetime.date) -> QuerySet[Stop]:
    """Stops of a venue of a commune between two days, the venue named as in :func:`venues`."""
    held = stops(place, first, last)
    names = [name for name in held.order_by().values_list("venue", flat=True).distinct() if slugify(name) == word]
    return held.filter(venue__in=names)


def beside(off: Sequence[PublicStop]) -> QuerySet[Stop]:
    """Stops planned in the communes and on the days of some that are called off."""
    return Stop.objects.filter(
        place__in={stop.place.code for stop in off}, date__in={stop.date for stop in off}, state=PLANNED
    )


def odd(found: QuerySet[Stop]) -> QuerySet[Stop]:
    """Those of some stops that are not as they were first published: called off, late, or changed and still planned."""
    return found.filter(Q(state=CALLED_OFF) | Q(state=PLANNED, late_minutes__gt=0) | Q(state=PLANNED, sequence__gt=0))


def ahead(codes: Iterable[str], first: datetime.date, last: datetime.date) -> QuerySet[Stop]:
    """Planned stops of some communes between two days."""
    return Stop.objects.filter(place__in=list(codes), state=PLANNED, date__gte=first, date__lte=last)


def communes(planned: QuerySet[Stop]) -> int:
    """How many communes some stops are held in."""
    return int(planned.order_by().aggregate(found=Count("place", distinct=True))["found"])


@dataclass(frozen=True)
class Tally:
    """Stops planned, communes they are held in, stops called off that no later timetable has replaced."""

    planned: int
    communes: int
    called_off: int


def by_departement(place: Place, first: datetime.date, last: datetime.date) -> dict[str, Tally]:
    """Stops of each département of a territory between two days, where there are some."""
    held = stops(place, first, last, (PLANNED, CALLED_OFF)).filter(lost=False).order_by().values_list("departement")
    planned = Q(state=PLANNED)
    counted = held.annotate(
        here=Count("pk", planned), there=Count("place", planned, distinct=True), off=Count("pk", ~planned)
    )
    return {code: Tally(*counts) for code, *counts in counted}


def next_of_each(planned: QuerySet[Stop], now: datetime.datetime | None = None) -> dict[str, Stop]:
    """The next of some planned stops in each commune that has one, those under way included, the soonest first."""
    at, first = now or timezone.now(), dict[str, int]()
    for number, place, date, ends, zone in planned.values_list("pk", "place", "date", "ends", "zone"):
        if place not in first and instants.at(date, ends, zone) > at:
            first[place] = number
    known = Stop.objects.in_bulk(first.values())
    return {place: known[number] for place, number in first.items()}
