"""Codes and the gathering of former communes."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.sources import codes, loading
from maillage.sources.source import Source
from maillage.territory import Territory, load

CODES = load().communes["code"].to_list()

MANGLES = {
    "as it is": lambda code: code,
    "number": lambda code: code.lstrip("0"),
    "decimal": lambda code: code.lstrip("0") + ".0",
    "comma": lambda code: code + ",00",
    "lower": str.lower,
    "formula": lambda code: f'="{code}"',
    "blanks": lambda code: f" \u00a0{code}\t",
    "quote": lambda code: f"'{code}",
}


@given(st.sampled_from(CODES), st.sampled_from(sorted(MANGLES)))
def test_what_spreadsheets_do_to_codes_is_undone(code: str, mangle: str) -> None:
    assert codes.clean_all(pl.Series([MANGLES[mangle](code)])).to_list() == [code]


@given(st.text(max_size=12))
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    found = codes.clean_all(pl.Series([text], dtype=pl.String))[0]
    assert found is None or (len(found) == 5 and found[2:].isdecimal())


@pytest.mark.parametrize("text", ["", "Paris", "123456", "2C004", "12", "750A6", "NaN"])
def test_other_texts_are_not_codes(text: str) -> None:
    assert codes.clean_all(pl.Series([text]))[0] is None


def test_abolished_communes_lead_to_present_ones(territory: Territory) -> None:
    present = set(territory.communes["code"])
    assert not set(codes.ABOLISHED) & present
    assert set(codes.ABOLISHED.values()) <= present


def read(source: Source, territory: Territory, *lines: str) -> loading.Reading:
    return loading.load(source, "\n".join(["CODGEO;P22_POP;RATE;LABEL", *lines]).encode(), territory)


def test_merged_communes_add_counts_and_weigh_rates(small: Source, territory: Territory, row_of) -> None:
    # 02077 was merged with 02564
    reading = read(small, territory, "02077;383;10;old", "02564;500;20;kept")
    found = row_of(reading.table, "02564")
    assert found["population"] == 883
    assert found["rate"] == pytest.approx((383 * 10 + 500 * 20) / 883)
    assert found["label"] == "kept"


def test_an_unknown_part_makes_an_unknown_whole(small: Source, territory: Territory, row_of) -> None:
    found = row_of(read(small, territory, "02077;s;10;", "02564;500;20;").table, "02564")
    assert found["population"] is None


def test_districts_of_a_city_are_not_counted_twice(small: Source, territory: Territory, row_of) -> None:
    both = read(small, territory, "75056;100;5;city", "75101;60;1;", "75102;40;2;")
    assert row_of(both.table, "75056")["population"] == 100
    assert both.refused == 0
    apart = read(small, territory, "75101;60;1;", "75102;40;2;")
    assert row_of(apart.table, "75056") == {
        "code_insee": "75056",
        "population": 100.0,
        "rate": pytest.approx(1.4),
        "label": None,
    }


def test_unknown_missing_and_repeated_codes_are_reported_with_their_row(small: Source, territory: Territory) -> None:
    reading = read(small, territory, "01001;1;1;", "00000;2;2;", ";3;3;", "01001;4;4;", "98818;5;5;")
    told = reading.issues.select("row", "value", "message", "severity").rows()
    assert told == [
        (3, "00000", "code_unknown", "error"),
        (4, "", "code_missing", "error"),
        (5, "01001", "duplicate", "error"),
        (6, "98818", "code_beyond", "info"),
    ]
    assert reading.refused == 3
    assert reading.table["population"].to_list() == [1.0]
