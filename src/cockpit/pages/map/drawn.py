"""The map's own page."""

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.configuration import queries as configuration
from cockpit.map import adopted, tiles, values
from cockpit.pages.map import passing
from cockpit.pages.map.asking import measure_asked, place_asked
from cockpit.pages.map.legend import legend
from cockpit.pages.map.script import IGN, can_move, config
from cockpit.territories import places
from cockpit.territories.places import FRANCE


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """The map, open on a territory; this page alone may ask IGN, where administrators offer its background."""
    offered = configuration.switch("base_map")

    def drawn(asked: HttpRequest) -> HttpResponseBase:
        return _page(asked, offered)

    return csp_update({"connect-src": [IGN]})(drawn)(request) if offered else drawn(request)


def _page(request: HttpRequest, base_map: bool) -> HttpResponse:
    """The map, with IGN's background to turn on or without."""
    place, columns, plan = place_asked(request), values.columns(), adopted.plan()
    shown, week = measure_asked(request, columns), passing.asked(request, place)
    rows = None if place == FRANCE else places.rows(place)
    return render(
        request,
        "map/page.html",
        {
            "place": place,
            "shown": shown,
            "legends": [legend(one, rows) for one in columns],
            "overseas": [places.get("departement", code) for code in tiles.OVERSEAS] if place == FRANCE else [],
            "moving": can_move(),
            "base_map": base_map,
            "plan": plan,
            "week": week,
            "config": config(place, columns, shown, plan, base_map) | {"stops": week.drawn if week else None},
        },
    )
