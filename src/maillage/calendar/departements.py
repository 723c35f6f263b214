"""The départements and collectivities whose days are known, with what sets their calendar apart."""

from typing import Final

from maillage.vocabulary.errors import UnknownTerritory

ACADEMIES: Final = {
    "A": {
        "Besançon": ("25", "39", "70", "90"),
        "Bordeaux": ("24", "33", "40", "47", "64"),
        "Clermont-Ferrand": ("03", "15", "43", "63"),
        "Dijon": ("21", "58", "71", "89"),
        "Grenoble": ("07", "26", "38", "73", "74"),
        "Limoges": ("19", "23", "87"),
        "Lyon": ("01", "42", "69"),
        "Poitiers": ("16", "17", "79", "86"),
    },
    "B": {
        "Aix-Marseille": ("04", "05", "13", "84"),
        "Amiens": ("02", "60", "80"),
        "Lille": ("59", "62"),
        "Nancy-Metz": ("54", "55", "57", "88"),
        "Nantes": ("44", "49", "53", "72", "85"),
        "Nice": ("06", "83"),
        "Normandie": ("14", "27", "50", "61", "76"),
        "Orléans-Tours": ("18", "28", "36", "37", "41", "45"),
        "Reims": ("08", "10", "51", "52"),
        "Rennes": ("22", "29", "35", "56"),
        "Strasbourg": ("67", "68"),
    },
    "C": {
        "Créteil": ("77", "93", "94"),
        "Montpellier": ("11", "30", "34", "48", "66"),
        "Paris": ("75",),
        "Toulouse": ("09", "12", "31", "32", "46", "65", "81", "82"),
        "Versailles": ("78", "91", "92", "95"),
    },
}
"""Départements of each académie of each school zone since September 2015.

Académies: Code de l'éducation, article R. 222-2. Zones: the ``arrêtés fixant le calendrier scolaire``, from that of
16 April 2015 for 2015-2018 to that of 21 July 2026 for 2027-2028, all with the same zones. Corsica and overseas decide
for themselves (articles D. 521-6 and D. 521-7).
"""

ZONE_OF_DEPARTEMENT: Final = {
    departement: zone
    for zone, academies in ACADEMIES.items()
    for all_of in academies.values()
    for departement in all_of
}

CORSICA: Final = ("2A", "2B")

OVERSEAS: Final = {
    "971": ("971", "America/Guadeloupe"),
    "972": ("972", "America/Martinique"),
    "973": ("973", "America/Cayenne"),
    "974": ("974", "Indian/Reunion"),
    "975": ("PM", "America/Miquelon"),
    "976": ("976", "Indian/Mayotte"),
    "977": ("BL", "America/St_Barthelemy"),
    "978": ("MF", "America/Marigot"),
    "986": ("WF", "Pacific/Wallis"),
    "987": ("PF", "Pacific/Tahiti"),
    "988": ("NC", "Pacific/Noumea"),
}
"""Each inhabited overseas département or collectivity: its name in the library ``holidays`` and its clock."""

KNOWN: Final = frozenset((*ZONE_OF_DEPARTEMENT, *CORSICA, *OVERSEAS))


def known(departement: str) -> str:
    """The département's code, once it is sure that there is such a one.

    Raises
    ------
    UnknownTerritory
        No inhabited département or collectivity has this code.
    """
    if departement not in KNOWN:
        raise UnknownTerritory("calendar.unknown_departement", value=departement)
    return departement
