"""Bringing data up to date from a folder."""

from pathlib import Path

import polars as pl
import pytest

import maillage.sources
from maillage.sources import catalogue, download, storage, sync
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.messages import MESSAGES

NAME = "anct-programme-manuprox"
FILE = "official/anct/programmes/manuprox.csv"


@pytest.fixture
def mirror(tmp_path: Path, territory: Territory) -> Path:
    write(tmp_path / "mirror", territory.communes["code"][:120])
    return tmp_path / "mirror"


def write(mirror: Path, codes: pl.Series, header: str = "insee_com,lib_com,id_manup") -> None:
    path = mirror / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([header, *(f"{code},x,m-{rank}" for rank, code in enumerate(codes))]))


def run(mirror: Path, territory: Territory, day: str = "2026-11-23", *names: str) -> sync.Outcome:
    (outcome,) = sync.sync(
        names or [NAME], mirror=mirror, data_dir=mirror.parent / "data", retrieved_at=day, territory=territory
    )
    return outcome


def test_first_again_and_changed(mirror: Path, territory: Territory) -> None:
    data = mirror.parent / "data"
    assert maillage.sources.table(NAME, data) is None
    assert run(mirror, territory).status == "updated"
    assert maillage.sources.table(NAME, data).height == 120
    again = run(mirror, territory, "2026-11-24")
    assert (again.status, again.rows) == ("unchanged", 120)
    facts = storage.provenance(data, NAME)
    assert (facts["retrieved_at"], facts["checked_at"]) == ("2026-11-23", "2026-11-24")
    assert facts["origin"] == FILE
    write(mirror, territory.communes["code"][:121])
    assert run(mirror, territory).changes == {"added": 1, "removed": 0, "changed": 0}
    assert maillage.sources.changes(NAME, data).counts["added"] == 1


def test_a_worse_file_never_replaces_a_good_one(mirror: Path, territory: Territory) -> None:
    data = mirror.parent / "data"
    run(mirror, territory)
    good = maillage.sources.table(NAME, data)
    codes = territory.communes["code"]
    worse = {
        "sources.few_rows": lambda: write(mirror, codes[:10]),
        "sources.drop": lambda: write(mirror, codes[:90]),
        "sources.columns": lambda: write(mirror, codes[:120], "code;lib;other"),
        "sources.web_page": lambda: (mirror / FILE).write_text("\n<!DOCTYPE HTML>\n<html><p>404, 1;2</p></html>"),
        "sources.empty": lambda: (mirror / FILE).write_bytes(b""),
        "sources.loss": lambda: (mirror / FILE).write_text(
            "insee_com,lib_com,id_manup\n" + "01001,x\n" * 30 + "".join(f"{code},x,{code}\n" for code in codes[:120])
        ),
    }
    for reason, damage in worse.items():
        damage()
        outcome = run(mirror, territory)
        assert (outcome.status, outcome.reason, outcome.rows) == ("refused", reason, 120)
        assert str(outcome)
        assert maillage.sources.table(NAME, data).equals(good)


@pytest.mark.parametrize("part", ["table", "issues"])
@pytest.mark.parametrize("told", [True, False])
def test_a_damaged_table_is_told_then_made_again(mirror: Path, territory: Territory, part: str, told: bool) -> None:
    """Whether its provenance tells digests, or is of before they were told."""
    data = mirror.parent / "data"
    run(mirror, territory)
    good = maillage.sources.table(NAME, data)
    if not told:
        storage.amend(data, NAME, {"files": None})
    (where,) = (data / "sources" / NAME).glob(f"*/{part}.parquet")
    assert storage.sound(data, NAME)
    where.write_bytes(where.read_bytes()[:-9])
    assert not storage.sound(data, NAME)
    line = maillage.sources.state(data).row(by_predicate=pl.col("source") == NAME, named=True)
    assert (line["damaged"], line["rows"], line["quality"]) == (True, None, None)
    assert run(mirror, territory).status == "updated"
    assert maillage.sources.table(NAME, data).equals(good)
    assert run(mirror, territory).status == "unchanged"
    assert not maillage.sources.state(data).filter(source=NAME)["damaged"].item()


