"""The front page, the search and what the site says of itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cockpit.territories import places

FOUND_AT_MOST = 40


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, and the régions."""
    return render(request, "home.html", {"regions": places.of_level("region")})


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Territories that answer a name, a code or a postcode; the only one opens at once."""
    asked = request.GET.get("q", "").strip()[:80]
    found = places.search(asked, FOUND_AT_MOST) if asked else []
    if len(found) == 1:
        return redirect("territory", level=found[0].place.level, code=found[0].place.code or "france")
    return render(request, "search.html", {"asked": asked, "found": found, "most": FOUND_AT_MOST})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the site is, how its figures are made, its accessibility."""
    return render(request, "about.html")
