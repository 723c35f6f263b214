"""The planner as a library: typed tables, a notebook's display, the same figures as the command line."""

import polars as pl
import pytest

import maillage
from maillage.flow.coverage import cover
from maillage.vocabulary.plan import COVERAGE, PLACES, POSTS, ROUNDS, Plan


@pytest.fixture(scope="module")
def found() -> Plan:
    return maillage.plan("48", advisors=6, workers=1)


def test_tables_are_typed(found: Plan) -> None:
    for table, columns in (
        (found.places, PLACES),
        (found.posts, POSTS),
        (found.rounds, ROUNDS),
        (found.coverage, COVERAGE),
    ):
        assert dict(table.schema) == columns


def test_notebook_display_shows_the_headline_and_escapes_names(found: Plan) -> None:
    html = found._repr_html_()
    assert "upper_bound" in html
    assert found.territory_label in html
    hostile = Plan({}, found.places, found.posts, found.rounds, found.coverage, found.findings, "<script>")
    assert "<script>" not in hostile._repr_html_()


def test_what_if_agrees_with_planning_one_more(found: Plan) -> None:
    """The value of the next post is what planning with one more brings, within two percent of it."""
    values = maillage.what_if("48", 6, steps=1)
    more = maillage.plan("48", advisors=7, workers=1)
    gained = more.summary["objective"] - found.summary["objective"]
    assert values.groups["next_post"].item() == pytest.approx(gained, rel=0.02)


def test_better_need_figures_move_half_days(found: Plan) -> None:
    code = "48061"
    better = pl.DataFrame({"code": [code], "people_in_need": [3000.0]})
    moved = maillage.plan("48", advisors=6, need=better, workers=1)
    count = pl.col("half_days").filter(pl.col("code") == code).sum()
    assert moved.places.select(count).item() > found.places.select(count).item()
    assert moved.summary["problem_hash"] != found.summary["problem_hash"]


def test_cover_counts_what_it_covers() -> None:
    """The slow obvious count: great-circle distances from every commune to every chosen site."""
    import numpy as np

    from maillage.territory import load

    answer = cover("48", sites=6, km=7.0, weight="population")
    ground = load()
    inside = ground.communes.filter(pl.col("departement") == "48")
    lon, lat = np.radians(inside["lon"].to_numpy()), np.radians(inside["lat"].to_numpy())
    chosen = inside["code"].is_in(answer["chosen"]).to_numpy()
    a = (
        np.sin((lat[:, None] - lat[chosen]) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat[chosen]) * np.sin((lon[:, None] - lon[chosen]) / 2) ** 2
    )
    near = (2 * 6371.0088 * np.arcsin(np.sqrt(a)) <= 7.0).any(axis=1)
    assert answer["objective"] == pytest.approx(inside["population"].to_numpy()[near].sum())
    assert answer["covered_people"] == answer["objective"]
