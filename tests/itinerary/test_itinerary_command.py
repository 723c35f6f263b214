"""`maillage rounds` as a person runs it, and every mistake in its files."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from conftest_cli import run as run

HEAD = "id,lat,lon,dwell_minutes,visits\n"
GOOD = HEAD + "a,44.9,2.4,60,2\nb,45.0,2.5,60,1\nc,45.1,2.3,90,\nd,44.8,2.6,45,2\n"
BASE = ("rounds", "--stops", "stops.csv", "--days", "3", "--day-minutes", "300")
DEPOT = ("--depot", "44.93,2.44")


@pytest.fixture
def stops(tmp_path: Path) -> Path:
    path = tmp_path / "stops.csv"
    path.write_text(GOOD)
    return path


@pytest.mark.parametrize("ends", [DEPOT, ("--open",)])
def test_answer_in_json(run, stops: Path, ends: tuple[str, ...]) -> None:
    done = run(*BASE, *ends, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert list(told) == ["total_drive_minutes", "bound", "unserved", "days"]
    assert [day["day"] for day in told["days"]] == [1, 2, 3]
    served = Counter(stop for day in told["days"] for stop in day["stops"])
    assert served + Counter(told["unserved"]) == {"a": 2, "b": 1, "c": 1, "d": 2}
    dwell = {row["id"]: float(row["dwell_minutes"]) for row in csv.DictReader(stops.read_text().splitlines())}
    for day in told["days"]:
        assert len(set(day["stops"])) == len(day["stops"])
        assert day["minutes"] <= 300
        assert day["minutes"] == pytest.approx(day["drive_minutes"] + sum(dwell[stop] for stop in day["stops"]))
    assert told["total_drive_minutes"] == pytest.approx(sum(day["drive_minutes"] for day in told["days"]))
    assert 0 <= told["bound"] <= told["total_drive_minutes"]
    assert run(*BASE, *ends, "--json").stdout == done.stdout
    assert list(stops.parent.iterdir()) == [stops]


def test_measured_legs_hold_both_ways_unless_measured_both_ways(run, stops: Path) -> None:
    stops.write_text(HEAD + "a,44.9,2.4,60,1\n")
    (stops.parent / "legs.csv").write_text("from;to;minutes\ndepot;a;12,5\n")
    arguments = (*BASE, *DEPOT, "--legs", "legs.csv", "--json")
    assert json.loads(run(*arguments).stdout)["total_drive_minutes"] == 25.0
    (stops.parent / "legs.csv").write_text("from,to,minutes\na,depot,20\ndepot,a,12.5\n")
    assert json.loads(run(*arguments).stdout)["total_drive_minutes"] == 32.5


def test_missing_legs_are_the_travel_model_s(run, stops: Path) -> None:
    stops.write_text(HEAD + "a,44.5,2.0,60,1\n")
    told = json.loads(run(*BASE, "--depot", "44.0,2.0", "--json").stdout)
    kilometres = 6371.0088 * 3.141592653589793 / 360  # half a degree of a meridian
    assert told["total_drive_minutes"] == pytest.approx(2 * (2 + kilometres * 1.3 * 60 / 50), abs=1e-3)


def test_stop_that_fits_in_no_day_is_left_out_and_said(run, stops: Path) -> None:
    stops.write_text(GOOD + "loin,48.85,2.35,45,2\n")
    done = run(*BASE, *DEPOT, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["unserved"] == ["loin", "loin"]
    assert done.stderr.startswith("loin : ")
    done = run(*BASE, *DEPOT)
    assert "Visites sans tournée (2) : loin, loin." in done.stdout


def test_summary_in_both_languages(run, stops: Path) -> None:
    french, english = run(*BASE, *DEPOT), run(*BASE, *DEPOT, "--lang", "en")
    assert "Toutes les visites sont faites." in french.stdout
    assert "Conduite : " in french.stdout
    assert "Every visit is made." in english.stdout
    assert "Driving: " in english.stdout


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("", ["vide"]),
        (HEAD, ["aucun arrêt"]),
        ("id,lat,lon\na,44,2\n", ["ligne 1", "dwell_minutes"]),
        (HEAD + "a,44,2,60,1\na,44,2,60,1\n", ["ligne 3", "id", "« a »", "ligne 2"]),
        (HEAD + ",44,2,60,1\n", ["ligne 2", "id"]),
        (HEAD + "depot,44,2,60,1\n", ["ligne 2", "id", "depot"]),
        (HEAD + "a,44,2,-5,1\n", ["ligne 2", "dwell_minutes", "-5"]),
        (HEAD + "a,44,2,nan,1\n", ["ligne 2", "dwell_minutes", "nan"]),
        (HEAD + "a,44,2,60,4\n", ["ligne 2", "visits", "4"]),
        (HEAD + "a,44,2,60,-1\n", ["ligne 2", "visits", "-1"]),
        (HEAD + "a,44,2,60,1.5\n", ["ligne 2", "visits", "1.5"]),
        (HEAD + "a,94,2,60,1\n", ["ligne 2", "lat", "94"]),
        (HEAD + "a,44,181,60,1\n", ["ligne 2", "lon", "181"]),
        (HEAD + "a,,2,60,1\n", ["ligne 2", "lat"]),
        (HEAD + "a,44,2,60\n", ["ligne 2", "4 cellules"]),
    ],
)
def test_malformed_stops(run, stops: Path, content: str, shown: list[str]) -> None:
    stops.write_text(content)
    refused(run(*BASE, *DEPOT, "--json"), shown)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("from,to\na,b\n", ["ligne 1", "minutes"]),
        ("from,to,minutes\na,z,5\n", ["ligne 2", "to", "« z »"]),
        ("from,to,minutes\nz,a,5\n", ["ligne 2", "from", "« z »"]),
        ("from,to,minutes\na,b,-5\n", ["ligne 2", "minutes", "-5"]),
        ("from,to,minutes\na,b,inf\n", ["ligne 2", "minutes", "inf"]),
        ("from,to,minutes\na,b,5\na,b,6\n", ["ligne 3", "minutes", "6", "ligne 2"]),
    ],
)
def test_malformed_legs(run, stops: Path, content: str, shown: list[str]) -> None:
    (stops.parent / "legs.csv").write_text(content)
    refused(run(*BASE, *DEPOT, "--legs", "legs.csv"), shown)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (BASE, ["--depot", "--open"]),
        ((*BASE, *DEPOT, "--open"), ["--depot", "--open"]),
        ((*BASE, "--depot", "44.9"), ["--depot", "44.9"]),
        ((*BASE, "--depot", "nord,sud"), ["--depot", "nord,sud"]),
        ((*BASE, "--depot", "95,2"), ["--depot", "95,2"]),
        ((*BASE, *DEPOT, "--days", "0"), ["--days", "0"]),
        ((*BASE, *DEPOT, "--day-minutes", "0"), ["--day-minutes", "0"]),
        ((*BASE, *DEPOT, "--day-minutes", "nan"), ["--day-minutes", "nan"]),
        ((*BASE, *DEPOT, "--seconds", "0"), ["--seconds", "0"]),
        ((*BASE, *DEPOT, "--seed", "-1"), ["--seed", "-1"]),
        ((*BASE, *DEPOT, "--stops", "absent.csv"), ["absent.csv"]),
        ((*BASE, *DEPOT, "--legs", "absent.csv"), ["absent.csv"]),
        (BASE[:-2], ["--day-minutes"]),
    ],
)
def test_options_that_make_no_sense(run, stops: Path, arguments: tuple[str, ...], shown: list[str]) -> None:
    refused(run(*arguments), shown)


def test_depot_in_the_legs_of_open_rounds(run, stops: Path) -> None:
    (stops.parent / "legs.csv").write_text("from,to,minutes\na,depot,5\n")
    refused(run(*BASE, "--open", "--legs", "legs.csv"), ["ligne 2", "to", "--open"])


def refused(done, shown: list[str]) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Erreur : ")
    assert done.stderr.count("\n") == 1
    assert all(word in done.stderr for word in shown), done.stderr
