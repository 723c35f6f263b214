"""School holidays of a département, where its zone's calendar is published."""

import datetime
from functools import lru_cache
from typing import Final

from vacances_scolaires_france import SchoolHolidayDates

from maillage.calendar.departements import ZONE_OF_DEPARTEMENT, known
from maillage.vocabulary.messages import say

SCHOOL_ZONES_SINCE: Final = datetime.date(2015, 9, 1)
"""Since then every département is in the zone of today; before, the same letters meant other académies."""

_CODES: Final = {
    "Vacances de Noël": "calendar.school.christmas",
    "Vacances d'hiver": "calendar.school.winter",
    "Vacances de printemps": "calendar.school.spring",
    "Vacances d'été": "calendar.school.summer",
    "Vacances de la Toussaint": "calendar.school.autumn",
    "Pont de l'Ascension": "calendar.school.ascension",
}


def school_zone(departement: str) -> str | None:
    """Zone ``A``, ``B`` or ``C`` of a département, None in Corsica and overseas, which have calendars of their own.

    Raises
    ------
    UnknownTerritory
        No such département.
    """
    return ZONE_OF_DEPARTEMENT.get(known(departement))


def school_holidays(departement: str, first: datetime.date, last: datetime.date) -> dict[datetime.date, str] | None:
    """Days without school between two days, in order: from the day after the last lesson to the eve of the first.

    Parameters
    ----------
    departement
        Code of the département or overseas collectivity.
    first, last
        Both included.

    Returns
    -------
    dict or None
        Name of the holidays of each day, in the current language. None where they are not known for the whole period:
        Corsica, overseas, before September 2015, after the last summer published (:func:`last_known`).

    Raises
    ------
    UnknownTerritory
        No such département.

    Notes
    -----
    Source: the library `vacances-scolaires-france`, from the ministry's open data.
    """
    zone = school_zone(departement)
    if zone is None or first < SCHOOL_ZONES_SINCE or last > last_known():
        return None
    return {day: say(_CODES[name]) for day, name in _zone_days(zone).items() if first <= day <= last}


def last_known() -> datetime.date:
    """Last day of the last summer holidays published."""
    day: datetime.date = max(_published().data)
    return day


@lru_cache(maxsize=1)
def _published() -> SchoolHolidayDates:
    """Every published day, read once."""
    return SchoolHolidayDates()


@lru_cache(maxsize=3)
def _zone_days(zone: str) -> dict[datetime.date, str]:
    """Days of one zone with their French name, in order."""
    published = _published().data
    return {
        day: published[day]["nom_vacances"]
        for day in sorted(published)
        if published[day][f"vacances_zone_{zone.lower()}"]
    }
