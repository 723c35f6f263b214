"""Whom to call about the stops of a place: the site's own number, else the commune's town hall."""

import re
from dataclasses import dataclass

from cockpit.configuration.queries import text
from cockpit.errors import Refused
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import contacts
from cockpit.wording import both


@dataclass(frozen=True)
class Call:
    """A number to call.

    Attributes
    ----------
    number
        As people read it.
    hall
        Whether it is the town hall's.
    """

    number: str
    hall: bool

    @property
    def link(self) -> str:
        """Address by which a telephone calls it."""
        return f"tel:{re.sub(r'[^0-9+]', '', self.number)}"

    @property
    def named(self) -> str:
        """``mairie, 04 71 68 01 85``."""
        return str(both(f"mairie, {self.number}", f"town hall, {self.number}")) if self.hall else self.number


def of(place: Place) -> Call | None:
    """Number for the stops of a territory; None where there is none."""
    if own := text("phone"):
        return Call(_shown(own), hall=False)
    return of_hall(place.code) if place.level == "commune" else None


def of_hall(code: str) -> Call | None:
    """Number of a commune's town hall."""
    number = places.town_hall_phone(code)
    return Call(number, hall=True) if number else None


def _shown(number: str) -> str:
    """A number two digits at a time; a short one as it is."""
    try:
        return contacts.shown(contacts.read(number))
    except Refused:
        return number
