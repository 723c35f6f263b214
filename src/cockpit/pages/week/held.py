"""Plan versus done, for those who plan timetables: what was held, by place and by advisor; stops nobody comes to."""

import csv
import datetime
from io import StringIO
from typing import Any

import polars as pl
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from cockpit.accounts import perms
from cockpit.accounts.roles import PLAN_TIMETABLES
from cockpit.pages.places_field import PlaceField
from cockpit.pages.reader import reader
from cockpit.pages.templatetags.words import number
from cockpit.pages.week import bars
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import holding
from cockpit.wording import both

WEEKS_SHOWN, MOST_DAYS = 8, 371
ROWS_SHOWN = 200
FEW_PEOPLE = 5
"""Fewer people than this in a place are not told to the unit: the file goes round."""
LEAST_STOPS = 5
"""Fewer stops than this have no percentage."""
THRESHOLD = 2
BY = {"lieu": ("place", "place_name"), "conseiller": ("advisor", "advisor_name")}
COLUMNS = ("code", "name", "planned", "held", "cancelled", "unreported", "people", "held_low", "held_high")


class Asked(forms.Form):
    """Where, when, and what few people are."""

    place = PlaceField(label=both("Territoire", "Territory"))
    du = forms.DateField(label=both("Du", "From"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    au = forms.DateField(label=both("Au", "To"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    seuil = forms.IntegerField(label=both("Personnes au moins par passage", "People a stop at least"),
                               min_value=1, max_value=20)  # fmt: skip

    def __init__(self, data: Any, reach: list[Place]) -> None:
        self.reach = reach
        super().__init__(data)

    def clean_place(self) -> Place:
        """A territory of one's own: another reads like none."""
        place: Place = self.cleaned_data["place"]
        if not any(places.within(place, outer) for outer in self.reach):
            raise forms.ValidationError(both("Choisissez un territoire du vôtre.", "Choose a territory within yours."))
        return place

    def clean(self) -> dict[str, Any]:
        """Days in order, a year at most."""
        given = super().clean() or {}
        if {"du", "au"} <= set(given) and not 0 <= (given["au"] - given["du"]).days < MOST_DAYS:
            wrong = both("La fin vient après le début, d'un an au plus : corrigez les dates.",
                         "The end comes after the start, by a year at most: correct the dates.")  # fmt: skip
            self.add_error("au", wrong)
        return given


def _asked(request: HttpRequest) -> Asked:
    """The form, filled in by default with one's own territory and the last weeks.

    Raises
    ------
    Http404
        If the account plans no timetables.
    """
    reach = perms.reach(reader(request), PLAN_TIMETABLES)
    if not reach:
        raise Http404
    today = timezone.localdate()
    usual = {
        "place": f"{reach[0].level}:{reach[0].code}" if reach[0].code else "France",
        "du": (today - datetime.timedelta(days=7 * WEEKS_SHOWN)).isoformat(),
        "au": today.isoformat(),
        "seuil": str(THRESHOLD),
    }
    given = {name: value for name, value in request.GET.items() if value}
    return Asked(usual | given, reach)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Chart, tables, suggestions."""
    form = _asked(request)
    told: dict[str, Any] = {"form": form}
    if form.is_valid():
        given = form.cleaned_data
        stops = holding.with_advisors(holding.past(given["place"], given["du"], given["au"]))
        told |= {
            "place": given["place"],
            "tables": [(by, _rows(_tallied(stops, by))) for by in BY] if len(stops) else [],
            "whole": _row(holding.tallies(stops.with_columns(all=pl.lit("")), "all", "all").row(0, named=True))
            if len(stops)
            else None,
            "chart": bars.weekly(holding.weekly(stops)),
            "weeks": holding.weekly(stops),
            "deserted": [_told(one) for one in holding.deserted(stops, given["seuil"])],
            "least": holding.LEAST_HELD,
            "threshold": given["seuil"],
            "address": request.GET.urlencode(),
            "shown": ROWS_SHOWN,
        }
    return render(request, "week/held.html", told)


@require_safe
def export(request: HttpRequest, by: str) -> HttpResponse:
    """The table by place or by advisor, whole.

    Raises
    ------
    Http404
        If there is no such table, or what is asked is not one's own.
    """
    form = _asked(request)
    if by not in BY or not form.is_valid():
        raise Http404
    given = form.cleaned_data
    stops = holding.with_advisors(holding.past(given["place"], given["du"], given["au"]))
    text = StringIO("\ufeff")
    text.seek(0, 2)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in _tallied(stops, by).iter_rows(named=True):
        told = _row(row)
        share = [f"{row[one]:.3f}" if told["percent"] is not None else "" for one in ("low", "high")]
        cells = [row["code"], _harmless(row["name"]), *(row[name] for name in COLUMNS[2:6])]
        writer.writerow([*cells, f"<{FEW_PEOPLE}" if told["few"] else row["people"], *share])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="passages-tenus-{by}.csv"'
    return response


def _tallied(stops: pl.DataFrame, by: str) -> pl.DataFrame:
    return holding.tallies(stops, *BY[by])


def _rows(table: pl.DataFrame) -> list[dict[str, Any]]:
    return [_row(row) for row in table.head(ROWS_SHOWN).iter_rows(named=True)]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """A row as people read it: no percentage of few stops, no exact number of few people."""
    enough = row["planned"] >= LEAST_STOPS
    return row | {
        "percent": row["held"] / row["planned"] if enough else None,
        "few": 0 < row["people"] < FEW_PEOPLE,
    }


def _when(weekday: int, half: int) -> str:
    """``mardi matin``."""
    afternoon = both("après-midi", "afternoon") if half else both("matin", "morning")
    return f"{WEEKDAYS[weekday]} {afternoon}"


def _told(one: holding.Deserted) -> dict[str, Any]:
    """A suggestion in words."""
    told: dict[str, Any] = {
        "place": one.place, "name": one.name, "when": _when(one.weekday, one.half), "held": one.held
    }  # fmt: skip
    if one.better:
        weekday, half, held, mean = one.better
        told |= {"better_when": _when(weekday, half), "better_held": held, "better_mean": number(mean, 1)}
    return told


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
