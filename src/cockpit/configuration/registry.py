"""Settings of the site as data: what each is, what it accepts, what holds when nobody chose."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cockpit.errors import Refused
from cockpit.wording import both

Value = str | int | bool

NEUTRAL: Final = "neutral"
STATE: Final = "dsfr"


@dataclass(frozen=True)
class Setting:
    """One thing an administrator may choose.

    Attributes
    ----------
    code
        Stable code, stored.
    label, hint
        As the form says it.
    default
        What holds when nobody chose.
    choices
        Accepted values and their names; empty: any of the default's type.
    least, most
        Bounds of a number, or of the length of a text in characters.
    pattern
        What a text that is not empty must look like.
    """

    code: str
    label: str
    hint: str
    default: Callable[[], Value]
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 200
    pattern: str | None = None

    def accepted(self, given: Value) -> Value:
        """The value as it is kept.

        Raises
        ------
        Refused
            If the setting does not accept it.
        """
        kind = type(self.default())
        good = isinstance(given, kind) and isinstance(given, bool) is (kind is bool)
        if good and self.choices:
            good = given in dict(self.choices)
        elif good and kind is int:
            good = self.least <= int(given) <= self.most
        elif good and kind is str:
            given = str(given).strip()
            good = self.least <= len(given) <= self.most and (
                self.pattern is None or not given or bool(re.fullmatch(self.pattern, given))
            )
        if not good:
            raise Refused(
                both(
                    f"« {self.label} » n'accepte pas {given!r} : corrigez la valeur.",
                    f"“{self.label}” does not accept {given!r}: correct the value.",
                )
            )
        return given


def _given(variable: str, otherwise: str) -> Callable[[], Value]:
    return lambda: os.environ.get(variable, otherwise)


SETTINGS: Final[dict[str, Setting]] = {
    setting.code: setting
    for setting in (
        Setting(
            "site_name",
            both("Nom du site", "Name of the site"),
            both("Dans l'en-tête, les titres et les messages.", "In the header, titles and messages."),
            _given("MAILLAGE_NAME", "Maillage"),
            least=1,
            most=60,
        ),
        Setting(
            "theme",
            both("Habillage", "Theme"),
            both(
                "Le système de design de l'État est réservé aux sites de l'État ; il s'applique au prochain démarrage.",
                "The State's design system is reserved to the State's sites; it applies at the next start.",
            ),
            _given("MAILLAGE_THEME", NEUTRAL),
            choices=(
                (NEUTRAL, both("Neutre", "Neutral")),
                (STATE, both("Système de design de l'État", "The State's design system")),
            ),
        ),
        Setting(
            "home_sentence_fr",
            both("Phrase d'accueil en français", "Home sentence in French"),
            both("Vide : la phrase du logiciel.", "Empty: the software's own."),
            lambda: "",
            most=240,
        ),
        Setting(
            "home_sentence_en",
            both("Phrase d'accueil en anglais", "Home sentence in English"),
            both("Vide : la phrase du logiciel.", "Empty: the software's own."),
            lambda: "",
            most=240,
        ),
        Setting(
            "contact",
            both("Adresse de contact", "Contact address"),
            both(
                "En bas de page et dans security.txt, pour un an ; enregistrez à nouveau pour confirmer.",
                "At the bottom of pages and in security.txt, for a year; save again to confirm.",
            ),
            _given("MAILLAGE_CONTACT", ""),
            pattern=r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+",
        ),
        Setting(
            "phone",
            both("Téléphone pour se renseigner et réserver", "Telephone to ask and to book"),
            both(
                "Sur les pages des passages, affiches, agendas, et au répondeur. Vide : le numéro de chaque mairie.",
                "On pages of stops, posters, calendars and answering machines. Empty: the number of each town hall.",
            ),
            _given("MAILLAGE_PHONE", ""),
            pattern=r"\+?[0-9][0-9 .]{1,24}",
        ),
        Setting(
            "base_map",
            both("Fond de carte de l'IGN", "IGN base map"),
            both(
                "Les cartes demandent alors des images à un serveur de l'IGN.",
                "Maps then ask an IGN server for images.",
            ),
            lambda: os.environ.get("MAILLAGE_BASE_MAP") == "1",
        ),
        Setting(
            "public_plans",
            both("Plans adoptés lisibles sans compte", "Adopted plans readable without an account"),
            both(
                "Les autres plans restent fermés. Sans cela, la carte, la même pour tous, ne montre aucun plan.",
                "Other plans stay closed. Without it the map, the same for all, shows no plan.",
            ),
            lambda: os.environ.get("MAILLAGE_PUBLIC_PLANS", "1") == "1",
        ),
        Setting(
            "plans_at_once",
            both("Plans calculés en même temps", "Plans computed at once"),
            both("Un par cœur au plus ; vaut au prochain démarrage.", "One per core at most; from the next start."),
            lambda: int(os.environ.get("MAILLAGE_PLANS_AT_ONCE", "1")),
            least=1,
            most=64,
        ),
        Setting(
            "seat_minutes",
            both("Minutes par personne inscrite à un passage", "Minutes per person enrolled in a stop"),
            both(
                "Un passage offre autant de places ; 0 : personne ne s'inscrit, on vient sans rendez-vous.",
                "A stop offers as many seats; 0: nobody enrols, people come without appointment.",
            ),
            lambda: 30,
            most=480,
        ),
        Setting(
            "mirror",
            both("Dossier miroir des données ouvertes", "Mirror folder of the open data"),
            both(
                "Chemin sur le serveur, lu au lieu du réseau. Vide : le réseau.",
                "Path on the server, read instead of the network. Empty: the network.",
            ),
            _given("MAILLAGE_MIRROR", ""),
            most=400,
        ),
    )
}
"""Every setting, in the order of the form."""
