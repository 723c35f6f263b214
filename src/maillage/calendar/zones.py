"""Which clock a place goes by."""

from typing import Final

from maillage.calendar.departements import OVERSEAS, known

PARIS: Final = "Europe/Paris"

_MARQUESAS: Final = ("98718", "98723", "98731", "98750", "98756", "98757")
_GAMBIER: Final = "98719"


def zone_of(departement: str, commune: str = "") -> str:
    """IANA name of a place's clock.

    Parameters
    ----------
    departement
        Code of the département or overseas collectivity.
    commune
        Code of the commune: French Polynesia alone has three clocks (Tahiti's without it).

    Returns
    -------
    str
        As ``Europe/Paris``, ``Indian/Reunion``, ``Pacific/Marquesas``.

    Raises
    ------
    UnknownTerritory
        No such département.

    Notes
    -----
    Marquesas (Fatu-Hiva, Hiva-Oa, Nuku-Hiva, Tahuata, Ua-Huka, Ua-Pou) half an hour ahead of Tahiti, Gambier an hour:
    IANA time zone database, files ``australasia`` and ``zone.tab``; codes of communes: INSEE.
    """
    if known(departement) == "987" and commune in _MARQUESAS:
        return "Pacific/Marquesas"
    if departement == "987" and commune == _GAMBIER:
        return "Pacific/Gambier"
    return OVERSEAS[departement][1] if departement in OVERSEAS else PARIS
