"""The official files themselves: what was seen in them must still be read from them."""

import time
from pathlib import Path

import polars as pl
import pytest

import maillage.sources
from maillage.sources import catalogue, loading, sync
from maillage.sources.mediation_shape import ORDER
from maillage.territory import Territory

pytestmark = pytest.mark.realdata

ROWS = {
    "insee-comparateur-territoires": 34868, "insee-filosofi-2021-communes": 34800, "insee-rp-melodi": 34848,
    "insee-appartenance-geo-communes": 34868, "insee-bpe-2020-commerce": 34868,
    "insee-bpe-2020-tourisme-transport": 34868, "insee-bpe": 21690, "anct-grille-densite": 34875,
    "anct-grille-ruralite": 34875, "anct-grille-centralite": 34875, "anct-grille-montagne": 8594,
    "anct-france-services": 2845, "anct-france-services-2022": 2683, "anct-qpv-2024": 824, "zonage-zrr": 34868,
    "anct-cnfs-postes-valides": 2884, "anct-cnfs-postes-valides-2021": 1450, "anct-programme-acv": 245,
    "anct-programme-acv2": 50, "anct-programme-pvd": 1645, "anct-programme-va": 2498, "anct-programme-fabt": 342,
    "anct-programme-manuprox": 98, "anct-programme-cde": 282, "anct-programme-citeduc": 219,
    "anct-programme-frla": 70, "anct-programme-pao": 99, "culture-bibliotheques": 15882,
    "laposte-points-de-contact": 17716, "mediation-bourgogne-franche-comte": 697, "mediation-bus-charente": 12,
    "mediation-charente": 188, "mediation-corse": 162, "mediation-epernay": 39, "mediation-etapes-numeriques": 95,
    "mediation-gironde": 344, "mediation-grand-lyon-mdm": 61, "mediation-hub-antilles-guyane": 165,
    "mediation-hub-du-sud": 643, "mediation-le-havre": 80, "mediation-maine-et-loire": 243,
    "mediation-mulhouse": 55, "mediation-nouvelle-caledonie": 92, "mediation-numi-normandie": 757,
    "mediation-region-sud": 1245, "mednum-ifn": 34868,
}  # fmt: skip
"""Rows of the table of each file at hand."""


