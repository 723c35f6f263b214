"""Access to everyday services, and to the venues where digital help is given."""

import dataclasses

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Indicator, bounded
from maillage.indicators.measures import nearby
from maillage.indicators.measures.everyday import BASKET, COUNTS, FACILITIES, FILES, TRADE, Service

BASKET_MINUTES = 15

VENUES = {
    "library": ("culture-bibliotheques",),
    "post_office": ("laposte-points-de-contact",),
    "france_services": ("anct-france-services",),
    "third_place": ("tiers-lieux-recensement",),
}
"""Venues that receive digital help, and where they are listed."""

_BASE, _FOOD, _EVERY = ((FACILITIES,),), ((FACILITIES,), (TRADE,)), tuple((name,) for name in FILES)

EVERYDAY = (
    Indicator("services.basket_15", "services", bounded("basket_15", "basket_whole", 1.0), _EVERY, "higher"),
    Indicator("services.all_15", "percent", bounded("all_15", "basket_whole", 100.0), _EVERY, "higher"),
    nearby.mean_minutes("services.food", "food", _FOOD),
    nearby.mean_minutes("services.school", "school", _BASE),
    nearby.mean_minutes("services.doctor", "doctor", _BASE),
    nearby.mean_minutes("services.pharmacy", "pharmacy", _BASE),
)
INDICATORS = (
    *(dataclasses.replace(each, alone=COUNTS) for each in EVERYDAY),
    nearby.mean_minutes("services.library", "library", (VENUES["library"],)),
    nearby.within("services.library", "library", 15, (VENUES["library"],)),
    nearby.mean_minutes("services.post_office", "post_office", (VENUES["post_office"],)),
    nearby.within("services.post_office", "post_office", 15, (VENUES["post_office"],)),
    nearby.mean_minutes("services.third_place", "third_place", (VENUES["third_place"],)),
    nearby.within("services.third_place", "third_place", 30, (VENUES["third_place"],)),
)


def parts(ground: Ground) -> Parts:
    """People near each service and venue, and the minutes they need."""
    found = _basket(ground)
    for name, limit in (("library", 15), ("post_office", 15), ("third_place", 30)):
        places = ground.first(*VENUES[name])
        if places is not None:
            found |= nearby.of(ground, name, ground.reach.minutes(ground.present(_open(places))), (limit,))
    return found


def _basket(ground: Ground) -> Parts:
    """Parts of the everyday services, each told by all its files, or by the base itself, or by none."""
    found: Parts = {}
    near = {end: np.zeros(len(ground.people)) for end in nearby.ENDS}
    told = {name: _told(ground, service) for name, service in BASKET.items()}
    for name, service in BASKET.items():
        if not told[name]:
            continue
        minutes = ground.reach.minutes(_any(ground, service))
        if name in ("food", "school", "doctor", "pharmacy"):
            found |= nearby.of(ground, name, minutes, ())
        for end, factor in nearby.ENDS.items():
            near[end] += minutes * factor <= BASKET_MINUTES
    if not all(told.values()):
        return found
    for end, number in near.items():
        found[f"basket_15{end}"] = ground.people * number
        found[f"all_15{end}"] = ground.people * (number == len(BASKET))
    return found | {"basket_whole": ground.people}


def _told(ground: Ground, service: Service) -> bool:
    """Whether what was brought tells of a service; the base itself names each of its types."""
    if COUNTS in ground.tables:
        return any(column in ground.tables[COUNTS].columns for column in service.columns)
    return all(source in ground.tables for source, _ in service.counted)


def _any(ground: Ground, service: Service) -> NDArray[np.bool_]:
    """Communes with at least one facility of a service; a column a table does not have counts none."""
    here = np.zeros(len(ground.people), dtype=np.bool_)
    base = tuple((COUNTS, column) for column in service.columns)
    for source, column in base if COUNTS in ground.tables else service.counted:
        table = ground.tables[source]
        if column in table.columns:
            here |= ground.present(table.filter(pl.col(column).fill_null(0) > 0))
    return here


def _open(places: pl.DataFrame) -> pl.DataFrame:
    """Places the public may enter, of a list that tells."""
    if "address_kind" in places.columns:
        return places.filter(pl.col("address_kind").is_null() | (pl.col("address_kind") == "Bâtiment ouvert"))
    if "kind" in places.columns:
        return places.filter(pl.col("kind").ne_missing("Agence postale militaire"))
    return places
