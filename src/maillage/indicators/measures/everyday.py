"""Everyday services, as data: which types of the base of facilities (BPE) they are, which files count them.

After INSEE's range of proximity (*gamme de proximité*: types mostly found in the same small communes; "Les gammes
d'équipements issues de la Base permanente des équipements 2021", https://insee.fr/fr/statistiques/3568650): what the
files at hand tell of it, so that the eleven services are the same whichever file is brought. None at hand tells its
banks, garages, builders, hairdressers, restaurants, beauty parlours, estate agents, dentists, physiotherapists or other
sports grounds. A supermarket, of the next range, stands for a grocery: who has one misses no grocery.
"""

from dataclasses import dataclass

COUNTS = "insee-bpe-melodi"
FACILITIES = "insee-bpe"
TRADE = "insee-bpe-2020-commerce"
TRANSPORT = "insee-bpe-2020-tourisme-transport"
FILES = (FACILITIES, TRADE, TRANSPORT)


@dataclass(frozen=True)
class Service:
    """An everyday service: any facility of its types will do.

    Attributes
    ----------
    types
        Codes of the base of facilities.
    counted
        Column that counts them, by source; a source may count several types together.
    """

    types: tuple[str, ...]
    counted: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that count them in the base itself, one a type."""
        return tuple(f"nb_{code.lower()}" for code in self.types)


BASKET = {
    "bakery": Service(("B207",), ((FACILITIES, "boulangerie"),)),
    "food": Service(
        ("B104", "B105", "B201", "B202"),
        ((FACILITIES, "superette"), (FACILITIES, "grande_surface"), (TRADE, "nb_b202")),
    ),
    "butcher": Service(("B204",), ((TRADE, "nb_b204"),)),
    "school": Service(("C107", "C108"), ((FACILITIES, "ecole_primaire"),)),
    "doctor": Service(("D265",), ((FACILITIES, "medecin_generaliste"),)),
    "nurse": Service(("D281",), ((FACILITIES, "infirmier"),)),
    "pharmacy": Service(("D307",), ((FACILITIES, "pharmacie"),)),
    "post": Service(("A206", "A208"), ((FACILITIES, "poste"),)),
    "taxi": Service(("E101",), ((TRANSPORT, "nb_e101"),)),
    "tennis": Service(("F103",), ((FACILITIES, "sport_terrain"),)),
    "gymnasium": Service(("F121",), ((FACILITIES, "sport_salle"),)),
}
"""Types are of BPE 2024 (2020 for what its files count); what `insee-bpe` puts under each column is told by
https://github.com/bpineau/gazetteer, which made it."""