@pytest.fixture(scope="module")
def synced(shared: Path, territory: Territory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    start = time.process_time()  # not the clock's: other work may share the processors
    outcomes = sync.sync(mirror=shared, data_dir=data, retrieved_at="2026-11-23", territory=territory)
    assert time.process_time() - start < 60.0
    assert {outcome.source: outcome.rows for outcome in outcomes if outcome.status == "updated"} == ROWS
    assert {outcome.status for outcome in outcomes} == {"updated", "missing"}
    return data


def test_a_second_run_changes_nothing(synced: Path, shared: Path, territory: Territory) -> None:
    again = sync.sync(mirror=shared, data_dir=synced, retrieved_at="2026-11-24", territory=territory)
    assert {outcome.status for outcome in again} == {"unchanged", "missing"}


def test_every_present_commune_is_known(synced: Path, territory: Territory) -> None:
    present = set(territory.communes["code"])
    for name in ROWS:
        table = maillage.sources.table(name, synced)
        assert set(table["code_insee"].drop_nulls()) <= present
        if catalogue.find(name).level == "commune":
            assert table["code_insee"].is_unique().all()


def test_population_is_conserved(synced: Path, shared: Path) -> None:
    """Every inhabitant of the file is in the table but those of the three communes whose heir is unknown."""
    import zipfile

    with zipfile.ZipFile(shared / "official/insee/base_cc_comparateur_csv.zip") as archive:
        raw = pl.read_csv(archive.read("base_cc_comparateur.CSV"), separator=";", infer_schema=False)
    cities = raw.filter(~pl.col("CODGEO").str.contains(r"^(751\d\d|6938\d|132\d\d)$"))
    lost = maillage.sources.issues("insee-comparateur-territoires", synced).filter(severity="error")
    assert sorted(lost["value"]) == ["16238", "26371", "42072"]
    kept = cities.filter(~pl.col("CODGEO").is_in(lost["value"].implode()))["P18_POP"].cast(pl.Float64).sum()
    table = maillage.sources.table("insee-comparateur-territoires", synced)
    assert table["population"].sum() == pytest.approx(kept, rel=1e-12)
    assert table.filter(code_insee="75056")["population"].item() == 2_175_601.0


def test_mediation_files_are_in_the_national_standard(synced: Path) -> None:
    placed = total = 0
    for source in catalogue.SOURCES:
        table = maillage.sources.table(source.id, synced) if source.id.startswith("mediation-") else None
        if table is None:
            continue
        assert sorted(table.columns) == sorted(ORDER)
        assert table["nom"].null_count() <= 0.02 * table.height
        assert table["longitude"].null_count() <= 0.02 * table.height
        placed += table["code_insee"].count()
        total += table.height
    assert total == 4878
    assert placed >= 0.97 * total


def test_known_defects_are_reported(synced: Path) -> None:
    def told(name: str) -> dict[str, int]:
        counts = maillage.sources.issues(name, synced)["message"].value_counts()
        return dict(counts.rows())

    assert told("mediation-gironde")["swapped"] == 344
    assert told("mediation-maine-et-loire")["lambert93"] == 243
    assert told("mediation-le-havre")["siret"] >= 60
    assert "letters" in told("mediation-region-sud")
    assert told("laposte-points-de-contact")["code_beyond"] >= 10
    posts = maillage.sources.table("anct-cnfs-postes-valides-2021", synced)
    assert not posts["geocoded"].str.contains("<e9>", literal=True).any()
    assert posts["postcode"].null_count() == 0


def test_the_workbook_alone_gives_what_its_zip_gives(shared: Path, territory: Territory) -> None:
    source = catalogue.find("insee-appartenance-geo-communes")
    tables = [
        loading.load(source, shared / f"official/insee/table-appartenance-geo-communes-22.{kind}", territory).table
        for kind in ("zip", "xlsx")
    ]
    assert tables[0].equals(tables[1])


BUCKETS = {
    "poste": "A208", "ecole_primaire": "C108", "medecin_generaliste": "D265", "boulangerie": "B207",
    "infirmier": "D281", "superette": "B201", "sport_salle": "F121", "pharmacie": "D307",
}  # fmt: skip
"""A type of facilities for each of the third party's columns that stands for one service."""


def test_the_country_in_the_format_of_insee_gives_the_same_counts(
    synced: Path, territory: Territory, tmp_path: Path
) -> None:
    """INSEE's file could not be had: the whole country's real counts, written as it writes them, come out the same."""
    known = maillage.sources.table("insee-bpe", synced)
    long = known.unpivot(list(BUCKETS), index="code_insee", variable_name="bucket").filter(pl.col("value") > 0)
    rows = long.select(
        GEO="code_insee", GEO_OBJECT=pl.lit("COM"), FACILITY_TYPE=pl.col("bucket").replace_strict(BUCKETS),
        BPE_MEASURE=pl.lit("FACILITIES"), TIME_PERIOD=pl.lit(2024), OBS_VALUE=pl.col("value").cast(pl.Int64),
    )  # fmt: skip
    above = rows.with_columns(pl.col("GEO").str.slice(0, 2), GEO_OBJECT=pl.lit("DEP"))
    pl.concat([rows, above, rows.with_columns(FACILITY_TYPE=pl.lit("_T"))]).sample(
        fraction=1.0, shuffle=True, seed=4
    ).write_csv(tmp_path / "DS_BPE_2024_data.csv", separator=";", quote_style="non_numeric")
    reading = loading.load(catalogue.find("insee-bpe-melodi"), tmp_path / "DS_BPE_2024_data.csv", territory)
    assert reading.refused == 0
    told = {f"nb_{code.lower()}": name for name, code in BUCKETS.items()}
    table = reading.table.rename(told).select("code_insee", *BUCKETS)
    assert table.equals(known.filter(pl.sum_horizontal(list(BUCKETS)) > 0).select("code_insee", *BUCKETS))
    assert table["infirmier"].sum() == 103_023.0
