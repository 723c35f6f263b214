"""`maillage plan`: what it writes holds together, file by file."""

import itertools
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from conftest_cli import MAILLAGE

from maillage.territory import DistanceModel, Territory
from maillage.vocabulary.plan import COVERAGE, PLACES, POSTS, ROUNDS

PROMISED = [
    "territory",
    "people",
    "people_in_need",
    "advisors",
    "half_days",
    "reach_minutes",
    "drive_minutes",
    "objective",
    "objective_held",
    "upper_bound",
    "gap_percent",
    "reached_people",
    "reached_share",
    "served_places",
    "drive_minutes_total",
    "longest_leg_minutes",
    "unserved_visits",
    "seed",
    "bases_gap_percent",
    "rounds_gap_percent",
    "stage_seconds",
    "sources",
    "problem_hash",
    "result_hash",
]

TEXT = dict.fromkeys(("code", "departement", "epci", "base", "place", "nearest_place", "post"), pl.String)


class Result:
    """A finished run and its files."""

    def __init__(self, folder: Path, printed: str) -> None:
        self.folder = folder
        self.printed = json.loads(printed)
        self.summary: dict[str, Any] = json.loads((folder / "plan.json").read_text())

    def table(self, name: str) -> pl.DataFrame:
        return pl.read_csv(self.folder / f"{name}.csv", schema_overrides=TEXT)


