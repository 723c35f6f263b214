"""The whole country: sums, bounds, definitions, missing inputs."""

import numpy as np
import polars as pl
import pytest

from maillage.indicators import DEFINITIONS, NATIONAL_NEED, Definition, estimate, people_around, rates
from maillage.indicators.estimation import estimated
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption

CENSUS = pl.DataFrame(
    {
        "code_insee": ["15014", "15012", "75056"],
        "part65plus": [27.0, 30.0, 17.5],
        "partMoins15": [13.0, 14.0, 12.0],
        "partDiplomeSup": [30.0, 24.0, 65.0],
    }
)
INCOME = pl.DataFrame({"CODGEO": ["15014", "75056"], "MED21": [20_500.0, 29_700.0], "TP6021": [18.0, None]})


def test_country(territory: Territory) -> None:
    table = estimate(territory)
    assert table.columns == [
        "code", "people_in_need", "low", "high", "inputs_used", "population_15_more", "rate_percent",
    ]  # fmt: skip
    assert table["code"].to_list() == territory.communes["code"].to_list()
    assert table["people_in_need"].sum() == pytest.approx(NATIONAL_NEED, rel=1e-9)
    assert (table["low"] <= table["people_in_need"]).all()
    assert (table["people_in_need"] <= table["high"]).all()
    assert (table["high"] <= territory.communes["population"]).all()
    assert (table["low"] >= 0).all()
    assert table["inputs_used"].unique().to_list() == ["embedded"]
    lived = table.filter(pl.col("population_15_more") > 0)
    assert np.allclose(lived["rate_percent"] * lived["population_15_more"] / 100, lived["people_in_need"])
    assert lived["rate_percent"].is_finite().all()
    assert (table["population_15_more"] <= territory.communes["population"]).all()
    assert table["rate_percent"].null_count() == len(table) - len(lived)


@pytest.mark.parametrize("name", list(DEFINITIONS))
def test_each_definition_reaches_its_figure(territory: Territory, name: Definition) -> None:
    national, made = DEFINITIONS[name], estimated(territory, None)
    covered = ~territory.communes["departement"].is_in(list(national.without)).to_numpy()
    people = made.adults if national.adults else made.people
    wanted = national.people or people[covered].sum() * national.percent / 100
    counts = estimate(territory, definition=name)["people_in_need"].to_numpy()
    assert counts[covered].sum() == pytest.approx(wanted, rel=1e-9)
    percent = rates(territory, definition=name)["percent"].to_numpy()
    assert np.allclose(people * percent / 100, counts)
    told = estimate(territory, definition=name)["rate_percent"].to_numpy()
    assert np.allclose(told[people > 0], percent[people > 0])


def test_ranks_do_not_depend_on_the_figure(territory: Territory) -> None:
    orders = [np.argsort(rates(territory, definition=name)["percent"].to_numpy()) for name in DEFINITIONS]
    assert all((order == orders[0]).all() for order in orders)


def test_each_input_is_told_and_missing_ones_degrade(territory: Territory) -> None:
    table = rates(territory, inputs={"census": CENSUS, "income": INCOME})
    used = dict(zip(table["code"], table["inputs_used"], strict=True))
    assert used["15014"] == "census+income"
    assert used["75056"] == "census+income"
    assert used["15012"] == "census+epci_income"
    assert used["59350"] == "embedded"
    alone = rates(territory)
    assert rates(territory, inputs={}).equals(alone)
    width = (table["high"] - table["low"]).to_numpy()
    row = territory.row_of["75056"]
    assert width[row] < (alone["high"] - alone["low"]).to_numpy()[row]


def test_secret_poverty_rate(territory: Territory) -> None:
    poverty = pl.DataFrame({"code": ["15014", "75056"], "TP6021": [24.0, None]})
    used = dict(rates(territory, inputs={"a": CENSUS, "b": poverty}).select("code", "inputs_used").iter_rows())
    assert used["15014"] == "census+poverty"
    assert used["75056"] == "census"


def test_order_of_rows_does_not_matter(territory: Territory) -> None:
    straight = rates(territory, inputs={"census": CENSUS, "income": INCOME})
    mixed = rates(territory, inputs={"census": CENSUS.reverse(), "income": INCOME.reverse()})
    assert mixed.equals(straight)


def test_better_figures_replace_the_estimate(territory: Territory) -> None:
    better = pl.DataFrame({"code": ["15014"], "people_in_need": [1234.0], "inputs_used": ["survey"]})
    table = estimate(territory, table=better)
    row = table.filter(pl.col("code") == "15014")
    assert row["people_in_need"].item() == 1234.0
    assert row["low"].item() <= 1234.0 <= row["high"].item()
    assert row["inputs_used"].item() == "survey"
    assert table["people_in_need"].is_not_null().all()


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_refuses_a_nonsense_figure(territory: Territory, value: float) -> None:
    with pytest.raises(InvalidOption, match="15014"):
        estimate(territory, table=pl.DataFrame({"code": ["15014"], "people_in_need": [value]}))


@pytest.mark.parametrize("total", [0.0, -5.0, float("nan"), 1e9])
def test_refuses_an_impossible_total(territory: Territory, total: float) -> None:
    with pytest.raises(InvalidOption):
        estimate(territory, total=total)


def test_refuses_an_unknown_definition_and_a_table_without_codes(territory: Territory) -> None:
    with pytest.raises(InvalidOption, match="insee_2019"):
        rates(territory, definition="inse")  # type: ignore[arg-type]
    with pytest.raises(InvalidOption, match="ages"):
        rates(territory, inputs={"ages": pl.DataFrame({"place": ["15014"], "part65plus": [20.0]})})


def test_people_around_counts_the_commune_itself(territory: Territory) -> None:
    assert (people_around(territory) >= territory.communes["population"].to_numpy() - 1e-6).all()
