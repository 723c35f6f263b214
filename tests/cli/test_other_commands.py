"""what-if, cover, territory, doctor."""

import json

import pytest
from conftest_cli import run as run


def test_what_if(run) -> None:
    done = run("what-if", "48", "--advisors", "6", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["objective"] <= found["upper_bound"]
    (group,) = found["groups"]
    assert group["posts"] == 6
    assert 0 < group["next_post"] < group["lost_post"] * 1.1
    changes = [row["change"] for row in found["curve"]]
    assert changes == [-3, -2, -1, 1, 2, 3]
    people = [row["people"] for row in found["curve"]]
    assert people == sorted(people)


def test_what_if_for_people(run) -> None:
    done = run("what-if", "region:94", "--advisors", "12")
    assert done.returncode == 0, done.stderr
    assert "Haute-Corse" in done.stdout


def test_cover(run) -> None:
    done = run("cover", "48", "--sites", "10", "--km", "8", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found["chosen"]) == 10 == len(set(found["chosen"]))
    assert 0 < found["objective"] <= found["upper_bound"] * (1 + 1e-9)
    assert found["gap_percent"] <= 0.1
    assert found["objective"] == pytest.approx(found["covered_people"] * 0.194)


def test_territory_shows_homonyms_with_their_departement(run) -> None:
    found = json.loads(run("territory", "saint-denis", "--json").stdout)
    departements = {row["departement"] for row in found}
    assert {"La Réunion", "Seine-Saint-Denis"} <= departements
    assert "Saint-Denis" in run("territory", "st denis").stdout


def test_territory_by_postcode_and_former_code(run) -> None:
    assert "15014" in run("territory", "15000", "--json").stdout
    assert "75056" in run("territory", "75101", "--json").stdout


def test_doctor(run) -> None:
    done = run("doctor", "--json")
    assert done.returncode == 0, done.stdout
    found = {row["name"]: row for row in json.loads(done.stdout)}
    assert "34875" in found["communes"]["detail"]
    assert all(row["fine"] for row in found.values())


def test_doctor_says_what_is_missing(run) -> None:
    done = run("doctor", MAILLAGE_CACHE="/proc/nowhere")
    assert done.returncode == 1
    assert "MANQUE" in done.stdout


@pytest.mark.parametrize("language", ["fr", "en"])
def test_help(run, language: str) -> None:
    done = run("plan", "--help", "--lang", language)
    assert done.returncode == 0
    assert ("conseillers" in done.stdout) == (language == "fr")
