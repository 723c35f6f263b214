"""Who is left out and where: the need of each commune, and the figures of every territory beside its peers'."""

from maillage.indicators.definitions import DEFINITIONS, NATIONAL_NEED, Definition
from maillage.indicators.need import estimate, rates
from maillage.indicators.surroundings import people_around

__all__ = [
    "DEFINITIONS",
    "NATIONAL_NEED",
    "Definition",
    "estimate",
    "people_around",
    "rates",
]
