"""What the public pages of stops ask: venues of a commune, the next stop of each of some communes, what has changed."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.text import slugify

from cockpit.territories.places import Place
from cockpit.timetables import instants
from cockpit.timetables.models import Stop
from cockpit.timetables.queries.stops import stops
from cockpit.timetables.states import PLANNED


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


def ahead(codes: Iterable[str], first: datetime.date, last: datetime.date) -> QuerySet[Stop]:
    """Planned stops of some communes between two days."""
    return Stop.objects.filter(place__in=list(codes), state=PLANNED, date__gte=first, date__lte=last)


def next_of_each(planned: QuerySet[Stop], now: datetime.datetime | None = None) -> dict[str, Stop]:
    """The next of some planned stops in each commune that has one, those under way included, the soonest first."""
    at, found = now or timezone.now(), dict[str, Stop]()
    for stop in planned.iterator(chunk_size=500):
        if stop.place not in found and instants.ends_at(stop) > at:
            found[stop.place] = stop
    return found
