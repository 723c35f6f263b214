"""Plans side by side: today, up to three beside it, who gains and who loses."""

from typing import Any

import polars as pl
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.pages.territory import asked as territory_asked
from cockpit.plans import naming, queries, weighing
from cockpit.plans.weighing import MOST_SIDES, Side
from cockpit.territories.places import Place
from maillage.flow.comparing import by_epci
from maillage.publish.tables import csv_text

A_PAGE = 25
EPCI_SHOWN = 20
NAMED = 10


@login_not_required
@require_safe
def compare(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Headline figures side by side, then communes and EPCI that gain and lose."""
    place = territory_asked(level, code)
    sides = _sides(request, place)
    choices = _choices(request, place)
    context: dict[str, Any] = {"place": place, "sides": sides, "choices": choices, "most": MOST_SIDES - 1}
    context["chosen"] = [str(one.plan.uuid) for one in sides[1:] if one.plan] if sides else []
    if len(sides) > 1:
        context |= _changes(request, sides) | {"warnings": weighing.unlike(sides), "query": request.GET.urlencode()}
    return render(request, "plans/compare.html", context)


@login_not_required
@require_safe
def note(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """A note of two pages for a council: today and one scenario."""
    place = territory_asked(level, code)
    sides = _sides(request, place)
    if len(sides) < 2:
        raise Http404
    context = _changes(request, sides) | {"place": place, "sides": [sides[0], _after(request, sides)]}
    return render(request, "plans/note.html", context | {"warnings": weighing.unlike(context["sides"])})


@login_not_required
@require_safe
def csv(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """What changes in each commune, as a file."""
    place = territory_asked(level, code)
    sides = _sides(request, place)
    if len(sides) < 2:
        raise Http404
    response = HttpResponse(
        csv_text(weighing.differences(sides[0], _after(request, sides))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="comparaison-{place.code or "france"}.csv"'
    return response


def _sides(request: HttpRequest, place: Place) -> list[Side]:
    """What the address asks to compare, the base first: today's plans unless ``base`` names another."""
    uuids = list(dict.fromkeys(request.GET.getlist("avec")))[: MOST_SIDES - 1]
    base = request.GET.get("base", "")
    first = weighing.side(place, _plan(request, base, place)) if base else weighing.today(place)
    others = [weighing.side(place, _plan(request, uuid, place)) for uuid in uuids]
    return [*([first] if first else []), *others]


def _plan(request: HttpRequest, uuid: str, place: Place) -> Any:
    """A done plan the reader sees that covers a territory."""
    try:
        plan = queries.find(request.user, uuid)
    except (ValidationError, ValueError) as error:
        raise Http404 from error
    if plan is None or not queries.covers(plan, place):
        raise Http404
    return plan


def _choices(request: HttpRequest, place: Place) -> list[Any]:
    return list(queries.of_territory(request.user, place)[:40])


def _after(request: HttpRequest, sides: list[Side]) -> Side:
    """The side whose changes are told: the one asked for, else the first beside the base."""
    asked = request.GET.get("detail", "")
    return next((one for one in sides[1:] if one.plan and str(one.plan.uuid) == asked), sides[1])


def _changes(request: HttpRequest, sides: list[Side]) -> dict[str, Any]:
    """Who gains and who loses between the base and the side that is detailed."""
    after = _after(request, sides)
    table = weighing.differences(sides[0], after)
    outcome = request.GET.get("sens", "")
    order = table.sort(pl.col("change").abs(), "code", descending=[True, False])
    shown = order.filter(pl.col("outcome") == outcome) if outcome in ("gained", "lost") else order
    page = Paginator(range(shown.height), A_PAGE).get_page(request.GET.get("page"))
    epci = by_epci(table)
    gained, lost = (order.filter(pl.col("outcome") == one) for one in ("gained", "lost"))
    return {
        "after": after,
        "gained": _named(gained.head(NAMED)),
        "lost": _named(lost.head(NAMED)),
        "gained_count": gained.height,
        "lost_count": lost.height,
        "gained_people": float(table["change"].clip(lower_bound=0).sum()),
        "lost_people": float(table["change"].clip(upper_bound=0).abs().sum()),
        "epci": epci.head(EPCI_SHOWN).to_dicts(),
        "epci_count": epci.height,
        "communes": _named(shown.slice((page.number - 1) * A_PAGE, A_PAGE)),
        "page": page,
        "outcome": outcome,
    }


def _named(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows with the name of the nearest place."""
    return [
        {
            **row,
            "place_name": naming.label(row["place"]) if row["place"] else None,
            "place_before_name": naming.label(row["place_before"]) if row["place_before"] else None,
        }
        for row in table.iter_rows(named=True)
    ]
