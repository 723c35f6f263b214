"""What an address of the map asks for."""

from django.http import Http404, HttpRequest

from cockpit.map import values
from cockpit.map.values import Column
from cockpit.pages.territory import asked
from cockpit.territories.places import FRANCE, Place


def place_asked(request: HttpRequest) -> Place:
    """The territory asked for, ``departement:15``; France by default.

    Raises
    ------
    Http404
        If there is none.
    """
    level, _, code = request.GET.get("territoire", "").partition(":")
    return asked(level, code) if level and level != "france" else FRANCE


def measure_of(code: str) -> Column:
    """The measure of a code.

    Raises
    ------
    Http404
        If there is none.
    """
    try:
        return values.column(code)
    except KeyError as error:
        raise Http404 from error


def measure_asked(request: HttpRequest, columns: list[Column]) -> Column:
    """The measure asked for where it has figures, else the first."""
    asked = request.GET.get("mesure", "")
    return next((one for one in columns if one.measure.code == asked and one.known), columns[0])
