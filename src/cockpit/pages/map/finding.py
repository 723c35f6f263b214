"""Find a territory and where to fly to see it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from cockpit.map import tiles
from cockpit.territories import places
from cockpit.territories.places import Found

FOUND_AT_MOST = 12


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Territories that answer a search, with the box to fly to; without script, the search's own page."""
    asked = request.GET.get("q", "").strip()[:80]
    if "application/json" not in request.headers.get("Accept", ""):
        return redirect(f"{reverse('search')}?{request.GET.urlencode()}")
    found = places.search(asked, FOUND_AT_MOST) if asked else []
    return JsonResponse({"answers": [_told(one) for one in found]})


def _told(found: Found) -> dict[str, Any]:
    """An answer."""
    place = found.place
    return {
        "name": place.name,
        "within": found.within or "",
        "level": place.level,
        "code": place.code,
        "box": tiles.box(place),
    }
