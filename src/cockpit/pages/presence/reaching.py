"""Help within reach, and when: by half-day of the week, week by week, and the communes that wait longest."""

from typing import Any, NamedTuple

import polars as pl
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.pages.presence import period
from cockpit.pages.presence.period import Period
from cockpit.pages.territory import asked
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables.queries import presence
from cockpit.wording import both
from maillage.flow.presence import REACHES, InTime
from maillage.publish.tables import csv_text

DAYS = (
    both("Lundi", "Monday"),
    both("Mardi", "Tuesday"),
    both("Mercredi", "Wednesday"),
    both("Jeudi", "Thursday"),
    both("Vendredi", "Friday"),
    both("Samedi", "Saturday"),
)
WAITING_SHOWN = 20
SHADES = 5


class Cell(NamedTuple):
    """A half-day of the week: mean share of people within reach, and its shade from 0 to 4."""

    share: float
    shade: int


@login_not_required
@require_safe
def page(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Reach of a territory in time."""
    place, span = _asked(request, level, code)
    minutes = _minutes(request)
    found = presence.reach(place, span.first, span.last)
    return render(request, "presence/reach.html", _context(place, span, found, minutes))


@login_not_required
@require_safe
def csv(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """The same, half-day by half-day."""
    place, span = _asked(request, level, code)
    found = presence.reach(place, span.first, span.last)
    response = HttpResponse(csv_text(found.half_days), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="portee-{place.code or "france"}.csv"'
    return response


def _asked(request: HttpRequest, level: str, code: str) -> tuple[Place, Period]:
    """The territory, and the weeks asked for that something is published of."""
    place, span = asked(level, code), period.asked(request.GET)
    return place, span.told(presence.known(place, span.first, span.last))


def _minutes(request: HttpRequest) -> int:
    """Reach asked for, in minutes."""
    told = request.GET.get("minutes", "")
    return int(told) if told in {str(reach) for reach in REACHES} else REACHES[0]


def _context(place: Place, span: Period, found: InTime, minutes: int) -> dict[str, Any]:
    """What the page shows."""
    weeks = found.weeks.filter(pl.col("minutes") == minutes)
    waiting = _waiting(place, found.communes)
    never = found.communes.filter(pl.col("half_days") == 0)
    return {
        "place": place,
        "parents": places.parents(place),
        "span": span,
        "minutes": minutes,
        "reaches": REACHES,
        "stops": int(weeks["stops"].sum()),
        "grid": _grid(found.half_days.filter(pl.col("minutes") == minutes)),
        "weeks": [(row, _shade(row["share"])) for row in weeks.to_dicts()],
        "weekly": weeks["share"].mean() or 0.0,
        "saturday": _mean(found.half_days.filter((pl.col("minutes") == minutes) & (pl.col("date").dt.weekday() == 6))),
        "waiting": waiting,
        "communes": len(found.communes),
        "never": len(never),
    }


def _grid(half_days: pl.DataFrame) -> list[tuple[str, list[Cell]]]:
    """Mean share of each half-day of the week, Monday to Saturday."""
    mean = {
        (weekday - 1, half): share
        for weekday, half, share in half_days.group_by(pl.col("date").dt.weekday(), "half")
        .agg(pl.col("share").mean())
        .iter_rows()
    }
    return [
        (str(name), [Cell(mean.get((day, half), 0.0), _shade(mean.get((day, half), 0.0))) for half in (0, 1)])
        for day, name in enumerate(DAYS)
    ]


def _mean(half_days: pl.DataFrame) -> float:
    """Mean over weeks of the best half-day of a day."""
    best = half_days.group_by("date").agg(pl.col("share").max())["share"].mean()
    return float(best) if best is not None else 0.0  # type: ignore[arg-type]


def _shade(share: float) -> int:
    return min(int(share * SHADES), SHADES - 1) if share > 0 else 0


def _waiting(place: Place, communes: pl.DataFrame) -> list[dict[str, Any]]:
    """Communes that wait longest, those with most inhabitants first among equals."""
    known = places.ground().communes.select("code", "name", "population")
    order = communes.join(known, on="code", how="left").sort(
        "longest_wait_days", "population", "code", descending=[True, True, False]
    )
    return order.head(WAITING_SHOWN).to_dicts() if place.level != "commune" else order.to_dicts()
