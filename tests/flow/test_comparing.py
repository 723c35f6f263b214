"""Two plans side by side, as a table in and a table out."""

import polars as pl
import pytest

from maillage.flow import comparing

KEPT = {"departement": "48", "epci_name": "Causses", "population": 100, "people_in_need": 20.0}


def coverage(rows: list[tuple[str, str | None, float, float | None, bool]]) -> pl.DataFrame:
    """Rows of code, EPCI, people served, minutes, reached."""
    return pl.DataFrame(
        [
            {"code": code, "name": f"Commune {code}", "epci": epci, "served_people": served, "nearest_minutes": minutes,
             "nearest_place": "48001", "reached": reached, **KEPT, "epci_name": "Causses" if epci else None}
            for code, epci, served, minutes, reached in rows
        ],
        infer_schema_length=None,
    )  # fmt: skip


BEFORE = coverage(
    [("48001", "A", 10.0, 3.0, True), ("48002", "A", 5.0, 9.0, True), ("48003", "B", 4.0, 20.0, False),
     ("48004", None, 2.0, 30.0, False), ("48005", "B", 6.0, 8.0, True)]
)  # fmt: skip
AFTER = coverage(
    [("48001", "A", 12.0, 3.0, True), ("48002", "A", 4.0, 12.0, True), ("48003", "B", 4.1, 14.0, True),
     ("48004", None, 2.3, 30.0, False), ("48005", "B", 7.0, 16.0, False)]
)  # fmt: skip


def test_each_commune_gains_loses_or_keeps() -> None:
    changes = comparing.differences(BEFORE, AFTER)
    assert dict(changes.select("code", "outcome").iter_rows()) == {
        "48001": "gained",  # two people more
        "48002": "lost",  # one person less
        "48003": "gained",  # a place within reach, whatever the people
        "48004": "same",  # less than half a person
        "48005": "lost",  # no place within reach any more, whatever the people
    }
    assert changes["change"].to_list() == pytest.approx([2.0, -1.0, 0.1, 0.3, 1.0])


def test_sums_by_epci() -> None:
    sums = comparing.by_epci(comparing.differences(BEFORE, AFTER))
    wanted = sums.select("epci", "communes", "gained", "lost", "communes_gained", "communes_lost").sort("epci").rows()
    assert [row[0] for row in wanted] == ["48004", "A", "B"]
    assert wanted[1][1:] == pytest.approx((2, 2.0, 1.0, 1, 1))
    assert wanted[2][1:] == pytest.approx((2, 1.1, 0.0, 1, 1))
    assert sums["name"][0] == "Causses"


def test_the_reverse_comparison_mirrors() -> None:
    there, back = comparing.differences(BEFORE, AFTER), comparing.differences(AFTER, BEFORE)
    mirrored = {"gained": "lost", "lost": "gained", "same": "same"}
    assert [mirrored[outcome] for outcome in there["outcome"]] == back["outcome"].to_list()
    assert (there["change"] + back["change"]).abs().max() == 0.0


def test_costs() -> None:
    places = pl.DataFrame({"half_days": [3, 0, 2]})
    posts = pl.DataFrame({"post": ["a", "b"]})
    rounds = pl.DataFrame({"leg_minutes": [14.0, 0.0, 26.0], "return_minutes": [0.0, 14.0, 26.0]})
    found = comparing.figures(AFTER, places, posts, rounds)
    assert (found.posts, found.half_days, found.places, found.euros) == (2, 5, 2, 100_000)
    assert found.drive_minutes == 80.0
    assert found.drive_km == pytest.approx((12 + 12 + 24 + 24) * 50 / 60)  # two minutes of each leg are not driven
    assert found.reached == 60.0
    assert found.served_share == pytest.approx(29.4 / 100)
