"""The model on the shared official tables: what was published must come back."""

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.stats import spearmanr

from maillage.indicators import facts, rates
from maillage.indicators.embedded import names
from maillage.indicators.estimation import estimated
from maillage.indicators.figures_embedded import PREDICTOR
from maillage.indicators.published import JUDGES, PLACES
from maillage.territory import Territory

SHARED = Path(os.environ.get("MAILLAGE_SHARED") or Path(__file__).parents[2] / ".." / "shared" / "data")
PUBLISHED = Path(__file__).parents[2] / "benchmarks" / "published" / "illectronisme-hauts-de-france-2019.csv"
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


def against_published(territory: Territory, table: pl.DataFrame) -> tuple[float, float]:
    """Error in points and rank correlation on the rates by EPCI INSEE published for Hauts-de-France."""
    wanted = pl.read_csv(PUBLISHED, schema_overrides={"region": pl.String, "epci": pl.String})
    people = pl.Series("people", estimated(territory, None).people)
    joined = territory.communes.select("region", "epci").hstack(table.select("percent")).with_columns(people)
    mean = (pl.col("percent") * pl.col("people")).sum() / pl.col("people").sum()
    found = joined.group_by("region", "epci").agg(found=mean).join(wanted, on=["region", "epci"])
    assert len(found) >= 90
    gap = (found["found"] - found["percent"]).to_numpy()
    return float(np.sqrt(np.mean(gap**2))), float(spearmanr(found["found"], found["percent"])[0])


def test_rates_never_seen_are_close(territory: Territory, full: pl.DataFrame) -> None:
    error, rank = against_published(territory, full)
    assert error <= 0.9
    assert rank >= 0.93


def test_rates_never_seen_are_fair_without_any_download(territory: Territory) -> None:
    error, rank = against_published(territory, rates(territory))
    assert error <= 1.6
    assert rank >= 0.75


def test_figures_are_those_of_the_published_rates(territory: Territory) -> None:
    """No rate that judges has slipped among those that fit."""
    fitted = {(place.unit, code) for place in PLACES for code in place.codes}
    judging = {(place.unit, code) for place in JUDGES for code in place.codes}
    kept = pl.read_csv(PUBLISHED, schema_overrides={"epci": pl.String})["epci"]
    assert not fitted & (judging | {("epci", code) for code in kept})
    assert {unit for unit, _ in fitted} == {"attraction", "density", "region"}


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
