"""Public holidays of a département, Alsace-Moselle's and the overseas ones' included."""

import datetime
from functools import lru_cache
from typing import Final

import holidays

from maillage.calendar.departements import OVERSEAS, known
from maillage.vocabulary.messages import language

_ALSACE_MOSELLE: Final = {"57": "57", "67": "6AE", "68": "6AE"}
_LANGUAGES: Final = {"fr": "fr", "en": "en_US"}


def public_holidays(departement: str, first: datetime.date, last: datetime.date) -> dict[datetime.date, str]:
    """Public holidays between two days, in order.

    Parameters
    ----------
    departement
        Code of the département or overseas collectivity, as ``67``, ``2A``, ``974``, ``987``.
    first, last
        Both included.

    Returns
    -------
    dict
        Name of each holiday in the current language. In Alsace-Moselle Good Friday is always among them, though the law
        keeps it to communes with a Protestant church; in Guadeloupe Good Friday and Mi-Carême are, as is the custom.

    Raises
    ------
    UnknownTerritory
        No such département.

    Notes
    -----
    Source: the library `holidays`, which cites the law (Code du travail L. 3133-1, L. 3134-13, L. 3422-2, local texts).
    """
    named: dict[datetime.date, str] = {}
    for year in range(first.year, last.year + 1):
        named.update(_year(_subdivision(known(departement)), year, _LANGUAGES[language()]))
    return {day: named[day] for day in sorted(named) if first <= day <= last}


def _subdivision(departement: str) -> str | None:
    """Name of the département in the library where it has holidays of its own."""
    if departement in OVERSEAS:
        return OVERSEAS[departement][0]
    return _ALSACE_MOSELLE.get(departement)


@lru_cache(maxsize=512)
def _year(subdivision: str | None, year: int, words: str) -> dict[datetime.date, str]:
    """Holidays of one year."""
    return dict(holidays.country_holidays("FR", subdiv=subdivision, years=year, language=words))
