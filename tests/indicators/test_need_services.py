"""Access to services, programmes, shops: small tables in, small tables out."""

import polars as pl
import pytest

from maillage.indicators import nearest, people_within, programmes, shops
from maillage.territory import Territory


def test_nearest_service(territory: Territory) -> None:
    places = pl.DataFrame({"code_insee": ["15014", "15014", "2A004", "00000", None]})
    table = nearest(territory, places)
    assert table["code"].to_list() == territory.communes["code"].to_list()
    rows = {row["code"]: row for row in table.iter_rows(named=True)}
    assert rows["15014"]["places"] == 2
    assert rows["15014"]["nearest"] == "15014"
    assert rows["59350"]["minutes"] is None
    assert table.filter(pl.col("nearest") == "15014")["minutes"].max() <= 30.0
    assert table["places"].sum() == 3


def test_people_within() -> None:
    times = pl.DataFrame({"code": ["a", "b", "c"], "minutes": [5.0, 20.0, None]})
    people = pl.DataFrame({"code": ["a", "b", "c"], "population": [100, 300, 600]})
    table = people_within(times, people)
    assert table.to_dicts() == [
        {"minutes": 15.0, "people": 100.0, "percent": pytest.approx(10.0)},
        {"minutes": 30.0, "people": 400.0, "percent": pytest.approx(40.0)},
    ]


def test_programmes() -> None:
    table = pl.DataFrame({"code_insee": ["b", "a", "a", "a"], "programme": ["pvd", "ort", "acv", "acv"]})
    assert programmes(table).to_dicts() == [
        {"code": "a", "programmes": 2, "names": ["acv", "ort"]},
        {"code": "b", "programmes": 1, "names": ["pvd"]},
    ]


def test_shops() -> None:
    table = pl.DataFrame(
        {"code": ["a", "b", "c"], "bakery": [2, 3, 0], "butcher": [2, None, 0], "total_commerces": [4, 3, 0]}
    )
    people = pl.DataFrame({"code": ["a", "b", "c"], "population": [2000, 1000, 0]})
    assert shops(table, people).to_dicts() == [
        {"code": "a", "shops": 4, "per_1000": 2.0, "kinds": 2, "diversity": pytest.approx(1.0)},
        {"code": "b", "shops": 3, "per_1000": 3.0, "kinds": 1, "diversity": pytest.approx(0.0)},
        {"code": "c", "shops": 0, "per_1000": None, "kinds": 0, "diversity": None},
    ]
