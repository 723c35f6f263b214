"""Find one's commune; who comes, where and when; one stop."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cockpit.pages.passages import board, calling, nearby
from cockpit.pages.passages.keeping import kept_while_stops_hold
from cockpit.pages.passages.lines import line
from cockpit.pages.passages.subjects import FOLLOWED, LEVELS, VENUE, WIDEST, asked, coming
from cockpit.territories import places
from cockpit.timetables import queries
from cockpit.timetables.models import Stop
from cockpit.timetables.queries import passing

FOUND_AT_MOST = 40


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Territories that answer a name or a postcode, and when someone comes next; the only one opens at once."""
    words = request.GET.get("q", "").strip()[:80]
    every = places.search(words, FOUND_AT_MOST) if words else []
    if len(every) == 1:
        return redirect(_address(every[0].place))
    communes = [one.place.code for one in every if one.place.level == "commune"]
    soon = passing.next_of_each(passing.ahead(communes, *coming())) if communes else {}
    found = [
        (one, _address(one.place), line(soon[one.place.code]) if one.place.code in soon else None) for one in every
    ]
    return render(request, "passages/find.html", {"asked": words, "found": found, "most": FOUND_AT_MOST})


@login_not_required
@require_safe
@kept_while_stops_hold
def page(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Exceptions, the next stop, those after it; where else to go."""
    subject = asked(kind, code)
    words = {
        "subject": subject,
        "board": board.board(subject),
        "communes": board.communes(subject) if subject.wide else [],
        "near": nearby.near(subject.place) if kind == "commune" else [],
        "venues": _venues(subject.place) if kind == "commune" else {},
        "region": _region(subject.place) if kind == WIDEST else None,
        "followed": kind in FOLLOWED,
        "is_venue": kind == VENUE,
        "call": calling.of(subject.place),
    }
    return render(request, f"passages/{'wide' if subject.wide else 'page'}.html", words)


def _region(place: places.Place) -> places.Place | None:
    """The région a département lies in."""
    return next((one for one in places.parents(place) if one.level == "region"), None)


def _address(place: places.Place) -> str:
    """Address of the page of a territory's stops."""
    if place.level in LEVELS:
        return reverse("passages_of", args=(place.level, place.code))
    return reverse("passages_region", args=(place.code,)) if place.code else reverse("passages_france")


def _venues(place: places.Place) -> dict[str, str]:
    """Venues of a commune with several: code of each one's page, and its name."""
    found = passing.venues(place, *coming())
    return {f"{place.code}-{word}": name for word, name in found.items() if word} if len(found) > 1 else {}


@login_not_required
@require_safe
@never_cache
def stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All that everyone may know of a stop."""
    found = known(uid)
    told = line(found)
    aside = nearby.near(found.commune) if told.cancelled or told.over or told.stop.seats_left == 0 else []
    return render(request, "passages/stop.html", {"line": told, "near": aside, "call": calling.of(told.stop.place)})


def known(uid: UUID) -> Stop:
    """A stop by its address.

    Raises
    ------
    Http404
        If there is none.
    """
    found = queries.public_stop(uid)
    if found is None:
        raise Http404
    return found
