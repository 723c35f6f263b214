"""Why more people, or fewer, are remote from digital here than in the country: each factor's part, which sum exactly.

The model is asked 64 times, each of six factors being the commune's own or the country's; a factor's part is what it
adds on average over every order in which the six could be told (L. S. Shapley, A value for n-person games, 1953).
Parts describe the model: they are no proof of a cause.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from scipy.special import expit, logit

from maillage.indicators import place
from maillage.indicators.cells import Floats, Structure
from maillage.indicators.definitions import NATIONAL_NEED, Definition
from maillage.indicators.estimation import Estimated, estimated
from maillage.indicators.figures_model import LINKS, LOGITS, PLACE
from maillage.indicators.model import commune_rates
from maillage.indicators.need import shift_of
from maillage.territory import Territory

COMPOSITION: dict[str, tuple[str, ...]] = {
    "age": ("older", "young", "oldest"),
    "diploma": ("higher", "low", "unemployment"),
    "income": ("median",),
    "household": ("size", "alone"),
}
"""Factors of what a commune is made of, and the inputs of each; unemployment only tells low diplomas."""

FACTORS = (*COMPOSITION, "density", "region")
"""Every factor; ``region`` is what the survey found of a whole région, or overseas, beyond the rest."""

_OF_EVERYBODY = ("young", "median", "size", "unemployment")
"""Inputs whose national value is a mean over inhabitants; the others over people of 15 and over."""


@dataclass(frozen=True)
class Reference:
    """A commune made like the country, whose rate is the country's.

    Parameters
    ----------
    structure
        National means, one row.
    density
        What the density adds to the logit: that of the density at which such a commune has exactly the national rate.
    region
        National mean of what regions add to the logit.
    """

    structure: Structure
    density: float
    region: float


def explained(
    territory: Territory,
    *,
    total: float = NATIONAL_NEED,
    definition: Definition | None = None,
    inputs: Mapping[str, pl.DataFrame] | None = None,
) -> pl.DataFrame:
    """Each factor's part of the gap between a commune's rate and the country's.

    Parameters
    ----------
    territory, total, definition, inputs
        As in :func:`maillage.indicators.need.estimate`.

    Returns
    -------
    polars.DataFrame
        ``code``, a column for each of :data:`FACTORS` (points of the share of inhabitants, which sum to the commune's
        share less the country's), ``known`` (share, 0 to 1, of age, diploma, income and household that are read in
        ``inputs`` rather than guessed), in the order of ``territory.communes``.

    Raises
    ------
    InvalidOption
        As in :func:`maillage.indicators.need.estimate`.
    """
    made = estimated(territory, inputs)
    level = shift_of(territory, made, total, definition)
    population = territory.communes["population"].to_numpy().astype(np.float64)
    national = float((made.people * expit(made.logits + level)).sum() / population.sum())
    density, region = place.parts(territory.communes, PLACE)
    centre = reference(made, population, region, national, level)
    values = _values(made.structure, density, region, centre, level)
    parts = shapley(values, len(FACTORS))
    columns = {name: 100 * part for name, part in zip(FACTORS, parts, strict=True)}
    return pl.DataFrame({"code": territory.communes["code"], **columns, "known": made.known})


def reference(made: Estimated, population: Floats, region: Floats, national: float, level: float) -> Reference:
    """The commune the others are compared with.

    Parameters
    ----------
    made
        What is known of each commune.
    population
        Inhabitants of each.
    region
        What regions add to each logit.
    national
        Share of the country's inhabitants who are remote from digital, 0 to 1.
    level
        Shift of every logit that brings the country to its figure.
    """
    means: dict[str, Any] = {}
    for name in itertools.chain(*COMPOSITION.values()):
        values = getattr(made.structure, name)
        weight = population if name in _OF_EVERYBODY else made.people
        means[name] = None if values is None else np.array([_mean(values, weight)])
    structure = Structure(**means)
    everywhere = _mean(region, population)
    wanted = logit(national / (1 - structure.young[0]))
    alone = logit(commune_rates(structure, LINKS, LOGITS)[0])
    return Reference(structure, float(wanted - alone - everywhere - level), everywhere)


def shapley(values: Mapping[int, Floats], count: int) -> list[Floats]:
    """Each factor's part: its effects in every order, averaged.

    φ_f = Σ_{S without f} |S|! (n - |S| - 1)! / n! × (v(S + f) - v(S))

    Parameters
    ----------
    values
        v of each set of factors, as bits.
    count
        Number n of factors.
    """
    parts = []
    for factor in range(count):
        part = np.zeros_like(values[0])
        for chosen in range(1 << count):
            if not chosen >> factor & 1:
                size = chosen.bit_count()
                weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
                part += weight * (values[chosen | 1 << factor] - values[chosen])
        parts.append(part)
    return parts


def _values(
    structure: Structure, density: Floats, region: Floats, centre: Reference, level: float
) -> dict[int, Floats]:
    """Share of inhabitants remote from digital of each commune with the factors of each set its own, by bits."""
    found = {}
    first = 1 << len(COMPOSITION)
    for chosen, mixed in _mixed(structure, centre.structure):
        logits = logit(commune_rates(mixed, LINKS, LOGITS)) + level
        for more in range(4):
            placed = logits + (density if more & 1 else centre.density) + (region if more & 2 else centre.region)
            found[chosen + more * first] = (1 - mixed.young) * expit(placed)
    return found


def _mixed(structure: Structure, centre: Structure) -> Iterator[tuple[int, Structure]]:
    """Structures with the inputs of each set of factors the commune's own, the others the country's."""
    for chosen in range(1 << len(COMPOSITION)):
        changed: dict[str, Any] = {}
        for rank, names in enumerate(COMPOSITION.values()):
            for name in names if not chosen >> rank & 1 else ():
                value = getattr(centre, name)
                changed[name] = None if value is None else np.full(len(structure), value[0])
        yield chosen, replace(structure, **changed)


def _mean(values: Floats, weight: Floats) -> float:
    """Mean of the values known; not a number where none is."""
    known = np.isfinite(values)
    return float(np.average(values[known], weights=weight[known])) if known.any() else math.nan
