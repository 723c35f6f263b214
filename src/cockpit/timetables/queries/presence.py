"""Who has help within reach, and when, as the stops published say."""

import datetime
import functools

import numpy as np
import polars as pl
from django.db.models import Count, Max, Min, Q, QuerySet

from cockpit.territories import figures, places
from cockpit.territories.places import Place
from cockpit.timetables.models import Stop
from cockpit.timetables.states import HELD, PLANNED
from maillage.flow.presence import REACHES, InTime, reach_in_time
from maillage.territory import DistanceModel

STOPS = {"date": pl.Date, "begins": pl.Int16, "ends": pl.Int16, "place": pl.String, "post": pl.String}


def reach(place: Place, first: datetime.date, last: datetime.date) -> InTime:
    """Reach of a territory's people remote from digital between two days, stops just outside counted.

    Computed again when a stop or the figures have changed.
    """
    held = _around(place, first, last)
    stamp = held.aggregate(many=Count("pk"), latest=Max("changed_at"), held=Count("pk", filter=Q(state=HELD)))
    return _reach(place, first, last, (*stamp.values(), figures.table().stamp))


@functools.lru_cache(maxsize=64)
def _reach(place: Place, first: datetime.date, last: datetime.date, _stamp: tuple[object, ...]) -> InTime:
    """Of one version of the stops and of the figures."""
    ground, rows = places.ground(), places.rows(place)
    need = figures.table().column("commune", "people.need")
    own = ground.communes.select("code")[rows].join(need, on="code", how="left", maintain_order="left")
    people = own["value"].fill_null(0.0).to_numpy().astype(np.float64)
    return reach_in_time(_table(_around(place, first, last)), ground, rows, people, first, last)


def known(place: Place, first: datetime.date, last: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """First and last day between two with a stop in a territory, else around it; None where there is none."""
    around = _around(place, first, last).filter(state__in=(PLANNED, HELD))
    for stops in (around.filter(place__in=_codes(place)), around):
        days = stops.aggregate(first=Min("date"), last=Max("date"))
        if days["first"]:
            return days["first"], days["last"]
    return None


def time_on_site(place: Place, first: datetime.date, last: datetime.date) -> pl.DataFrame:
    """``code``, ``minutes`` and ``stops`` of each commune of a territory between two days; 0 where nobody comes."""
    held = _table(Stop.objects.filter(place__in=_codes(place), date__gte=first, date__lte=last))
    spent = held.group_by(code="place").agg(
        minutes=(pl.col("ends") - pl.col("begins")).cast(pl.Int64).sum(), stops=pl.len()
    )
    own = pl.DataFrame({"code": _codes(place)})
    return own.join(spent, on="code", how="left", maintain_order="left").with_columns(
        pl.col("minutes", "stops").fill_null(0)
    )


def _codes(place: Place) -> list[str]:
    return places.ground().communes["code"].gather(places.rows(place)).to_list()


def _around(place: Place, first: datetime.date, last: datetime.date) -> QuerySet[Stop]:
    """Stops in the départements of every commune within the widest reach of the territory."""
    held = Stop.objects.filter(date__gte=first, date__lte=last)
    return held if place == places.FRANCE else held.filter(departement__in=_departements(place))


@functools.lru_cache(maxsize=256)
def _departements(place: Place) -> tuple[str, ...]:
    """Départements of every commune within the widest reach of a territory."""
    ground = places.ground()
    every = np.arange(len(ground), dtype=np.int32)
    near = np.unique(DistanceModel(ground).pairs(places.rows(place), every, float(max(REACHES))).indices)
    return tuple(ground.communes["departement"].gather(near).unique().sort())


def _table(stops: QuerySet[Stop]) -> pl.DataFrame:
    """Stops that were not called off, as a table."""
    kept = stops.filter(state__in=(PLANNED, HELD)).order_by()
    return pl.DataFrame(list(kept.values_list(*STOPS)), schema=STOPS, orient="row")
