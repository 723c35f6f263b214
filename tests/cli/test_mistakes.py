"""Every mistake: one clear sentence, exit code 2, no traceback, nothing written."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest_cli import MAILLAGE
from conftest_cli import run as run

PLAN = ("plan", "48", "--advisors", "6")


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("plan", "Atlantide", "--advisors", "3"), "Atlantide"),
        (("plan", "Saint-Denis", "--advisors", "3"), "Réunion"),
        (("plan", "99", "--advisors", "3"), "99"),
        (("plan", "48", "--advisors", "0"), "0"),
        (("plan", "48", "--advisors", "-4"), "-4"),
        (("plan", "48", "--advisors", "1000000000"), "1000000000"),
        (("plan", "48", "--advisors", "50000"), "50000"),
        (("plan", "48", "--advisors", "six"), "six"),
        (("plan", "48"), "--advisors"),
        (("plan",), "TERRITORY"),
        (("plan", "48", "--advisors", "6", "--reach", "60"), "60"),
        (("plan", "48", "--advisors", "6", "--reach", "nan"), "nan"),
        (("plan", "48", "--advisors", "6", "--drive", "-1"), "-1"),
        (("plan", "48", "--advisors", "6", "--floor", "1.5"), "1.5"),
        (("plan", "48", "--advisors", "6", "--seed", "-1"), "-1"),
        (("plan", "48", "--advisors", "1", "--reach-share", "1"), "demi-journées"),
        (("plan", "region:84", "--advisors", "12", "--floor", "0.9"), "postes entiers"),
        (("plan", "48", "--advisors", "6", "--fixed", "absent.csv"), "absent.csv"),
        (("plan", "48", "--advisors", "6", "--matrix", "absent.csv"), "absent.csv"),
        (("plan", "48", "--advisors", "6", "--venues", "absent.csv"), "absent.csv"),
        (("what-if", "48", "--advisors", "6", "--venues", "absent.csv"), "absent.csv"),
        (("plan", "48", "--advisors", "6", "--lang", "de"), "de"),
        (("plan", "48", "--advisors", "6", "--colour", "red"), "--colour"),
        (("plna", "48"), "plna"),
        (("what-if", "Atlantide", "--advisors", "3"), "Atlantide"),
        (("cover", "48", "--sites", "0", "--km", "5"), "0"),
        (("cover", "48", "--sites", "5", "--km", "-5"), "-5"),
        (("cover", "48", "--sites", "5", "--km", "5", "--weight", "gold"), "gold"),
        (("territory", "Zzyzx"), "Zzyzx"),
    ],
)
def test_one_sentence(run, tmp_path: Path, arguments: tuple[str, ...], shown: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Erreur : ")
    assert done.stderr.count("\n") == 1
    assert shown in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_in_english(run) -> None:
    done = run("plan", "Atlantide", "--advisors", "3", "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: Unknown territory")
    assert run("--lang=en", "plan", "Atlantide", "--advisors", "3").stderr == done.stderr
    assert run("plan", "Atlantide", "--advisors", "3", MAILLAGE_LANG="en").stderr == done.stderr


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("", ["vide"]),
        ("commune\n48095\n", ["ligne 1", "rule"]),
        ("code,rule\n99999,must\n", ["ligne 2", "code", "99999"]),
        ("code,rule\n48095,must\n48080,perhaps\n", ["ligne 3", "rule", "perhaps"]),
        ("code,rule,count\n48095,must,many\n", ["ligne 2", "count", "many"]),
        ("code,rule,count\n48095,must,-3\n", ["ligne 2", "count", "-3"]),
        ("code,rule\n48095,must,3\n", ["ligne 2", "3 cellules"]),
        ("code,rule\n75056,must\n", ["ligne 2", "75056", "Lozère"]),
        ("code,rule\n48095,must\n48095,must_not\n", ["ligne 3", "48095"]),
        ("code,rule,count\n48095,must,9999\n", ["9999"]),
        ("code,rule,count\n48095,keep,7\n", ["7", "6"]),
    ],
)
def test_malformed_fixed_file_names_row_column_and_value(run, tmp_path: Path, content: str, shown: list[str]) -> None:
    (tmp_path / "fixed.csv").write_text(content)
    done = run(*PLAN, "--fixed", "fixed.csv")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert all(word in done.stderr for word in shown), done.stderr


def test_fixed_file_that_is_not_text(run, tmp_path: Path) -> None:
    (tmp_path / "fixed.csv").write_bytes(b"code,rule\n\xe9\xff\x00,must\n")
    done = run(*PLAN, "--fixed", "fixed.csv")
    assert done.returncode == 2
    assert "UTF-8" in done.stderr


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("code,weight\n48095,heavy\n", ["ligne 2", "weight", "heavy"]),
        ("code,weight\n48095,-1\n", ["ligne 2", "-1"]),
        ("code,weight\n48095,nan\n", ["ligne 2", "nan"]),
    ],
)
def test_malformed_weights(run, tmp_path: Path, content: str, shown: list[str]) -> None:
    (tmp_path / "weights.csv").write_text(content)
    done = run(*PLAN, "--weights", "weights.csv")
    assert done.returncode == 2
    assert all(word in done.stderr for word in shown), done.stderr


HEAD = "code,name,kind,half_days,desks,lon,lat\n"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("", ["vide", "code,name,kind,half_days"]),
        ("code,name\n48095,Marché\n", ["ligne 1", "kind"]),
        (HEAD + "99999,Marché,marché,mardi,,,\n", ["ligne 2", "code", "99999"]),
        (HEAD + "48095,,marché,mardi,,,\n", ["ligne 2", "name"]),
        (HEAD + "48095,Marché,marché,mardi,,,\n48095,Bar,bar,mardi,,,\n", ["ligne 3", "kind", "bar"]),
        (HEAD + "48095,Marché,marché,mardi soir,,,\n", ["ligne 2", "half_days", "mardi soir"]),
        (HEAD + "48095,Marché,marché,Tu 09:00-10:00,,,\n", ["ligne 2", "half_days", "Tu 09:00-10:00"]),
        (HEAD + "48095,Marché,marché,,,,\n", ["ligne 2", "half_days"]),
        (HEAD + "48095,Marché,marché,mardi,0,,\n", ["ligne 2", "desks", "0"]),
        (HEAD + "48095,Marché,marché,mardi,deux,,\n", ["ligne 2", "desks", "deux"]),
        (HEAD + "48095,Marché,marché,mardi,1,3.5,95\n", ["ligne 2", "lat", "95"]),
        (HEAD + "48095,Marché,marché,mardi,1,nan,44\n", ["ligne 2", "lon", "nan"]),
        (HEAD + "48095,Marché,marché,mardi\n", ["ligne 2", "4 cellules"]),
    ],
)
def test_malformed_venues_file_names_row_column_and_value(run, tmp_path: Path, content: str, shown: list[str]) -> None:
    (tmp_path / "venues.csv").write_text(content)
    done = run(*PLAN, "--venues", "venues.csv")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert all(word in done.stderr for word in shown), done.stderr


def test_folder_that_cannot_be_written(run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    done = run(*PLAN, "--out", "taken")
    assert done.returncode == 2
    assert "taken" in done.stderr
    assert (tmp_path / "taken").read_text() == "mine"
    assert run(*PLAN, "--out", "/proc/nowhere/plan").returncode == 2


def test_no_room_for_a_file_on_any_machine(tmp_path: Path) -> None:
    """The kernel's own limit on a file's size: the twin, without root, of the disk below."""
    limited = ["bash", "-c", 'ulimit -f 64 && exec "$@"', "limited", MAILLAGE, *PLAN, "--out", "plan"]
    done = subprocess.run(limited, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Disque plein" in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk; its twin above needs no right")
def test_full_disk(run, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine lets root mount no disk; the twin above judges the same")
    try:
        done = run(*PLAN, "--out", disk / "plan")
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert str(disk) in done.stderr
        assert [path for path in disk.rglob("*") if path.is_file()] == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_reader_that_stops_early_is_no_mistake(run) -> None:
    done = subprocess.run(
        f"{MAILLAGE} territory saint --json | head -c 1", shell=True, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
