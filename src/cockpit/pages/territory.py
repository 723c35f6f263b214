"""A territory's page."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.territories import places
from maillage.vocabulary.errors import UnknownTerritory


def asked(level: str, code: str) -> places.Place:
    """The territory of an address.

    Raises
    ------
    Http404
        If there is none.
    """
    try:
        return places.get(level, "" if level == "france" else code.upper())
    except UnknownTerritory as error:
        raise Http404 from error


@login_not_required
@require_safe
def territory(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Who is left out here, what there is, what to do next."""
    place = asked(level, code)
    return render(
        request,
        "territory.html",
        {"place": place, "parents": places.parents(place), "children": places.children(place)},
    )
