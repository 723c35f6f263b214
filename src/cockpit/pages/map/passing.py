"""The stops of a week on the map: how many in each commune, drawn and told in a list."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import polars as pl
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from cockpit.pages.timetables import grid
from cockpit.pages.timetables.saying import DAYS
from cockpit.territories import places
from cockpit.territories.places import FRANCE, Place
from cockpit.timetables import queries
from cockpit.timetables.models import Stop, Timetable
from cockpit.timetables.states import COMPUTED, HELD, PLANNED, PUBLISHED

WEEK = datetime.timedelta(days=7)
COUNTED = {"place": pl.String, "place_name": pl.String, "date": pl.Date, "many": pl.Int64}


@dataclass(frozen=True)
class Visited:
    """A commune where someone comes in the week.

    Attributes
    ----------
    days
        Names of the days of the week.
    address
        Where its stops are told one by one.
    """

    code: str
    name: str
    count: int
    days: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Passing:
    """Stops of a week.

    Attributes
    ----------
    timetable
        The one that is looked at before it is published; None: those published, whatever their timetable.
    monday
        Of the week.
    communes
        By name.
    """

    timetable: Timetable | None
    monday: datetime.date
    communes: list[Visited]

    @property
    def sunday(self) -> datetime.date:
        """Its last day."""
        return self.monday + WEEK - datetime.timedelta(days=1)

    @property
    def total(self) -> int:
        """Stops in all."""
        return sum(one.count for one in self.communes)

    @property
    def weeks(self) -> tuple[datetime.date, datetime.date]:
        """Mondays of the week before and of the week after."""
        return self.monday - WEEK, self.monday + WEEK

    @property
    def drawn(self) -> dict[str, Any]:
        """The communes as GeoJSON points with ``name`` and ``count``."""
        ground = places.ground().communes
        own = ground.filter(pl.col("code").is_in([one.code for one in self.communes])).select("code", "lon", "lat")
        points = {code: (round(lon, 5), round(lat, 5)) for code, lon, lat in own.iter_rows()}
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": points[one.code]},
                "properties": {"name": one.name, "count": one.count},
            }
            for one in self.communes
            if one.code in points
        ]
        return {"type": "FeatureCollection", "features": features}


def asked(request: HttpRequest, place: Place) -> Passing | None:
    """The stops that an address asks for by ``semaine`` (a day of it; empty: this week), ``calendrier`` naming a
    timetable that is not published yet; None where it asks for none, and for the whole country.

    Raises
    ------
    Http404
        If the reader may not see that timetable, or there is none.
    """
    if "semaine" not in request.GET or place == FRANCE:
        return None
    day = _day(request.GET["semaine"])
    monday = day - datetime.timedelta(days=day.weekday())
    timetable = _timetable(request)
    if timetable is None:
        found = queries.stops(place, monday, monday + WEEK - datetime.timedelta(days=1), (PLANNED, HELD))
        return Passing(None, monday, _published(found))
    return Passing(timetable, monday, _computed(timetable, monday))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


def _timetable(request: HttpRequest) -> Timetable | None:
    """The timetable named, unless it is published: everyone reads its stops."""
    if not (named := request.GET.get("calendrier", "")):
        return None
    try:
        found = queries.known(request.user, UUID(named))
    except ValueError as error:
        raise Http404 from error
    if found is None or found.state not in COMPUTED:
        raise Http404
    return None if found.state == PUBLISHED else found


def _published(stops: QuerySet[Stop]) -> list[Visited]:
    held = stops.order_by().values_list("place", "place_name", "date").annotate(many=Count("pk"))
    table = pl.DataFrame(list(held), schema=COUNTED, orient="row")
    return _visited(table, lambda code, _: reverse("passages_of", args=("commune", code)))


def _computed(timetable: Timetable, monday: datetime.date) -> list[Visited]:
    table = grid.stops(timetable).filter(pl.col("date").is_between(monday, monday + WEEK, closed="left"))
    page = reverse("timetable", args=(timetable.uuid,))

    def address(_: str, name: str) -> str:
        return f"{page}?{urlencode({'semaine': monday, 'q': name})}#week"

    return _visited(table.group_by("place", "place_name", "date").agg(many=pl.len()), address)


def _visited(table: pl.DataFrame, address: Callable[[str, str], str]) -> list[Visited]:
    """Communes of a table of ``place``, ``place_name``, ``date`` and ``many``, by name."""
    grouped = table.group_by("place", "place_name").agg(
        pl.col("many").sum(), pl.col("date").dt.weekday().unique().sort().alias("weekdays")
    )
    return [
        Visited(code, name, many, tuple(DAYS[weekday - 1] for weekday in weekdays), address(code, name))
        for code, name, many, weekdays in grouped.sort("place_name", "place").iter_rows()
    ]
