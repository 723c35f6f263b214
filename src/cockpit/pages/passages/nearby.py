"""Where else to go: the communes by car where someone comes soon, the nearest first."""

import functools
from dataclasses import dataclass

from django.db.models import QuerySet

from cockpit.pages.passages.lines import Line, line
from cockpit.pages.passages.subjects import coming
from cockpit.plans import adopted
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables.models import Stop
from cockpit.timetables.queries import passing
from maillage.territory import DistanceModel

MOST_MINUTES = 45.0
SHOWN = 3
LOOKED_AT = 20
"""Communes looked at first: near towns, more would mean thousands of stops."""


@dataclass(frozen=True)
class Near:
    """A commune where someone comes.

    Attributes
    ----------
    place
        The commune.
    minutes
        By car: of the plan in force where it tells them, else from the distance.
    line
        Its next stop.
    """

    place: Place
    minutes: float
    line: Line


def near(place: Place) -> list[Near]:
    """Communes near one, itself left out, that have a stop in the coming weeks."""
    minutes, found = _minutes(place), passing.next_of_each(ahead(place))
    nearest = sorted(found, key=lambda code: (minutes[code], code))[:SHOWN]
    return [Near(places.get("commune", code), minutes[code], line(found[code])) for code in nearest]


def ahead(place: Place) -> QuerySet[Stop]:
    """Stops planned in the coming weeks in the communes nearest to one, as many as it takes to tell where to go."""
    minutes = _minutes(place)
    nearest, size = sorted(minutes, key=lambda code: (minutes[code], code)), LOOKED_AT
    while True:
        planned = passing.ahead(nearest[:size], *coming())
        if size >= len(nearest) or passing.communes(planned) > SHOWN:
            return planned
        size *= 4


def _minutes(place: Place) -> dict[str, float]:
    return neighbours(place) | _planned(place)


@functools.lru_cache(maxsize=4096)
def neighbours(place: Place) -> dict[str, float]:
    """Minutes by car to each commune near one, itself left out; not to be changed."""
    rows, every = places.rows(place), places.rows(places.FRANCE)
    others, minutes = _travel().pairs(rows, every, MOST_MINUTES).of(0)
    codes = places.ground().communes["code"].gather(every[others]).to_list()
    return {code: float(one) for code, one in zip(codes, minutes, strict=True) if code != place.code}


def _planned(place: Place) -> dict[str, float]:
    """Minutes to the nearest visited place as the plan in force has them."""
    told = adopted.coverage_of(place).select("nearest_place", "nearest_minutes").drop_nulls()
    return {code: minutes for code, minutes in told.iter_rows() if code != place.code and code in neighbours(place)}


@functools.cache
def _travel() -> DistanceModel:
    return DistanceModel(places.ground())
