"""What each commune pays of a cost, by a stated key: for the council's vote."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.pages.presence import period
from cockpit.pages.presence.period import Period
from cockpit.pages.territory import asked
from cockpit.territories import figures, places
from cockpit.territories.places import Place
from cockpit.timetables.queries import presence
from cockpit.wording import both
from maillage.presence import share
from maillage.publish.tables import csv_text
from maillage.vocabulary.errors import InvalidOption

KEYS = (
    ("half_days", both("Temps passé dans la commune", "Time spent in the commune")),
    ("people", both("Personnes éloignées du numérique", "People remote from digital life")),
    ("population", both("Nombre d'habitants", "Inhabitants")),
    ("equal", both("Parts égales", "Equal parts")),
)
UNITS = {
    "half_days": both("minutes de présence", "minutes of presence"),
    "people": both("personnes", "people"),
    "population": both("habitants", "inhabitants"),
    "equal": both("part", "part"),
}


class SharingForm(period.PeriodForm):
    """Amount, key and who pays."""

    amount = forms.DecimalField(
        label=both("Montant à répartir, en euros", "Amount to share, euros"),
        min_value=0,
        max_value=10**9,
        decimal_places=2,
    )
    key = forms.ChoiceField(label=both("Clé de répartition", "Key"), choices=KEYS)
    fixed = forms.IntegerField(
        label=both("Part égale pour toutes, en %", "Part all pay alike, %"),
        required=False,
        min_value=0,
        max_value=100,
    )
    all_pay = forms.BooleanField(
        label=both("Les communes sans passage paient aussi", "Communes without a stop pay too"), required=False
    )


@dataclass(frozen=True)
class Shared:
    """A cost and what each commune pays, columns of the table that people read."""

    table: pl.DataFrame
    key: str


@login_not_required
@require_safe
def page(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """The form, and the amounts once it is filled."""
    place, span = asked(level, code), period.asked(request.GET)
    form = _form(request, span)
    shared, refused = _shared(place, span, form)
    context: dict[str, Any] = {
        "place": place,
        "parents": places.parents(place),
        "span": span,
        "form": form,
        "shared": shared,
        "refused": refused,
        "rows": shared.table.to_dicts() if shared else [],
        "unit": UNITS[shared.key] if shared else "",
        "total": shared.table["euros"].sum() if shared else 0,
        "asked": request.GET.urlencode(),
    }
    return render(request, "presence/sharing.html", context)


@login_not_required
@require_safe
def csv(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """The amounts as a file."""
    place, span = asked(level, code), period.asked(request.GET)
    shared, refused = _shared(place, span, _form(request, span))
    if shared is None:
        return HttpResponseBadRequest(refused, content_type="text/plain; charset=utf-8")
    response = HttpResponse(csv_text(shared.table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="partage-{place.code or "france"}.csv"'
    return response


def _form(request: HttpRequest, span: Period) -> SharingForm:
    """Bound once an amount is asked for."""
    usual: dict[str, Any] = {"first": span.first, "weeks": span.weeks, "key": "half_days"}
    return SharingForm(request.GET) if "amount" in request.GET else SharingForm(initial=usual)


def _shared(place: Place, span: Period, form: SharingForm) -> tuple[Shared | None, str]:
    """Amounts, or why there are none."""
    if not form.is_bound or not form.is_valid():
        return None, str(both("Indiquez un montant et une clé.", "Give an amount and a key."))
    told = form.cleaned_data
    communes = _communes(place, span)
    paying = communes if told["all_pay"] else communes.filter(pl.col("stops") > 0)
    cents = int(told["amount"] * 100)
    try:
        paid = share(paying, told["key"], cents, float(told["fixed"] or 0))
    except InvalidOption as error:
        return None, str(error)
    names = communes.select("code", "name", "stops", "minutes")
    table = paid.join(names, on="code", how="left", maintain_order="left").select(
        "code", "name", "stops", "minutes", "key", "percent", euros=pl.col("cents") / 100
    )
    return Shared(table.sort("euros", "code", descending=[True, False]), told["key"]), ""


def _communes(place: Place, span: Period) -> pl.DataFrame:
    """Communes of a territory with what each key counts."""
    known = places.ground().communes.select("code", "name", "population")
    need = figures.table().column("commune", "people.need").select("code", people="value")
    spent = presence.time_on_site(place, span.first, span.last)
    return (
        spent.join(known, on="code", how="left", maintain_order="left")
        .join(need, on="code", how="left", maintain_order="left")
        .with_columns(half_days=pl.col("minutes"), people=pl.col("people").fill_null(0.0))
    )
