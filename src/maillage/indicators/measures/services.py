"""Access to everyday services, and to the venues where digital help is given."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Indicator, bounded
from maillage.indicators.measures import nearby

FACILITIES = "insee-bpe"

BASKET = {
    "bakery": ("boulangerie",),
    "food": ("superette", "grande_surface"),
    "school": ("ecole_primaire",),
    "doctor": ("medecin_generaliste",),
    "nurse": ("infirmier",),
    "pharmacy": ("pharmacie",),
    "post": ("poste",),
    "sport": ("sport_salle", "sport_terrain"),
}
"""Eight everyday services, and the columns of the base of facilities that count them: any one will do."""

BASKET_MINUTES = 15

VENUES = {
    "library": ("culture-bibliotheques",),
    "post_office": ("laposte-points-de-contact",),
    "france_services": ("anct-france-services",),
    "third_place": ("tiers-lieux-recensement",),
}
"""Venues that receive digital help, and where they are listed."""

_BASE = ((FACILITIES,),)

INDICATORS = (
    Indicator("services.basket_15", "services", bounded("basket_15", "basket_whole", 1.0), _BASE, "higher"),
    Indicator("services.all_15", "percent", bounded("all_15", "basket_whole", 100.0), _BASE, "higher"),
    nearby.mean_minutes("services.food", "food", _BASE),
    nearby.mean_minutes("services.school", "school", _BASE),
    nearby.mean_minutes("services.doctor", "doctor", _BASE),
    nearby.mean_minutes("services.pharmacy", "pharmacy", _BASE),
    nearby.mean_minutes("services.library", "library", (VENUES["library"],)),
    nearby.within("services.library", "library", 15, (VENUES["library"],)),
    nearby.mean_minutes("services.post_office", "post_office", (VENUES["post_office"],)),
    nearby.within("services.post_office", "post_office", 15, (VENUES["post_office"],)),
    nearby.mean_minutes("services.third_place", "third_place", (VENUES["third_place"],)),
    nearby.within("services.third_place", "third_place", 30, (VENUES["third_place"],)),
)


def parts(ground: Ground) -> Parts:
    """People near each service and venue, and the minutes they need."""
    found: Parts = {}
    table = ground.first(FACILITIES)
    if table is not None:
        found |= _basket(ground, table)
    for name, limit in (("library", 15), ("post_office", 15), ("third_place", 30)):
        places = ground.first(*VENUES[name])
        if places is not None:
            found |= nearby.of(ground, name, ground.reach.minutes(ground.present(_open(places))), (limit,))
    return found


def _basket(ground: Ground, table: pl.DataFrame) -> Parts:
    """Parts of the eight services."""
    found: Parts = {}
    near = {end: np.zeros(len(ground.people)) for end in nearby.ENDS}
    for name, columns in BASKET.items():
        minutes = ground.reach.minutes(_any(ground, table, columns))
        if name in ("food", "school", "doctor", "pharmacy"):
            found |= nearby.of(ground, name, minutes, ())
        for end, factor in nearby.ENDS.items():
            near[end] += minutes * factor <= BASKET_MINUTES
    for end, number in near.items():
        found[f"basket_15{end}"] = ground.people * number
        found[f"all_15{end}"] = ground.people * (number == len(BASKET))
    return found | {"basket_whole": ground.people}


def _any(ground: Ground, table: pl.DataFrame, columns: tuple[str, ...]) -> NDArray[np.bool_]:
    """Communes with at least one facility of these columns; one the table does not have counts for none."""
    there = [pl.col(name).fill_null(0) > 0 for name in columns if name in table.columns]
    return ground.present(table.filter(pl.any_horizontal(there)) if there else table.clear())


def _open(places: pl.DataFrame) -> pl.DataFrame:
    """Places the public may enter, of a list that tells."""
    if "address_kind" in places.columns:
        return places.filter(pl.col("address_kind").is_null() | (pl.col("address_kind") == "Bâtiment ouvert"))
    if "kind" in places.columns:
        return places.filter(pl.col("kind").ne_missing("Agence postale militaire"))
    return places
