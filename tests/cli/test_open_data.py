"""sync, data, need and check from the command line."""

import json
from pathlib import Path

import polars as pl
import pytest
from conftest_cli import run as run

from maillage.territory import Territory


def test_need_on_embedded_data(run, tmp_path: Path, territory: Territory) -> None:
    done = run("need", "15", "--csv", "need.csv")
    assert done.returncode == 0, done.stderr
    table = pl.read_csv(tmp_path / "need.csv", schema_overrides={"code": pl.String, "epci": pl.String})
    assert table.columns == [
        "code", "epci", "population", "people_in_need", "low", "high", "inputs_used",
        "population_15_more", "rate_percent",
    ]  # fmt: skip
    assert table["code"].to_list() == territory.communes.filter(pl.col("departement") == "15")["code"].to_list()
    assert (table["low"] <= table["people_in_need"]).all()
    assert (table["people_in_need"] <= table["high"]).all()
    assert set(table["inputs_used"]) == {"embedded"}
    assert "embedded" in done.stdout


def test_need_sums_to_the_definition_chosen(run) -> None:
    def total(*definition: str) -> float:
        return sum(row["people_in_need"] for row in json.loads(run("need", "france", "--json", *definition).stdout))

    assert total() == pytest.approx(13e6, rel=1e-6)
    assert total("--definition", "credoc") > 1.1 * total()


def test_data_tells_what_is_missing(run) -> None:
    rows = json.loads(run("data", "--json").stdout)
    assert len(rows) > 50
    assert all(row["rows"] is None for row in rows)
    assert "insee-filosofi" in run("data").stdout


def test_what_must_be_typed_again_is_never_cut(run, tmp_path: Path) -> None:
    (tmp_path / "mirror").mkdir()
    done = run("sync", "insee-rp-evolution-structure-population", "--from", "mirror", COLUMNS="60")
    assert done.returncode == 0
    assert "official/insee/base-cc-evol-struct-pop-2022_csv.zip" in done.stdout
    told = "".join(run("data", COLUMNS="80").stdout.split())
    assert "…" not in told