def test_a_missing_file_is_no_error(mirror: Path, territory: Territory) -> None:
    outcome = run(mirror, territory, "2026-11-23", "anct-programme-acv")
    assert outcome.status == "missing"
    assert "acv" in str(outcome)


def test_unknown_names_and_dates(mirror: Path, territory: Territory) -> None:
    with pytest.raises(InvalidOption, match="insee-filosofi-2021-communes"):
        run(mirror, territory, "2026-11-23", "filosofi")
    with pytest.raises(InvalidOption):
        maillage.sources.table("nothing")
    with pytest.raises(InvalidOption):
        run(mirror, territory, "yesterday")


def test_where_the_data_stand(mirror: Path, territory: Territory) -> None:
    run(mirror, territory)
    state = maillage.sources.state(mirror.parent / "data")
    assert state.height == len(catalogue.SOURCES)
    line = state.row(by_predicate=pl.col("source") == NAME, named=True)
    assert line["rows"] == 120
    assert 0.0 <= line["freshness"] <= 1.0
    assert 0.5 < line["quality"] <= 1.0
    assert line["gaps"] == 0
    assert maillage.sources.issues(NAME, mirror.parent / "data").height == 0
    later = maillage.sources.state(mirror.parent / "data", on="2030-01-01")
    assert later.filter(pl.col("source") == NAME)["freshness"].item() == 0.0


def test_progress_and_the_raw_file(mirror: Path, territory: Territory) -> None:
    told: list[tuple[str, float]] = []
    data = mirror.parent / "data"
    sync.sync(
        [NAME], mirror=mirror, data_dir=data, retrieved_at="2026-11-23", territory=territory, keep_raw=True,
        progress=lambda name, share: told.append((name, share)),
    )  # fmt: skip
    assert told == [(NAME, 0.0), ("", 1.0)]
    assert len(list((data / "sources" / NAME).glob("*/raw.csv"))) == 1


def test_without_a_folder_the_first_address_is_downloaded(
    mirror: Path, territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(url: str, path: Path, *, max_bytes: int) -> download.Download:
        assert url == catalogue.find(NAME).urls[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((mirror / FILE).read_bytes())
        return download.Download(path, "", fresh=True)

    monkeypatch.setattr(download, "fetch", fetch)
    data = mirror.parent / "data"
    done, absent = sync.sync(
        [NAME, "anct-programme-pao"], data_dir=data, retrieved_at="2026-11-23T08:00:00Z", territory=territory
    )
    assert (done.status, absent.status, absent.reason) == ("updated", "missing", "sources.no_address")


def test_sources_are_declared_whole() -> None:
    assert len(catalogue.BY_ID) == len(catalogue.SOURCES)
    for source in catalogue.SOURCES:
        assert source.mirror
        assert source.licence
        assert source.vintage[:4].isdecimal()
        assert all(url.startswith("https://") for url in source.urls)
        names = {column.name for column in source.columns}
        assert set(source.key) <= names
        assert all(column.weight in names for column in source.columns if column.weight)
    assert not catalogue.find("mednum-ifn").shipped


def test_every_issue_has_its_sentence() -> None:
    code = "".join(path.read_text() for path in Path(sync.__file__).parent.glob("*.py"))
    for message in ("width", "code_unknown", "letters", "located", "key_shared", "swapped"):
        assert f"sources.issue.{message}" in MESSAGES
        assert f'"{message}"' in code


def test_every_source_has_its_row_in_the_reference() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/sources.md").read_text()
    for source in catalogue.SOURCES:
        assert f"| `{source.id}` | {source.publisher} | {source.title} | {source.vintage} |" in page
