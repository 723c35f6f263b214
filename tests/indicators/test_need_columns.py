"""Columns of official tables, read as shares: a small table in, a small table out."""

import polars as pl
import pytest

from maillage.indicators.columns import told

CASES = [
    ({"part_65plus_pct": 20.0, "part_moins15_pct": 16.0}, {"older": 0.20, "young": 0.16}),
    ({"P22_POP": 1000, "P22_POP0014": 180, "P22_POP7589": 70, "P22_POP90P": 10}, {"young": 0.18, "oldest": 0.08}),
    ({"population": 1000, "aged_65_more": 250}, {"older": 0.25}),
    ({"P22_NSCOL15P": 800, "P22_NSCOL15P_DIPLMIN": 200}, {"low": 0.25}),
    ({"left_school_15_more": 800, "higher_2": 80, "higher_34": 80, "higher_5": 80}, {"higher": 0.30}),
    ({"higher_diploma_percent": 33.6, "unemployment_percent": 11.0}, {"higher": 0.336, "unemployment": 11.0}),
    ({"P21_CHOM1564": 50, "P21_ACT1564": 500}, {"unemployment": 10.0}),
    ({"households": 500, "single_households": 200, "population": 1100}, {"single": 0.4, "size": 2.2}),
    ({"MED21": 23_000, "TP6021": None}, {"median": 23_000.0, "poverty": None}),
    ({"median_income_eur": 23.0, "poverty_percent": 120.0}, {"median": None, "poverty": None}),
    ({"population": 0, "households": 0, "aged_0_14": 0}, {"young": None, "size": None}),
    ({"partDiplomeSup": float("nan")}, {"higher": None}),
    ({"MED21": "s", "TP6021": "17,0"}, {"median": None, "poverty": 0.17}),
]


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_specification(given: dict[str, float | None], wanted: dict[str, float | None]) -> None:
    row = told(pl.DataFrame([given])).row(0, named=True)
    for name, value in wanted.items():
        assert row[name] == (None if value is None else pytest.approx(value))
