"""People remote from digital on embedded data: a small table in, a small table out."""

import numpy as np
import polars as pl
import pytest

from maillage.indicators import NATIONAL_NEED, estimate
from maillage.indicators.need import NATIONAL_RATE, settlement_rates
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption

SPEC = [
    # population, people within 15 km, kind
    (200, 3_000, "outside_attraction"),
    (200, 30_000, "small_area"),
    (9_000, 30_000, "small_pole"),
    (5_000, 200_000, "medium_area"),
    (50_000, 2_000_000, "large_area"),
]


def test_specification() -> None:
    population, around, kinds = (np.array(column) for column in zip(*SPEC, strict=True))
    percent, found = settlement_rates(population.astype(float), around.astype(float))
    assert found == kinds.tolist()
    published = {"outside_attraction": 22.0, "small_area": 20.0, "small_pole": 24.0, "large_area": 13.0}
    for kind, rate in zip(found, percent, strict=True):
        assert rate == pytest.approx(published.get(kind, rate))


def test_remainder_brings_the_national_rate() -> None:
    population = np.array([10_000.0, 200_000.0, 100_000.0])
    percent, kinds = settlement_rates(population, np.array([30_000.0, 300_000.0, 900_000.0]))
    assert kinds == ["small_pole", "medium_area", "large_area"]
    assert (population * percent).sum() / population.sum() == pytest.approx(NATIONAL_RATE)


def test_country(territory: Territory) -> None:
    table = estimate(territory)
    assert table["code"].to_list() == territory.communes["code"].to_list()
    assert table["people_in_need"].sum() == pytest.approx(NATIONAL_NEED)
    assert (table["low"] <= table["people_in_need"]).all()
    assert (table["people_in_need"] <= table["high"]).all()
    assert (table["people_in_need"] <= territory.communes["population"]).all()
    assert table["inputs_used"].str.starts_with("settlement:").all()


def test_better_figures_replace_the_estimate(territory: Territory) -> None:
    better = pl.DataFrame({"code": ["15014"], "people_in_need": [1234.0], "inputs_used": ["census"]})
    table = estimate(territory, table=better)
    row = table.filter(pl.col("code") == "15014")
    assert row["people_in_need"].item() == 1234.0
    assert row["inputs_used"].item() == "census"
    assert table["people_in_need"].is_not_null().all()


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_refuses_a_nonsense_figure(territory: Territory, value: float) -> None:
    with pytest.raises(InvalidOption, match="15014"):
        estimate(territory, table=pl.DataFrame({"code": ["15014"], "people_in_need": [value]}))
