"""Published rates of *illectronisme* of places: some fit the effects of place, others judge the model.

Survey of 2019 (INSEE, TIC ménages), people of 15 and over, mainland level :data:`facts.NATIONAL_2019`. Rates of EPCI
and départements are INSEE's own model of its survey. Those of all the EPCI of Hauts-de-France, which judge too, are
in ``benchmarks/published``.
"""

from dataclasses import dataclass
from typing import Literal

from maillage.indicators.facts import TIC_2019

Unit = Literal["attraction", "density", "region", "departement", "epci"]


@dataclass(frozen=True)
class Place:
    """A published rate of a place.

    Attributes
    ----------
    unit
        What ``codes`` are: ``attraction`` for INSEE's attraction areas, as in :data:`ATTRACTION`; ``density`` for a
        level of the density grid within a region, ``region:level``; else codes of regions, départements or EPCI.
    codes
        The place is all of them together.
    percent
        The rate.
    source
        Where it was published.
    error
        Standard error assumed, points: rounding, the survey's sample, words such as "one in four".
    """

    unit: Unit
    codes: tuple[str, ...]
    percent: float
    source: str
    error: float = 1.0


ATTRACTION = ("outside", "small_pole", "small_crown", "medium", "large")
"""Outside any attraction area; pole and crown of areas under 50,000; under 700,000; beyond, Paris included."""

_PAYS_DE_LA_LOIRE = "INSEE Flash Pays de la Loire 132 (2022)"
_PAYS_DE_LA_LOIRE_PRESS = f"{_PAYS_DE_LA_LOIRE}, reprinted by Sweet FM"
_DORDOGNE = "INSEE Analyses Nouvelle-Aquitaine 129 (2023), reprinted by France Bleu"
_CORSICA = "INSEE Flash Corse 77 (2023), reprinted by Corse Net Infos"
_BURGUNDY = "INSEE Analyses Bourgogne-Franche-Comté 97 (2022)"
_CENTRE = "INSEE Flash Centre-Val de Loire 56 (2022)"

PLACES = (
    Place("attraction", ("outside",), 22.0, TIC_2019, 1.3),
    Place("attraction", ("small_pole",), 24.0, TIC_2019, 1.6),
    Place("attraction", ("small_pole", "small_crown"), 20.0, TIC_2019, 1.1),
    Place("attraction", ("large",), 13.0, TIC_2019, 0.8),
    Place("density", ("24:7",), 25.0, _CENTRE),
    Place("region", ("11",), 11.9, "INSEE Analyses Île-de-France 170 (2023): nearly 12", 0.8),
    Place("region", ("24",), 19.0, _CENTRE, 0.8),
    Place("region", ("27",), 19.0, _BURGUNDY, 0.8),
    Place("region", ("32",), 17.0, "INSEE Analyses Hauts-de-France 118 (2020), reprinted by Picardie la Gazette", 0.8),
    Place("region", ("52",), 15.0, _PAYS_DE_LA_LOIRE, 0.8),
    Place("region", ("75",), 17.0, "INSEE Analyses Nouvelle-Aquitaine 129 (2023): 850,000 people", 0.8),
    Place("region", ("84",), 15.0, "INSEE Analyses Auvergne-Rhône-Alpes 155 (2022)", 0.8),
    Place("region", ("94",), 25.3, "INSEE Flash Corse 77 (2023): 75,000 people, a quarter", 1.5),
)
"""The survey's own rates, mainland France, 2019: the effect of density and of regions is fitted on them."""

JUDGES = (
    Place("departement", ("24",), 20.9, f"{_DORDOGNE}: 74,000 people, one in five"),
    Place("departement", ("58",), 24.0, f"{_BURGUNDY}: nearly one in four"),
    Place("epci", ("200071819",), 26.2, _DORDOGNE),
    Place("epci", ("242400752",), 23.6, _DORDOGNE),
    Place("epci", ("200040392",), 16.4, _DORDOGNE),
    Place("epci", ("200040384",), 25.0, f"{_DORDOGNE}: one in four"),
    Place("epci", ("244900015",), 12.0, _PAYS_DE_LA_LOIRE_PRESS),
    Place("epci", ("200083392",), 14.0, _PAYS_DE_LA_LOIRE_PRESS),
    Place("epci", ("247200132",), 15.0, _PAYS_DE_LA_LOIRE_PRESS),
    Place("epci", ("200042182", "245300389"), 24.5, f"{_PAYS_DE_LA_LOIRE_PRESS}: north of Mayenne, near 25"),
    Place("epci", ("200015162",), 35.0, _CORSICA),
    Place("epci", ("200036499", "242000503"), 21.0, _CORSICA),
    Place("epci", ("242020071",), 23.0, _CORSICA),
    Place("epci", ("242010056", "242000354", "200038958"), 24.5, f"{_CORSICA}: between 24 and 25"),
)
"""INSEE's model of smaller places, 2019, mostly the extremes of its maps as printed: none is fitted on, all judge."""

MAINLAND_2017 = 19.0
OVERSEAS_2017 = {"971": 30.0, "972": 30.0, "974": 30.0}
"""Rates of 2017: INSEE Analyses 85 (2023), reprinted by Madinin'Art; about 30 in Guadeloupe, Martinique, La Réunion."""

GUYANE_UNUSED_2017 = 21.0
UNUSED_2017 = 19.0
"""People who had not used internet for three months, 2017, in Guyane and in mainland France (INSEE for the DGOM,
reprinted by the Labo Société Numérique): the nearest thing to a rate of Guyane."""

GUYANE_ROADLESS = ("97314", "97352", "97353", "97356", "97357", "97362")
"""Communes of Guyane no road reaches, which the survey left out: Ouanary, Saül, Maripasoula, Camopi, Grand-Santi,
Papaïchton."""
