"""Solving the logit effects of types of people so that every published group rate is met."""

import itertools
from collections.abc import Sequence

import numpy as np
from scipy.special import expit, logit

from maillage.indicators import facts
from maillage.indicators.cells import Floats
from maillage.indicators.facts import Fact
from maillage.indicators.model import Logits

_AXES = {
    "age": (0, facts.AGES), "diploma": (1, facts.DIPLOMAS), "income": (2, facts.INCOMES),
    "household": (3, facts.HOUSEHOLDS),
}  # fmt: skip
_STEPS = 200
_TOLERANCE = 1e-11


def remainder(people: Floats, margins: Sequence[Fact], whole: float) -> dict[str, float]:
    """Rates by age, percent, the one that is not published being what remains to reach the whole."""
    shares = people.sum(axis=(1, 2, 3)) / people.sum()
    rates = {fact.group: fact.percent for fact in margins if fact.dimension == "age"}
    known = sum(shares[facts.AGES.index(group)] * rate for group, rate in rates.items() if rate is not None)
    unknown = [group for group, rate in rates.items() if rate is None]
    left = (whole - known) / sum(shares[facts.AGES.index(group)] for group in unknown)
    return {group: left if rate is None else rate for group, rate in rates.items()}


def solve(people: Floats, margins: Sequence[Fact] = facts.MARGINS, whole: float = facts.NATIONAL_2021) -> Logits:
    """Effects that meet each rate exactly, by Newton's method; without effect of place.

    Poverty never protects: where the published rates would have the lower incomes do better than the middle, all else
    equal, both get the same effect and their own rate is met together with the whole.

    Parameters
    ----------
    people
        National composition, [5, 3, 3, 3].
    margins
        Published rates.
    whole
        Rate of everybody, percent.
    """
    ages = remainder(people, margins, whole)
    wanted = [(fact, ages[fact.group] if fact.percent is None else fact.percent) for fact in margins]
    effects = _newton(people, wanted)
    if effects.get(("income", "lower_40"), 0.0) < 0:
        effects = _newton(people, [(fact, rate) for fact, rate in wanted if fact.group != "lower_40"])
        effects["income", "lower_40"] = 0.0
    by_axis = {
        dimension: tuple(float(effects.get((dimension, group), 0.0)) for group in groups)
        for dimension, (_, groups) in _AXES.items()
    }
    return Logits(**by_axis)


def _newton(people: Floats, wanted: Sequence[tuple[Fact, float]]) -> dict[tuple[str, str], float]:
    """Effect of each published group."""
    types = list(itertools.product(*(groups for _, groups in _AXES.values())))
    axes = {dimension: axis for dimension, (axis, _) in _AXES.items()}
    member = np.array([[kind[axes[fact.dimension]] == fact.group for fact, _ in wanted] for kind in types], dtype=float)
    count = people.reshape(-1) / people.sum()
    target = np.array([rate / 100 for _, rate in wanted]) * (count @ member)
    effect = np.array([logit(rate / 100) if fact.dimension == "age" else 0.0 for fact, rate in wanted])
    for _ in range(_STEPS):
        risk = expit(member @ effect)
        excess = member.T @ (count * risk) - target
        if np.abs(excess).max() < _TOLERANCE:
            break
        step = np.linalg.solve((member * (count * risk * (1 - risk))[:, None]).T @ member, excess)
        effect = effect - step * min(1.0, 1.0 / np.abs(step).max())
    return {(fact.dimension, fact.group): value for (fact, _), value in zip(wanted, effect, strict=True)}
