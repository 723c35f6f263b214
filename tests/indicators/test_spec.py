"""Every indicator does what its small tables say, and the reference page says the same."""

from pathlib import Path

import polars as pl
import pytest
from spec_land import LEVEL_OF, Spec
from spec_page import page
from spec_tables import SPECS

from maillage.indicators import aggregation
from maillage.indicators.indicator import REASONS
from maillage.indicators.measures import REGISTRY, THEMES

ALL = [(theme, number, spec) for theme, specs in SPECS.items() for number, spec in enumerate(specs)]


@pytest.mark.parametrize("spec", [spec for *_, spec in ALL], ids=[f"{theme}-{number}" for theme, number, _ in ALL])
def test_figures_are_those_of_the_table(spec: Spec) -> None:
    found = aggregation.everything(spec.ground(), spec.indicators)
    assert set(found["indicator"]) == set(spec.indicators)
    for row in spec.wanted:
        for code in spec.indicators:
            level, territory = LEVEL_OF[row["territory"]], row["territory"]
            one = found.filter((pl.col("level") == level) & (pl.col("code") == territory), pl.col("indicator") == code)
            assert len(one) == 1
            assert_cell(row[code], one.row(0, named=True), f"{code} of {territory}")


def assert_cell(wanted: str, row: dict, where: str) -> None:
    """A cell of a table: a reason, a value, or a value between two ends."""
    if wanted in REASONS:
        assert (row["reason"], row["value"], row["low"], row["high"]) == (wanted, None, None, None), where
        return
    value, _, span = wanted.partition(" (")
    assert row["reason"] is None, where
    assert row["value"] == pytest.approx(float(value), abs=0.006), where
    ends = [float(end) for end in span.rstrip(")").split(" – ")] if span else [None, None]
    assert [row["low"], row["high"]] == [end if end is None else pytest.approx(end, abs=0.006) for end in ends], where


def test_every_indicator_is_specified_in_its_theme() -> None:
    told = {theme: {code for spec in specs for code in spec.indicators} for theme, specs in SPECS.items()}
    assert told == {theme: {each.code for each in module.INDICATORS} for theme, module in THEMES.items()}
    assert set().union(*told.values()) == set(REGISTRY)


def test_without_sources_there_is_no_open_data() -> None:
    found = aggregation.everything(Spec({}, "").ground())
    missing = [each.code for each in REGISTRY.values() if each.sources] + ["people.need", "people.need_share"]
    rows = found.filter(pl.col("indicator").cast(pl.String).is_in(missing))
    assert set(rows["reason"]) == {"no_open_data"}
    assert rows["value"].null_count() == len(rows) == len(missing) * 9
    assert found.schema == aggregation.SCHEMA


def test_the_reference_page_is_up_to_date() -> None:
    path = Path(__file__).parents[2] / "docs" / "reference" / "indicators.md"
    assert path.read_text(encoding="utf-8") == page(), "run: make docs"
