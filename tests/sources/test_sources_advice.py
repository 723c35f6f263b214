"""What would make a table better, and what changed between two versions."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.sources import advice, catalogue, difference, history, quality, state, storage
from maillage.sources.source import ISSUE_SCHEMA, issues
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption

SOURCE = catalogue.find("anct-france-services")
NAMED = [column.name for column in SOURCE.columns if column.required]


def places(count: int, **changes: list[object]) -> pl.DataFrame:
    full = {name: ["x"] * count for name in NAMED} | {"code_insee": ["01001"] * count, "longitude": [2.0] * count}
    return pl.DataFrame(full | changes, schema_overrides={"longitude": pl.Float64})


def facts(table: pl.DataFrame, met: pl.DataFrame, *, rows: int | None = None, vintage: str = "2026-11") -> dict:
    """Provenance as the real judge would write it."""
    from maillage.sources.loading import Reading

    read = Reading(table, met, rows or table.height, (rows or table.height) - table.height)
    land = type("Land", (), {"__len__": lambda self: 1})()
    made = quality.judge(SOURCE, read, land, "2026-11-30")
    return {"vintage": vintage, "refused": read.refused, "quality": quality.as_json(made)}


def test_nothing_to_do() -> None:
    table, met = places(10), pl.DataFrame(schema=ISSUE_SCHEMA)
    assert advice.proposals(SOURCE, facts(table, met), table, met, "2024-08-01") == []


def test_each_defect_has_its_proposal_and_its_gain() -> None:
    table = places(10, code_insee=["01001"] * 5 + [None] * 5, longitude=[2.0] * 9 + [None], name=["x"] * 2 + [None] * 8)
    met = issues(
        [
            {"row": 4, "column": "", "value": "3", "message": "width", "severity": "error"},
            {"row": 9, "column": "phone", "value": "12", "message": "phone", "severity": "error"},
        ]
    )
    told = facts(table, met, rows=20)
    made = {each.code: each for each in advice._all(SOURCE, told, table, met, advice.criteria_on(told, "2026-11-30"))
            if each.gain > 0}  # fmt: skip
    criteria = told["quality"]["criteria"]
    assert made["rows"].gain == pytest.approx((1 - criteria["rows"]) / 6)
    assert made["placed"].gain == pytest.approx(0.5 / 6)
    assert made["located"].gain == pytest.approx(0.1 / 6)
    assert (made["placed"].values["count"], made["located"].values["count"]) == (5, 1)
    assert made["cells"].values["column"] == "phone"
    filled = [each for each in advice._all(SOURCE, told, table, met, criteria) if each.code == "filled" and each.gain]
    assert {each.values["column"]: each.values["count"] for each in filled} == {"code_insee": 5, "name": 8}
    shown = advice.proposals(SOURCE, told, table, met, "2026-11-30")
    assert [each.code for each in shown] == ["rows", "placed", "filled"]
    assert all(str(each) for each in made.values())


@given(
    st.lists(st.sampled_from([None, "x"]), min_size=6, max_size=6),
    st.lists(st.sampled_from([None, 2.0]), min_size=6, max_size=6),
    st.sampled_from(["2020", "2025-06", "2026-11"]),
)
def test_a_proposal_done_gains_what_it_says(names: list, points: list, vintage: str) -> None:
    table, met = places(6, name=names, longitude=points), pl.DataFrame(schema=ISSUE_SCHEMA)
    told = facts(table, met, vintage=vintage)
    before = advice.criteria_on(told, "2026-11-30")
    for each in advice._all(SOURCE, told, table, met, before):
        better = table
        if each.code == "filled":
            better = table.with_columns(pl.col(each.values["column"]).fill_null("x"))
        elif each.code == "located":
            better = table.with_columns(pl.col("longitude").fill_null(2.0))
        day = "2026-11" if each.code.startswith("fresh") else vintage
        after = advice.criteria_on(facts(better, met, vintage=day), "2026-11-30")
        assert advice.score(after) - advice.score(before) == pytest.approx(each.gain, abs=2e-4), each.code


def test_secrecy_cannot_be_filled() -> None:
    source = catalogue.find("insee-filosofi-2021-communes")
    criteria = {"rows": 1.0, "cells": 1.0, "filled": 0.5, "fresh": 0.0}
    told = {"vintage": "2021", "refused": 0, "quality": {"criteria": criteria}}
    table = pl.DataFrame({"code_insee": ["01001"] * 4, "poverty_percent": pl.Series([None] * 4, dtype=pl.Float64)})
    met = pl.DataFrame(schema=ISSUE_SCHEMA)
    assert [each.code for each in advice.proposals(source, told, table, met, "2026-11-30")] == ["fresh"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three versions of one source and one of another, kept as the real thing keeps them."""
    met = pl.DataFrame(schema=ISSUE_SCHEMA)
    for rank, (name, day, change) in enumerate(
        [
            ("anct-france-services-2022", "2024-01-02", {"name": ["old"] * 2}),
            ("anct-france-services", "2026-01-02", {}),
            ("anct-france-services", "2026-02-03", {"name": ["y", "x"]}),
        ]
    ):
        table = places(2, id=["1", "2"], **change)
        told = facts(table, met, vintage=f"202{rank}") | {
            "sha256": str(rank), "recipe": "", "rows": 2, "loss": 0.0, "issues": 0,
            "retrieved_at": day, "checked_at": day,
        }  # fmt: skip
        storage.keep(tmp_path, name, table, met, told)
    return tmp_path


def test_versions_are_chosen_by_name_vintage_day_or_source(data: Path) -> None:
    name = "anct-france-services"
    new, old = history.kept(name, data)
    assert history.choose(name, None, data) == new
    assert history.choose(name, None, data, rank=1) == old
    assert history.choose(name, old.name[:6], data) == old
    assert history.choose(name, "2021", data) == old
    assert history.choose(name, "2026-02", data) == new
    assert history.choose(name, "anct-france-services-2022", data).vintage == "2020"
    with pytest.raises(InvalidOption, match=old.name):
        history.choose(name, "1999", data)
    with pytest.raises(InvalidOption, match="--from"):
        history.choose("anct-france-services-2022", None, data, rank=1)


def test_what_changed_row_by_row(data: Path) -> None:
    new, old = history.kept("anct-france-services", data)
    rows = history.rows(history.between(old, new, data))
    assert rows.rows() == [("changed", "1", "name", "x", "y")]


def test_rows_tell_added_and_removed() -> None:
    before, after = pl.DataFrame({"k": ["a", "b"], "v": [1, 2]}), pl.DataFrame({"k": ["b", "c"], "v": [3, 4]})
    rows = history.rows(difference.between(before, after, ["k"]))
    assert rows.rows() == [
        ("added", "c", None, None, None),
        ("removed", "a", None, None, None),
        ("changed", "b", "v", "2", "3"),
    ]


def test_the_state_says_what_to_do(data: Path, territory: Territory) -> None:
    row = state(data, "2026-11-30").row(by_predicate=pl.col("source") == "anct-france-services", named=True)
    assert row["quality"] == pytest.approx(sum(v for v in row["criteria"].values() if v is not None) / 6, abs=1e-3)
    assert row["potential"] == pytest.approx(sum(each["gain"] for each in row["proposals"]), abs=1e-3)
    assert "maillage sync" in row["proposals"][0]["text"]
