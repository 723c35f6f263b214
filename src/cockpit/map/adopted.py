"""What the map is told of the adopted plan; the plans' room feeds it, the map never asks who plans."""

from dataclasses import dataclass
from typing import Protocol

import polars as pl


@dataclass(frozen=True, eq=False)
class Adopted:
    """A plan in force.

    Attributes
    ----------
    stamp
        Names its version: the same stamp, the same tables.
    name
        As people call it.
    coverage
        ``code`` and ``served_share`` (0 to 1) of each commune it covers (:data:`maillage.vocabulary.plan.COVERAGE`).
    places
        ``code``, ``name``, ``lon``, ``lat``, ``half_days`` and ``posts`` of each place it visits
        (:data:`maillage.vocabulary.plan.PLACES`).
    """

    stamp: str
    name: str
    coverage: pl.DataFrame
    places: pl.DataFrame


class Source(Protocol):
    """Where the adopted plan is read."""

    def __call__(self) -> Adopted | None:
        """The plan in force for the country, None where there is none; called at every page, so quick."""


_sources: list[Source] = []


def feed(source: Source) -> None:
    """Say where the adopted plan is read, instead of anywhere said before."""
    _sources[:] = [source]


def plan() -> Adopted | None:
    """The plan in force, if a room of plans feeds the map and one is adopted."""
    return _sources[0]() if _sources else None
