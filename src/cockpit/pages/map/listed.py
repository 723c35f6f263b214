"""The same figures as the map's, commune by commune."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.map import listing, measures, values
from cockpit.map.listing import Page
from cockpit.pages.map.asking import place_asked
from cockpit.territories.places import Place


@login_not_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Communes of a territory, sorted by a measure and paged."""
    place, by = place_asked(request), request.GET.get("tri", next(iter(measures.MEASURES)))
    descending = request.GET.get("sens", "croissant" if by == "name" else "decroissant") == "decroissant"
    shown = _listed(place, by, descending, request.GET.get("page", "1"))
    columns = values.columns()
    known = [one for one in columns if one.known]
    return render(
        request,
        "map/table.html",
        {
            "place": place,
            "page": shown,
            "by": by,
            "descending": descending,
            "columns": known,
            "silent": [one for one in columns if not one.known],
            "rows": [(row, [(row[one.measure.code], one.measure) for one in known]) for row in shown.rows],
        },
    )


def _listed(place: Place, by: str, descending: bool, number: str) -> Page:
    """A page of communes.

    Raises
    ------
    Http404
        If nothing is sorted by what is asked.
    """
    try:
        return listing.page(place, by, descending, int(number) if number.isdecimal() else 1)
    except KeyError as error:
        raise Http404 from error
