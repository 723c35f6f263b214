"""Guessing what a commune is made of without any download: size, density, neighbours, place, municipal councillors."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import expit, logit

from maillage.indicators import facts
from maillage.indicators.cells import Floats, Structure
from maillage.indicators.councillors import COUNTS
from maillage.indicators.surroundings import around
from maillage.territory import Territory
from maillage.territory.travel import Pairs

TARGETS = ("older", "young", "higher", "median", "unemployment", "size")
"""What is guessed: logit of the shares, logarithm of the rest."""

_SHARES = ("older", "young", "higher")
_AWAY = 6.0
"""A feature further from its mean, in standard deviations, counts as this far: nothing is extrapolated beyond."""

_OWN, _NEAR, _WIDE = 8.0, 15.0, 30.0
"""Councillors each level borrows from the next wider one: council, neighbours, EPCI, France."""

SIZES = ("people", "density", "around", "epci")
PLACES = ("north", "east", "north²", "east²", "north·east", "overseas", "corsica")


@dataclass(frozen=True)
class Predictor:
    """Coefficients estimated by ``benchmarks/need.py --fit``.

    Parameters
    ----------
    means, scales
        Of each feature over the communes fitted on, [k].
    weights
        Effect of each standardised feature on each of :data:`TARGETS`, [6, k].
    centres
        Level of each target, [6].
    departements
        What each département adds to each target.
    """

    means: Floats
    scales: Floats
    weights: Floats
    centres: Floats
    departements: Mapping[str, tuple[float, ...]]

    def __call__(self, features: Floats, departement: NDArray[np.object_]) -> Structure:
        """Structure guessed for each row of features."""
        standard = np.clip((features - self.means) / self.scales, -_AWAY, _AWAY)
        none = (0.0,) * len(TARGETS)
        added = np.array([self.departements.get(code, none) for code in departement])
        return restore(standard @ self.weights.T + self.centres + added)


def restore(values: Floats) -> Structure:
    """Structure of transformed targets, [n, 6]."""
    shares = {name: expit(values[:, k]) for k, name in enumerate(TARGETS) if name in _SHARES}
    amounts = {name: np.exp(values[:, k]) for k, name in enumerate(TARGETS) if name not in _SHARES}
    return Structure(**shares, **amounts)


def transform(structure: Structure) -> Floats:
    """Transformed targets of a structure, [n, 6]; not a number where it is not known."""
    columns = []
    for name in TARGETS:
        known = getattr(structure, name)
        columns.append(logit(np.clip(known, 0.005, 0.98)) if name in _SHARES else np.log(np.maximum(known, 1e-3)))
    return np.column_stack(columns)


def features(territory: Territory, pairs: Pairs, number: Floats, counted: Floats) -> Floats:
    """Features of each commune, [n, k].

    Parameters
    ----------
    pairs
        Communes around each.
    number, counted
        Councillors, and their counts by :data:`councillors.COUNTS` then their ages summed.
    """
    communes = territory.communes
    population = communes["population"].to_numpy().astype(np.float64)
    group = epci_index(communes)
    sizes = np.log(
        10.0
        + np.column_stack(
            [
                population,
                population / np.maximum(communes["area_km2"].to_numpy().astype(np.float64), 0.05),
                around(pairs, population),
                _together(group, population[:, None])[:, 0],
            ]
        )
    )
    products = [sizes[:, i] * sizes[:, j] for i in range(sizes.shape[1]) for j in range(i, sizes.shape[1])]
    people = np.column_stack([number, counted])
    mean = counted.sum(axis=0) / max(number.sum(), 1.0)
    wide = _shrunk(_together(group, people), mean, _WIDE)
    near = _shrunk(around(pairs, people), wide, _NEAR)
    own = _shrunk(people, near, _OWN)
    return np.column_stack([sizes, *products, _place(communes), own, near, wide])


def names() -> list[str]:
    """Name of each feature."""
    pairs = [f"{a}·{b}" for i, a in enumerate(SIZES) for b in SIZES[i:]]
    people = [f"{level} {name}" for level in ("own", "near", "epci") for name in (*COUNTS, "mean age")]
    return [*SIZES, *pairs, *PLACES, *people]


def epci_index(communes: pl.DataFrame) -> NDArray[np.int64]:
    """Number of each commune's EPCI, its own where it has none."""
    group = communes.select(pl.coalesce("epci", "code")).to_series()
    return np.unique(group.to_numpy(), return_inverse=True)[1]


def _shrunk(people: Floats, towards: Floats, strength: float) -> Floats:
    """Shares (and mean age) of councillors, few of whom weigh little beside a wider group."""
    return np.asarray((people[:, 1:] + strength * towards) / (people[:, :1] + strength))


def _together(group: NDArray[np.int64], values: Floats) -> Floats:
    """Sum of values over each commune's group, [n, k]."""
    sums = np.column_stack([np.bincount(group, column) for column in values.T])
    return np.asarray(sums[group])


def _place(communes: pl.DataFrame) -> Floats:
    """Where in mainland France, else overseas."""
    overseas = communes["departement"].is_in(list(facts.OVERSEAS)).to_numpy()
    north = np.where(overseas, 0.0, communes["lat"].to_numpy() - 46.5)
    east = np.where(overseas, 0.0, communes["lon"].to_numpy() - 2.5)
    corsica = communes["departement"].is_in(["2A", "2B"]).to_numpy()
    return np.column_stack([north, east, north**2, east**2, north * east, overseas, corsica])
