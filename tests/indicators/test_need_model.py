"""The need model on single communes: a small table in, a small table out, and its laws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.indicators import facts, model
from maillage.indicators.cells import Structure, ages, composition, diploma_shift, diplomas, households
from maillage.indicators.figures_model import LINKS, LOGITS
from maillage.indicators.model import commune_rates, level

SPEC = [
    # share of 65+, under 15, higher diplomas; euros, unemployed %, people per household; percent of 2021
    ("young and qualified", 0.14, 0.16, 0.60, 28_000, 9.0, 1.90, 8.85),
    ("ordinary suburb", 0.22, 0.19, 0.36, 25_500, 8.0, 2.45, 12.85),
    ("young, poor, little qualified", 0.15, 0.24, 0.22, 17_500, 20.0, 2.60, 13.88),
    ("the country", 0.252, 0.173, 0.336, 22_500, 11.9, 2.17, 15.61),
    ("small industrial town", 0.32, 0.15, 0.18, 19_800, 16.0, 2.00, 21.17),
    ("old countryside", 0.42, 0.11, 0.22, 20_800, 10.0, 2.00, 23.41),
]

VARIABLES = ("older", "young", "higher", "median", "unemployment", "size")


def commune(**changes: float) -> Structure:
    usual = {"older": 0.25, "young": 0.17, "higher": 0.33, "median": 23_000.0, "unemployment": 11.0, "size": 2.2}
    return Structure(**{name: np.array([value]) for name, value in {**usual, **changes}.items()})


def rate(structure: Structure) -> float:
    return float(100 * commune_rates(structure, LINKS, LOGITS)[0])


@pytest.mark.parametrize("line", SPEC, ids=[line[0] for line in SPEC])
def test_specification(line: tuple[str, float, float, float, float, float, float, float]) -> None:
    _, *values, percent = line
    structure = commune(**dict(zip(VARIABLES, values, strict=True)))
    assert rate(structure) == pytest.approx(percent, abs=0.05)


known = st.fixed_dictionaries(
    {
        "older": st.floats(0.05, 0.7),
        "higher": st.floats(0.05, 0.8),
        "median": st.floats(12_000, 45_000),
        "unemployment": st.floats(3, 40),
        "size": st.floats(1.5, 3.5),
    }
)


@given(known, st.floats(0.0, 0.2), st.floats(0.0, 0.15), st.floats(1.0, 1.5))
def test_older_less_qualified_poorer_never_lower(
    values: dict[str, float], more_old: float, less: float, ratio: float
) -> None:
    base = rate(commune(**values))
    slack = 1e-6
    assert rate(commune(**{**values, "older": values["older"] + more_old})) >= base - slack
    assert rate(commune(**{**values, "higher": max(values["higher"] - less, 0.02)})) >= base - slack
    assert rate(commune(**{**values, "median": values["median"] / ratio})) >= base - slack


@given(known)
def test_a_commune_meets_what_is_known_of_it(values: dict[str, float]) -> None:
    low, alone = np.array([0.2]), np.array([0.25])
    structure = replace(commune(**values), low=low, alone=alone, oldest=np.array([0.4 * values["older"]]))
    age = ages(structure.older, structure.oldest)
    home = households(age, structure)
    people = composition(structure, LINKS)
    assert people.min() >= -1e-12
    assert people.sum() == pytest.approx(1.0)
    assert (age * home[:, :, 0]).sum() == pytest.approx(0.25, abs=1e-6)
    weight = age * facts.OUT_OF_SCHOOL
    shift = diploma_shift(age, structure.higher)
    school = diplomas(age, shift, structure, LINKS)
    assert school.sum(axis=2) == pytest.approx(1.0)
    share = 1 / (1 + np.exp(-(np.log(facts.HIGHER_BY_AGE / (1 - facts.HIGHER_BY_AGE)) + shift[:, None])))
    assert (weight * share).sum() / weight.sum() == pytest.approx(values["higher"], abs=0.01)


def test_order_of_communes_does_not_matter() -> None:
    random = np.random.default_rng(1)
    n = 300
    structure = Structure(
        random.uniform(0.1, 0.5, n), random.uniform(0.1, 0.3, n), random.uniform(0.1, 0.6, n),
        random.uniform(15_000, 35_000, n), random.uniform(4, 25, n), random.uniform(1.8, 2.9, n),
    )  # fmt: skip
    order = random.permutation(n)
    mixed = Structure(*(getattr(structure, name)[order] for name in VARIABLES))
    straight = commune_rates(structure, LINKS, LOGITS)
    assert commune_rates(mixed, LINKS, LOGITS) == pytest.approx(straight[order], rel=1e-12)


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = Structure(*(np.repeat(getattr(commune(), name), 7) for name in VARIABLES))
    whole = commune_rates(structure, LINKS, LOGITS)
    monkeypatch.setattr(model, "CHUNK", 3)
    assert commune_rates(structure, LINKS, LOGITS) == pytest.approx(whole, rel=1e-12)


@given(st.floats(0.5, 99.0))
def test_level_brings_the_whole_to_its_figure(percent: float) -> None:
    logits, people = np.array([-3.0, -1.0, 0.5]), np.array([10.0, 200.0, 5.0])
    shift = level(logits, people, people.sum() * percent / 100)
    reached = (people / (1 + np.exp(-logits - shift))).sum() / people.sum()
    assert 100 * reached == pytest.approx(percent, abs=1e-6)
