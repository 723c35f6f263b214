"""What a commune is made of: how many of its people are of each age, diploma, income and kind of household.

National structures are shifted so that each commune meets what is known of it: the shares of 65 and over and of higher
diplomas, the median standard of living, the size of households, unemployment; and, where the detailed census files are
there, the shares of 75 and over, of low diplomas and of people alone.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtr

from maillage.indicators import facts

Floats = NDArray[np.float64]

MOST_SHIFT = 3.0
_STEPS = 12


@dataclass(frozen=True)
class Structure:
    """What is known or predicted of each commune, float64 [n] each.

    Parameters
    ----------
    older
        Share of 65 and over among people of 15 and over.
    young
        Share of under 15 among all.
    higher
        Share of higher diplomas among people of 15 and over out of school.
    median
        Median standard of living, euros a year.
    unemployment
        Unemployed per 100 active people (census).
    size
        People per household.
    oldest, low, alone
        Shares of 75 and over and of people alone among people of 15 and over, of low diplomas among those out of
        school; where they are not numbers, the national structure tells them from the rest.
    """

    older: Floats
    young: Floats
    higher: Floats
    median: Floats
    unemployment: Floats
    size: Floats
    oldest: Floats | None = None
    low: Floats | None = None
    alone: Floats | None = None

    def __len__(self) -> int:
        return len(self.older)

    def part(self, rows: slice) -> "Structure":
        """Some of the communes."""
        kept: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            kept[field.name] = None if value is None else value[rows]
        return Structure(**kept)


@dataclass(frozen=True)
class Links:
    """Figures that tie what is known to what is wanted; solved by ``benchmarks/need.py --fit``.

    Parameters
    ----------
    shift
        National mean of the diploma shift.
    low_level, low_slope, low_unemployment
        Share of low diplomas: logit level, fall with the diploma shift, rise with the logarithm of unemployment.
    unemployment
        National unemployment per 100.
    cuts
        Standards of living that 40 % and 80 % of people of 15 and over do not reach, euros.
    """

    shift: float
    low_level: float
    low_slope: float
    low_unemployment: float
    unemployment: float
    cuts: tuple[float, float]


def ages(older: Floats, oldest: Floats | None = None) -> Floats:
    """Shares of :data:`facts.AGES` among people of 15 and over in ordinary housing, [n, 5]."""
    older = np.clip(older, 0.002, 0.998)
    national = facts.PEOPLE_MILLIONS
    usual = national[4] / facts.OLDEST_OF_65 / national.sum()
    sixty = np.minimum(facts.AGE_60_64_OF_15_64 * np.sqrt(older / usual), 0.3)
    among = np.full(len(older), facts.OLDEST_OF_65)
    if oldest is not None:
        among = np.where(np.isfinite(oldest), np.clip(oldest / older, 0.1, 0.9), among)
    adults = ((1 - older) * (1 - sixty))[:, None] * (national[:3] / national[:3].sum())
    shares = np.column_stack(
        [adults, (1 - older) * sixty + older * (1 - among), older * among * facts.ORDINARY_HOUSING_75]
    )
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def meet(base: Floats, weight: Floats, wanted: Floats | None) -> Floats:
    """Shift of each commune's logits for which the weighted mean of its shares is the one wanted, [n].

    Parameters
    ----------
    base
        Logits by age, [5] or [n, 5].
    weight
        Weights of the ages, [n, 5].
    wanted
        Shares, [n]; no shift where they are not numbers.
    """
    shift = np.zeros(len(weight))
    if wanted is None:
        return shift
    weight = weight / weight.sum(axis=1, keepdims=True)
    target = np.clip(wanted, 0.01, 0.97)
    for _ in range(_STEPS):
        share = expit(base + shift[:, None])
        excess = (weight * share).sum(axis=1) - target
        slope = (weight * share * (1 - share)).sum(axis=1)
        shift = np.clip(shift - excess / slope, -MOST_SHIFT, MOST_SHIFT)
    return np.where(np.isfinite(wanted), shift, 0.0)


def diploma_shift(age: Floats, higher: Floats) -> Floats:
    """Shift of every age's logit share of higher diplomas that meets the commune's own share, [n]."""
    return meet(logit(facts.HIGHER_BY_AGE), age * facts.OUT_OF_SCHOOL, higher)


def diplomas(age: Floats, shift: Floats, structure: Structure, links: Links) -> Floats:
    """Shares of :data:`facts.DIPLOMAS` by age, [n, 5, 3]."""
    above = (shift - links.shift)[:, None]
    strain = np.log(np.clip(structure.unemployment, 3.0, 50.0) / links.unemployment)[:, None]
    base = logit(facts.LOW_BY_AGE) + links.low_level - links.low_slope * above + links.low_unemployment * strain
    low = expit(base + meet(base, age * facts.OUT_OF_SCHOOL, structure.low)[:, None])
    high = expit(logit(facts.HIGH_BY_AGE) + above)
    crowded = np.maximum(low + high, 1.0)
    low, high = low / crowded, high / crowded
    return np.stack([low, 1.0 - low - high, high], axis=2)


def households(age: Floats, structure: Structure) -> Floats:
    """Shares of :data:`facts.HOUSEHOLDS` by age, [n, 5, 3]: small households mean people alone."""
    small = np.clip(structure.size, 1.3, 4.5) - facts.HOUSEHOLD_SIZE
    base = logit(facts.ALONE_BY_AGE) - facts.ALONE_BY_SIZE * small[:, None]
    alone = expit(base + meet(base, age, structure.alone)[:, None])
    couple = (1 - alone) * facts.COUPLE_BY_AGE / (1 - facts.ALONE_BY_AGE)
    return np.stack([alone, couple, 1 - alone - couple], axis=2)


def people(structure: Structure, links: Links) -> Floats:
    """Share of each age, diploma and household among people of 15 and over, [n, 5, 3, 3]."""
    age = ages(structure.older, structure.oldest)
    schooled = age[:, :, None] * diplomas(age, diploma_shift(age, structure.higher), structure, links)
    return np.asarray(schooled[:, :, :, None] * households(age, structure)[:, :, None, :])


def centres(shares: Floats, median: Floats) -> Floats:
    """Centre of the logarithm of incomes of each age, diploma and household, [n, 5, 3, 3]."""
    at = (
        facts.INCOME_BY_AGE[:, None, None]
        + facts.INCOME_BY_DIPLOMA[None, :, None]
        + facts.INCOME_BY_HOUSEHOLD[None, None, :]
    )
    mean = (shares * at).sum(axis=(1, 2, 3))
    return np.asarray((np.log(median) - mean)[:, None, None, None] + at)


def composition(structure: Structure, links: Links) -> Floats:
    """Share of each age, diploma, income and household among people of 15 and over, [n, 5, 3, 3, 3]."""
    shares = people(structure, links)
    centre = centres(shares, structure.median)
    first, second = (ndtr((np.log(cut) - centre) / facts.INCOME_SPREAD) for cut in links.cuts)
    return np.stack([shares * first, shares * (second - first), shares * (1 - second)], axis=3)
