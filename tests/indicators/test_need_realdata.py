"""The model on the shared official tables: what was published must come back."""

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.stats import spearmanr

from maillage.indicators import facts, rates
from maillage.indicators.embedded import names
from maillage.indicators.figures_embedded import PREDICTOR
from maillage.territory import Territory

SHARED = Path(os.environ.get("MAILLAGE_SHARED") or Path(__file__).parents[2] / ".." / "shared" / "data")
TABLE = SHARED / "tables" / "ingredients_communes.parquet"

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not TABLE.is_file(), reason=f"no shared data: {TABLE} is missing (set MAILLAGE_SHARED)"),
]


@pytest.fixture(scope="module")
def full(territory: Territory) -> pl.DataFrame:
    return rates(territory, inputs={"ingredients": pl.read_parquet(TABLE)})


def by(territory: Territory, table: pl.DataFrame, key: str) -> pl.DataFrame:
    people = territory.communes.select("code", key, "population")
    mean = (pl.col("percent") * pl.col("population")).sum() / pl.col("population").sum()
    return people.join(table, on="code").drop_nulls(key).group_by(key).agg(percent=mean).sort(key)


def test_capital_region_is_as_published(territory: Territory, full: pl.DataFrame) -> None:
    regions = dict(by(territory, full, "region").iter_rows())
    assert regions["11"] == pytest.approx(12.0, abs=0.7)


def test_nearly_every_commune_uses_census_and_income(full: pl.DataFrame) -> None:
    used = full["inputs_used"].value_counts(normalize=True)
    assert used.filter(pl.col("inputs_used") == "census+income")["proportion"].item() > 0.85


def test_embedded_is_close_to_the_full_model(territory: Territory, full: pl.DataFrame) -> None:
    alone = rates(territory)
    for key, least, most in (("departement", 0.97, 0.6), ("epci", 0.88, 1.7)):
        a, b = (by(territory, table, key)["percent"].to_numpy() for table in (alone, full))
        assert spearmanr(a, b)[0] >= least
        assert np.sqrt(np.mean((a - b) ** 2)) <= most


def test_income_keeps_its_rank_where_poverty_is_secret(territory: Territory, full: pl.DataFrame) -> None:
    table = full.join(pl.read_parquet(TABLE), left_on="code", right_on="code_insee")
    secret = table.filter(
        pl.col("taux_pauvrete_2021_pct").is_null(), pl.col("niveau_vie_median_2021_eur").is_not_null()
    )
    assert spearmanr(secret["percent"], secret["niveau_vie_median_2021_eur"])[0] < -0.4


def test_embedded_interval_holds_the_full_estimate(territory: Territory, full: pl.DataFrame) -> None:
    alone = rates(territory)
    inside = (full["percent"] >= alone["low"]) & (full["percent"] <= alone["high"])
    assert 0.85 <= inside.mean() <= 0.99


def test_figures_have_their_shape() -> None:
    assert PREDICTOR.weights.shape == (6, len(names()))
    assert len(PREDICTOR.departements) == 101
    assert set(facts.OVERSEAS) <= set(PREDICTOR.departements)
