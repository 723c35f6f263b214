"""Where advisors come in a région or in the whole country: how many stops in each département, and what leads there."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cockpit.pages.passages.keeping import slot
from cockpit.pages.territory import asked
from cockpit.pages.visitors import kept_while
from cockpit.territories import places
from cockpit.territories.places import FRANCE, Place
from cockpit.timetables.queries import passing
from cockpit.timetables.queries.passing import Tally

DAYS_TOLD: Final = 7
NOTHING: Final = Tally(0, 0, 0)


@dataclass(frozen=True)
class Region:
    """A région and its départements, by name, each with its stops of the coming days."""

    place: Place
    departements: Sequence[tuple[Place, Tally]]

    @property
    def tally(self) -> Tally:
        """Of the whole région."""
        return total(tally for _, tally in self.departements)


def total(tallies: Any) -> Tally:
    """Sum of tallies of territories apart from one another."""
    every = list(tallies)
    return Tally(*(sum(getattr(one, name) for one in every) for name in ("planned", "communes", "called_off")))


@login_not_required
@require_safe
@kept_while(lambda _request, **_: slot())  # counts of a whole country may be some minutes old
def page(request: HttpRequest, code: str = "") -> HttpResponse:
    """Counts by département, a search, nothing that would be too long to read."""
    place = asked("region", code) if code else FRANCE
    regions = told(place)
    words = {
        "place": place,
        "regions": regions,
        "tally": total(one.tally for one in regions),
        "visited": sum(bool(tally.planned) for one in regions for _, tally in one.departements),
        "departements": sum(len(one.departements) for one in regions),
    }
    return render(request, "passages/country.html", words)


def told(place: Place) -> list[Region]:
    """Régions of a territory with what is to come in their départements in the next :data:`DAYS_TOLD` days."""
    today = timezone.localdate()
    found = passing.by_departement(place, today, today + datetime.timedelta(days=DAYS_TOLD - 1))
    regions = places.children(place) if place == FRANCE else (place,)
    return [Region(one, [(own, found.get(own.code, NOTHING)) for own in places.children(one)]) for one in regions]
