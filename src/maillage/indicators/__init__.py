"""Who is left out and where."""

from maillage.indicators.access import nearest, people_within
from maillage.indicators.definitions import DEFINITIONS, NATIONAL_NEED, Definition
from maillage.indicators.need import estimate, rates
from maillage.indicators.presence import programmes, shops
from maillage.indicators.surroundings import people_around

__all__ = [
    "DEFINITIONS",
    "NATIONAL_NEED",
    "Definition",
    "estimate",
    "nearest",
    "people_around",
    "people_within",
    "programmes",
    "rates",
    "shops",
]
