"""From what a commune is made of to its rate of illectronisme: a logit model of types of people, post-stratified."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from maillage.indicators import facts
from maillage.indicators.cells import Floats, Links, Structure, composition

CHUNK = 2_000
"""Communes treated at once: 135 types of people each."""

MOST = 40.0
_STEPS = 60


@dataclass(frozen=True)
class Logits:
    """Logit effects of each group; ages carry the level; ``middle`` diploma and income, ``other`` households are zero.

    Parameters
    ----------
    age
        By :data:`facts.AGES`.
    diploma
        By :data:`facts.DIPLOMAS`.
    income
        By :data:`facts.INCOMES`.
    household
        By :data:`facts.HOUSEHOLDS`.
    """

    age: tuple[float, ...]
    diploma: tuple[float, ...]
    income: tuple[float, ...]
    household: tuple[float, ...]

    def table(self) -> Floats:
        """Logit of each type of people, [5, 3, 3, 3]."""
        age, diploma, income, household = (
            np.array(effects) for effects in (self.age, self.diploma, self.income, self.household)
        )
        return np.asarray(
            age[:, None, None, None] + diploma[:, None, None] + income[:, None] + household, dtype=np.float64
        )


def commune_rates(structure: Structure, links: Links, logits: Logits) -> Floats:
    """Share of illectronisme among people of 15 and over of each commune, on the 2021 level, from composition alone.

    Parameters
    ----------
    structure
        What each commune is made of.
    """
    risk = expit(logits.table())
    shares = np.empty(len(structure))
    for start in range(0, len(structure), CHUNK):
        rows = slice(start, start + CHUNK)
        people = composition(structure.part(rows), links)
        shares[rows] = (people * risk).sum(axis=(1, 2, 3, 4)) / people.sum(axis=(1, 2, 3, 4))
    return shares


def level(logit_rates: Floats, people: Floats, wanted: float) -> float:
    """Shift of every logit for which ``people`` weighted by the shares sum to ``wanted``; one number, so ranks stay.

    Parameters
    ----------
    wanted
        Between zero and all the people, both excluded.
    """
    low, high = -MOST, MOST
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if float((people * expit(logit_rates + middle)).sum()) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def group_rates(people: Floats, logits: Floats) -> dict[tuple[str, str], float]:
    """Percent of each published group for a national composition [5, 3, 3, 3] and logits of its types."""
    risk = expit(logits)
    names = (
        ("age", facts.AGES), ("diploma", facts.DIPLOMAS), ("income", facts.INCOMES), ("household", facts.HOUSEHOLDS)
    )  # fmt: skip
    rates = {}
    for axis, (dimension, groups) in enumerate(names):
        others = tuple(k for k in range(4) if k != axis)
        share = (people * risk).sum(axis=others) / people.sum(axis=others)
        rates.update({(dimension, group): 100 * float(share[k]) for k, group in enumerate(groups)})
    return rates