def test_mistakes_are_said_in_french(run, tmp_path: Path) -> None:
    (tmp_path / "need.csv").write_text("code,people_in_need\n48095,1\n")
    (tmp_path / "book.xlsx").write_text("code,people_in_need\n48095,1\n")
    (tmp_path / "page.csv").write_text("<html>\n<body>a,b</body>\n</html>\n")
    need = ("--schema", "need")
    for arguments, said in (
        (("need", "48", "--definition", "foo"), "attendu strategy, insee"),
        (("need", "48", "--csv", "."), "est un dossier"),
        (("sync", "--from", "need.csv"), "miroir introuvable : need.csv"),
        (("check", ".", *need), "est un dossier"),
        (("check", "book.xlsx", *need), "renommez-le en .csv"),
        (("check", "page.csv", *need), "page web"),
        (("check", "need.csv", "--schema", "absent.json"), "absent.json (introuvable)"),
        (("check", "need.csv", *need, "--corrected", "better.csv"), "nom en .xlsx"),
        (("check", "need.csv", *need, "--corrected", "no/better.xlsx"), "no/better.xlsx (introuvable)"),
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert done.stderr.count("\n") == 1


def test_unknown_source_proposes_close_names(run) -> None:
    done = run("sync", "insee-filosofy-2021-communes")
    assert done.returncode == 2
    assert "insee-filosofi-2021-communes" in done.stderr
    assert done.stderr.count("\n") == 1
    alone = run("data", "diff", "zzz").stderr
    assert "zzz" in alone
    assert "insee" not in alone


def test_absent_mirror(run) -> None:
    done = run("sync", "--from", "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_check_lists_every_mistake(run, tmp_path: Path) -> None:
    (tmp_path / "fixed.csv").write_text("code,rule,count\n1001,must,2\n48095,perhaps,1\n48080,must,-1\n")
    done = run("check", "fixed.csv", "--schema", "fixed-places", "--json", "--corrected", "better.xlsx")
    assert done.returncode == 1, done.stderr
    assert {"01001", "perhaps", "-1"} <= {word.strip('",') for word in done.stdout.split()}
    assert (tmp_path / "better.xlsx").stat().st_size > 1000
    (tmp_path / "good.csv").write_text("code,rule,count\n48095,must,1\n")
    assert run("check", "good.csv", "--schema", "fixed-places").returncode == 0


def test_check_of_an_unknown_schema_or_file(run) -> None:
    assert run("check", "absent.csv", "--schema", "need").returncode == 2
    done = run("check", "absent.csv", "--schema", "gold")
    assert done.returncode == 2
    assert "gold" in done.stderr


@pytest.mark.realdata
def test_official_data_sharpen_the_need(run, shared: Path, tmp_path: Path) -> None:
    folder = {"MAILLAGE_DATA": str(tmp_path / "data")}
    sources = ("insee-rp-melodi", "insee-filosofi-2021-communes", "insee-appartenance-geo-communes")
    done = run("sync", *sources, "--from", shared, "--json", **folder)
    assert done.returncode == 0, done.stderr
    assert {row["status"] for row in json.loads(done.stdout)} == {"updated"}
    again = run("sync", *sources, "--from", shared, "--json", **folder)
    assert {row["status"] for row in json.loads(again.stdout)} == {"unchanged"}
    used = {row["inputs_used"] for row in json.loads(run("need", "15", "--json", **folder).stdout)}
    assert used != {"embedded"}
    plans = [json.loads(run("plan", "48", "--advisors", "6", "--json", **more).stdout) for more in ({}, folder)]
    assert plans[0]["problem_hash"] != plans[1]["problem_hash"]


def test_indicators_beside_their_peers(run, tmp_path: Path) -> None:
    done = run("indicators", "15", "--csv", "figures.csv", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "no open data" in done.stdout
    assert "145,143 people" in done.stdout
    assert "Peers: départements, from 0 to 300,000 inhabitants, rural (26)" in done.stdout
    table = pl.read_csv(tmp_path / "figures.csv")
    assert {"indicator", "value", "low", "high", "reason", "rank", "median"} <= set(table.columns)
    rows = json.loads(run("indicators", "15", "--level", "epci", "--json").stdout)
    assert {row["level"] for row in rows} == {"epci"}
    assert {row["reason_label"] for row in rows} == {None, "pas de donnée ouverte"}
    assert run("indicators", "15", "--level", "canton").returncode == 2
    assert "10 territoires" in run("indicators", "15", "--level", "epci").stdout


def test_data_page_and_difference(run, tmp_path: Path, territory: Territory) -> None:
    codes = territory.communes["code"][:130]
    file = tmp_path / "mirror/official/anct/programmes/manuprox.csv"
    file.parent.mkdir(parents=True)
    folder = {"MAILLAGE_DATA": str(tmp_path / "data")}
    for count in (120, 121):
        lines = [f"{code},x,m-{rank}" for rank, code in enumerate(codes[:count])]
        file.write_text("\n".join(["insee_com,lib_com,id_manup", *lines]))
        assert run("sync", "anct-programme-manuprox", "--from", "mirror", **folder).returncode == 0
    done = run("data", "--html", "data.html", **folder)
    assert done.returncode == 0, done.stderr
    assert "À faire d'abord" in done.stdout
    assert "anct-programme-manuprox" in (tmp_path / "data.html").read_text()
    done = run("data", "diff", "anct-programme-manuprox", "--csv", "diff.csv", "--lang", "en", **folder)
    assert done.returncode == 0, done.stderr
    assert "Rows added: 1, removed: 0, changed: 0." in done.stdout
    assert (tmp_path / "diff.csv").read_text().splitlines()[1].startswith("added,m-120,")
    told = json.loads(run("data", "diff", "anct-programme-manuprox", "--json", **folder).stdout)
    assert told["counts"] == {"added": 1, "removed": 0, "changed": 0}
    refused = run("data", "diff", "anct-programme-manuprox", "--from", "1999", **folder)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
