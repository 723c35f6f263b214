"""Who is left out and where."""

from maillage.indicators.need import NATIONAL_NEED, estimate, people_around

__all__ = ["NATIONAL_NEED", "estimate", "people_around"]
