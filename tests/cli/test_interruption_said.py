"""What is said after Ctrl-C is true of the command: some take up where they stopped, a timetable starts again."""

import os
import signal
import subprocess
import time
from pathlib import Path

import polars as pl
import pytest
from conftest_cli import MAILLAGE

from maillage import cli
from maillage.publish.tables import csv_text
from maillage.vocabulary.plan import PLACES, POSTS, ROUNDS

AGAIN, RESUMES, KEPT = "recommencera du début", "pour reprendre", "sont gardées"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("plan 15 --advisors 3", RESUMES),
        ("--lang fr plan 15", RESUMES),
        ("plan 15 --no-resume", AGAIN),
        ("timetable plan --first 2026-12-07", AGAIN),
        ("timetable plan --resume", AGAIN),
        ("sync", KEPT),
        ("what-if france", AGAIN),
        ("", AGAIN),
    ],
)
def test_what_each_command_would_do_next(arguments: str, said: str) -> None:
    assert said in cli.interrupted(arguments.split())


def test_a_timetable_cut_short_writes_nothing_and_says_so(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    plan.mkdir()
    names = ("post", "week", "weekday", "half", "place", "venue", "venue_kind")
    hall = ("Mairie", "town_hall")
    rows = [("15014-01", week, day, "morning", "15014", *hall) for week in (1, 2) for day in range(5)]
    tables = {
        "places": ([{"code": "15014", "name": "Aurillac", "opening": 1023, "desks": 2}], PLACES),
        "posts": ([{"post": "15014-01", "base": "15014"}], POSTS),
        "rounds": ([dict(zip(names, row, strict=True)) for row in rows], ROUNDS),
    }
    for name, (told, schema) in tables.items():
        frame = pl.DataFrame([{column: row.get(column) for column in schema} for row in told], schema=schema)
        (plan / f"{name}.csv").write_text(csv_text(frame), encoding="utf-8")
    process = subprocess.Popen(
        [MAILLAGE, "timetable", str(plan), "--first", "2026-12-07", "--seconds", "90"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    time.sleep(4.0)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == cli.MISTAKE, said
    assert "rien n'a été écrit" in said
    assert AGAIN in said
    assert said.strip().count("\n") == 0
    assert sorted(path.name for path in plan.iterdir()) == ["places.csv", "posts.csv", "rounds.csv"]
