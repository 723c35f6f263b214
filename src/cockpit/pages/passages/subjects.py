"""Whose stops a public page tells: a commune, an EPCI, a département, a post, a venue."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import queries
from cockpit.timetables.models import Stop
from cockpit.timetables.queries import passing
from cockpit.wording import both
from maillage.vocabulary.errors import UnknownTerritory

LEVELS = ("commune", "epci", "departement")
FOLLOWED = ("commune", "epci")
"""Levels one may be told the changes of."""

WIDEST = "departement"
"""Level whose thousands of stops nobody follows or prints: it has a page and open data only."""

POST, VENUE = "poste", "lieu"

DAYS_AHEAD = 42
"""How far pages look: six weeks."""
DAYS_KEPT = 28
"""Past days that files keep, so that calendars see what has become of a stop."""
DAYS_KNOWN = 366
"""A post or a venue without a stop for so long has no page."""


@dataclass(frozen=True)
class Subject:
    """Whose stops.

    Attributes
    ----------
    kind
        One of :data:`LEVELS`, :data:`POST` or :data:`VENUE`.
    code
        As in the address.
    name
        As people call it.
    place
        The territory; of a venue, its commune; of a post, the commune it leaves from.
    word
        Of a venue, its name as in the address.
    """

    kind: str
    code: str
    name: str
    place: Place
    word: str = ""

    @property
    def wide(self) -> bool:
        """Whether it holds several communes."""
        return self.kind in ("epci", "departement")

    def stops(self, first: datetime.date, last: datetime.date) -> QuerySet[Stop]:
        """Its stops between two days, both included."""
        if self.kind == POST:
            return queries.of_post(self.code, first, last)
        if self.kind == VENUE:
            return passing.of_venue(self.place, self.word, first, last)
        return queries.stops(self.place, first, last)

    def ahead(self) -> QuerySet[Stop]:
        """Its stops of the coming weeks."""
        return self.stops(*coming())

    def filed(self) -> QuerySet[Stop]:
        """Its stops for files: some past weeks and all that is published ahead."""
        today = timezone.localdate()
        return self.stops(today - datetime.timedelta(days=DAYS_KEPT), today + datetime.timedelta(days=DAYS_KNOWN))


def coming() -> tuple[datetime.date, datetime.date]:
    """Days that pages tell, from yesterday: it is not the same day everywhere."""
    today = timezone.localdate()
    return today - datetime.timedelta(days=1), today + datetime.timedelta(days=DAYS_AHEAD)


def asked(kind: str, code: str) -> Subject:
    """The subject of an address.

    Raises
    ------
    Http404
        If there is none.
    """
    if kind == POST:
        return _post(code)
    if kind == VENUE:
        return _venue(code)
    place = _place(kind, code)
    return Subject(kind, place.code, place.name, place)


def _place(level: str, code: str) -> Place:
    try:
        if level in LEVELS:
            return places.get(level, code.upper())
    except UnknownTerritory:
        pass
    raise Http404


def _known() -> tuple[datetime.date, datetime.date]:
    """Days that make a post or a venue known."""
    today, year = timezone.localdate(), datetime.timedelta(days=DAYS_KNOWN)
    return today - year, today + year


def _post(code: str) -> Subject:
    known = queries.of_post(code, *_known()).first()
    if known is None:
        raise Http404
    return Subject(POST, code, str(both(f"poste {code}", f"post {code}")), _place("commune", known.base))


def _venue(code: str) -> Subject:
    """``15014-mediatheque``: the commune, then the venue's name."""
    commune, _, word = code.partition("-")
    place = _place("commune", commune)
    known = passing.of_venue(place, word, *_known()).first() if word else None
    if known is None:
        raise Http404
    return Subject(VENUE, f"{place.code}-{word}", known.venue, place, word)