def plan(folder: Path, *arguments: object) -> Result:
    command = [MAILLAGE, "plan", *map(str, arguments), "--out", str(folder), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return Result(folder, done.stdout)


@pytest.fixture(scope="module")
def lozere(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return plan(tmp_path_factory.mktemp("lozere") / "plan", "48", "--advisors", 6)


def test_files_and_headline(lozere: Result) -> None:
    names = {path.name for path in lozere.folder.iterdir()}
    assert {"plan.json", "places.csv", "posts.csv", "rounds.csv", "coverage.csv", "report.html"} <= names
    assert lozere.printed == lozere.summary
    assert set(PROMISED) <= set(lozere.summary)
    s = lozere.summary
    assert s["territory"] == "48"
    assert s["advisors"] == 6
    assert s["half_days"] == 6 * 18
    assert 0 < s["objective"] <= s["upper_bound"] <= s["people_in_need"] * (1 + 1e-9)
    assert s["gap_percent"] == pytest.approx(100 * (s["upper_bound"] - s["objective"]) / s["upper_bound"])
    assert s["partial"] is False
    assert all(isinstance(value, float) for value in s["stage_seconds"].values())
    assert all({"name", "version", "vintage"} <= set(source) for source in s["sources"])


@pytest.mark.parametrize(
    ("name", "columns"), [("places", PLACES), ("posts", POSTS), ("rounds", ROUNDS), ("coverage", COVERAGE)]
)
def test_tables_have_their_columns(lozere: Result, name: str, columns: dict[str, Any]) -> None:
    table = lozere.table(name)
    assert list(columns) == [column for column in table.columns if column in columns]
    assert len(table) > 0


def test_coverage_has_a_row_per_commune_and_adds_up(lozere: Result, territory: Territory) -> None:
    table = lozere.table("coverage")
    inside = territory.communes.filter(pl.col("departement") == "48")
    assert table["code"].to_list() == inside["code"].to_list()
    s = lozere.summary
    assert table["population"].sum() == s["people"]
    assert table["people_in_need"].sum() == pytest.approx(s["people_in_need"])
    assert table["served_people"].sum() == pytest.approx(s["objective"])
    assert table.filter("reached")["people_in_need"].sum() == pytest.approx(s["reached_people"])
    near = table.filter(pl.col("nearest_minutes") <= s["reach_minutes"])
    assert near["reached"].all()
    assert len(near) == table["reached"].sum()


def test_every_visit_stands_in_a_round(lozere: Result) -> None:
    places, rounds = lozere.table("places"), lozere.table("rounds")
    held = dict(rounds.group_by("place").len().iter_rows())
    for place in places.iter_rows(named=True):
        assert held.get(place["code"], 0) == place["half_days"] - place["unserved"]
    assert places["half_days"].sum() == lozere.summary["half_days"]
    assert places["unserved"].sum() == lozere.summary["unserved_visits"]


def test_places_are_open_and_not_crowded(lozere: Result) -> None:
    places = {row["code"]: row for row in lozere.table("places").iter_rows(named=True)}
    rounds = lozere.table("rounds")
    for stop in rounds.iter_rows(named=True):
        slot = 2 * stop["weekday"] + (stop["half"] == "afternoon")
        assert places[stop["place"]]["opening"] >> slot & 1
    crowd = rounds.group_by("place", "week", "weekday", "half").len()
    for place, _week, _weekday, _half, count in crowd.iter_rows():
        assert count <= places[place]["desks"]


def test_days_of_an_advisor_do_not_overlap_and_leave_time_for_training(lozere: Result) -> None:
    rounds = lozere.table("rounds")
    assert not rounds.select("post", "week", "weekday", "half").is_duplicated().any()
    assert rounds.group_by("post").len()["len"].max() <= 18
    assert set(rounds["post"]) <= set(lozere.table("posts")["post"])
    assert len(lozere.table("posts")) == 6


def test_places_seen_more_than_once_are_seen_both_weeks(lozere: Result) -> None:
    weeks = lozere.table("rounds").group_by("place").agg(pl.len(), weeks=pl.col("week").n_unique())
    assert (weeks.filter(pl.col("len") > 1)["weeks"] == 2).all()


def test_driving_is_what_the_legs_say(lozere: Result, territory: Territory) -> None:
    """Every leg again, from the territory: the base in the morning, each stop, home at night."""
    rounds, posts = lozere.table("rounds"), lozere.table("posts")
    base = dict(posts.select("post", "base").iter_rows())
    model = DistanceModel(territory)

    def minutes(here: str, there: str) -> float:
        if here == there:
            return 0.0
        pair = model.pairs(territory.rows([here]), territory.rows([there]), 1000.0)
        return float(pair.minutes[0])

    total = longest = 0.0
    for (post, _week, _weekday), day in rounds.group_by("post", "week", "weekday", maintain_order=True):
        stops = day.sort("half", descending=True)  # morning before afternoon
        path = [base[post], *stops["place"], base[post]]
        legs = [minutes(a, b) for a, b in itertools.pairwise(path)]
        assert sum(stops["leg_minutes"]) + sum(stops["return_minutes"]) == pytest.approx(sum(legs), abs=1e-3)
        total += sum(legs)
        longest = max(longest, *legs)
    assert total == pytest.approx(lozere.summary["drive_minutes_total"], rel=1e-5)
    assert longest == pytest.approx(lozere.summary["longest_leg_minutes"], rel=1e-5)
    assert longest <= lozere.summary["drive_minutes"]


def test_same_result_for_any_number_of_workers(lozere: Result, tmp_path: Path) -> None:
    corsica = [plan(tmp_path / f"w{w}", "2A,2B", "--advisors", 12, "--workers", w, "--no-resume") for w in (1, 2)]
    assert corsica[0].summary["result_hash"] == corsica[1].summary["result_hash"]
    assert corsica[0].summary["problem_hash"] == corsica[1].summary["problem_hash"]
    assert lozere.summary["problem_hash"] != corsica[0].summary["problem_hash"]


def test_more_advisors_never_reach_fewer(lozere: Result, tmp_path: Path) -> None:
    more = plan(tmp_path / "more", "48", "--advisors", 7)
    assert more.summary["objective"] >= lozere.summary["objective"]
    assert more.summary["reached_people"] >= lozere.summary["reached_people"] - 1e-6


def test_fixed_places_hold(tmp_path: Path) -> None:
    fixed = tmp_path / "fixed.csv"
    fixed.write_text("code;rule;count\n48095;must_not;\n48080;must;3\n48061;keep;2\n")
    found = plan(tmp_path / "fixed", "48", "--advisors", 6, "--fixed", fixed)
    half_days = dict(found.table("places").select("code", "half_days").iter_rows())
    posts = dict(found.table("places").select("code", "posts").iter_rows())
    assert "48095" not in half_days or half_days["48095"] == 0
    assert half_days["48080"] >= 3
    assert posts["48061"] >= 2


def test_audience_weights_draw_half_days(tmp_path: Path, lozere: Result) -> None:
    weights = tmp_path / "weights.csv"
    weights.write_text("code,weight\n48092,20\n")
    drawn = plan(tmp_path / "drawn", "48", "--advisors", 6, "--weights", weights).table("places")
    before = lozere.table("places")
    count = pl.col("half_days").filter(pl.col("code") == "48092").sum()
    assert drawn.select(count).item() > before.select(count).item()


def test_an_epci_and_an_overseas_commune_list(tmp_path: Path, territory: Territory) -> None:
    epci = territory.communes.filter(pl.col("code") == "48095")["epci"].item()
    small = plan(tmp_path / "epci", epci, "--advisors", 1)
    assert small.summary["communes"] == territory.communes.filter(pl.col("epci") == epci).height
    island = plan(tmp_path / "island", "97405,97412", "--advisors", 2)
    assert set(island.table("coverage")["code"]) == {"97405", "97412"}


def test_the_lot_is_one_process_per_departement(tmp_path: Path) -> None:
    corsica = plan(tmp_path / "corsica", "region:94", "--advisors", 12)
    posts = corsica.table("posts").group_by("departement").len()
    assert posts["len"].sum() == 12
    crossing = corsica.table("rounds").with_columns(
        post_departement=pl.col("post").str.slice(0, 2), place_departement=pl.col("place").str.slice(0, 2)
    )
    assert (crossing["post_departement"] == crossing["place_departement"]).all()
    share = np.array(posts.sort("departement")["len"]) / 12
    assert (share > 0.3).all()
