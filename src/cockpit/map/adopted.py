"""The plans in force, as the map shows them."""

import functools
from dataclasses import dataclass

import polars as pl

from cockpit.configuration import queries as configuration
from cockpit.plans import adopted
from cockpit.territories.places import FRANCE
from cockpit.wording import both


@dataclass(frozen=True, eq=False)
class Adopted:
    """What is in force in the country.

    Attributes
    ----------
    stamp
        Names its version: the same stamp, the same tables.
    name
        The plan's, or that there are several.
    coverage
        ``code`` and ``served_share`` (0 to 1) of each commune covered (:data:`maillage.vocabulary.plan.COVERAGE`).
    places
        ``code``, ``name``, ``lon``, ``lat``, ``half_days`` and ``posts`` of each place visited
        (:data:`maillage.vocabulary.plan.PLACES`).
    """

    stamp: str
    name: str
    coverage: pl.DataFrame
    places: pl.DataFrame


def plan() -> Adopted | None:
    """What is in force today, None where nothing is adopted.

    None too where visitors do not read plans: the map is one for all, so that what it draws can be cached.
    """
    held = adopted.in_force() if configuration.switch("public_plans") else []
    if not held:
        return None
    name = held[0].plan.name if len(held) == 1 else both("Plans en vigueur", "Plans in force")
    return _read(adopted.stamp(adopted.standing(held)), name)


@functools.lru_cache(maxsize=2)
def _read(stamp: str, name: str) -> Adopted:
    """Tables in force, read once a version."""
    return Adopted(stamp, name, adopted.coverage_of(FRANCE), adopted.adopted_places())
