"""A territory's pages tell the river's figures, and what to do next."""

import re

import numpy as np
import polars as pl
import pytest
from django.test import Client
from django.utils.html import escape

from cockpit.pages import charts
from cockpit.territories import advice, figures, places
from cockpit.territories.figures import Figure, Sheet, Table
from maillage.flow.figures import indicators
from maillage.indicators.measures import REGISTRY
from maillage.publish import reasons

pytestmark = pytest.mark.django_db

CANTAL = places.get("departement", "15")


@pytest.mark.parametrize("spec", ["france", "region:84", "departement:2A", "epci:200066637", "commune:15014"])
def test_a_sheet_is_what_the_river_says(spec: str) -> None:
    level, _, code = spec.partition(":")
    place = places.get(level, code)
    expected = {row["indicator"]: row for row in indicators(spec).iter_rows(named=True)}
    found = figures.sheet(place)
    assert list(found.figures) == list(REGISTRY)
    for name, figure in found.figures.items():
        assert (figure.value, figure.rank, figure.reason) == tuple(
            expected[name][k] for k in ("value", "rank", "reason")
        )


def test_need_adds_up_from_level_to_level() -> None:
    table = figures.table()
    totals = [
        table.column(level, "people.need")["value"].sum() for level in ("commune", "departement", "region", "france")
    ]
    assert totals == pytest.approx([13_000_000] * 4, rel=1e-6)


def test_the_page_says_number_share_range_and_peers(client: Client) -> None:
    page = client.get("/territoire/departement/15").content.decode()
    figure = figures.sheet(CANTAL)["people.need"]
    assert f"{figure.value:,.0f}".replace(",", "\u202f") in page
    assert "Que faire ensuite" in page
    assert "départements" in page
    assert re.search(r"\d+ / \d+", page)


@pytest.mark.parametrize("path", ["region/84", "departement/15", "epci/200066637", "commune/15014"])
def test_the_page_says_why(client: Client, path: str) -> None:
    page = client.get(f"/territoire/{path}").content.decode()
    known = figures.sheet(places.get(*path.split("/"))).reasons
    assert known is not None
    assert escape(reasons.sentence(known)) in page
    rows = re.findall(r'<th scope="row">([^<]*)</th><td class="n">([^<]*)</td><td><svg class="parts"', page)
    told = sorted(known.points.items(), key=lambda each: -abs(each[1]))
    assert rows == [(reasons.name(factor), reasons.signed(points)) for factor, points in told]
    assert f"<strong>{reasons.signed(known.gap)}</strong>" in page
    assert "estimés, faute des tables" in page


def test_the_country_and_a_place_where_nobody_lives_have_no_why(client: Client) -> None:
    empty = places.ground().communes.filter(pl.col("population") == 0)["code"][0]
    for path in ("france/france", f"commune/{empty}"):
        assert 'id="why"' not in client.get(f"/territoire/{path}").content.decode()


def test_bars_stand_on_their_side() -> None:
    assert 'class="more" d="M80.0 11.0h72.0"' in charts.either_side(2.0, 2.0)
    assert 'class="less" d="M80.0 11.0h-36.0"' in charts.either_side(-1.0, 2.0)
    assert 'h0.0"' in charts.either_side(0.0, 0.0)


def test_what_no_open_data_tell_is_said(client: Client) -> None:
    assert "Pas de donnée ouverte" in client.get("/territoire/commune/15014").content.decode()


def test_all_figures_and_all_within(client: Client) -> None:
    page = client.get("/territoire/departement/15/chiffres").content.decode()
    assert [one.label for one in REGISTRY.values() if escape(one.label) not in page] == []
    known = figures.sheet(CANTAL).figures.values()
    assert page.count('<th scope="row">') == sum(figure.known for figure in known) < len(REGISTRY)
    inside = client.get("/territoire/departement/15/dedans").content.decode()
    assert all(f"/territoire/epci/{child.code}" in inside for child in places.children(CANTAL))
    assert client.get("/territoire/commune/15014/dedans").status_code == 404


def sheet(**values: float) -> Sheet:
    """A sheet where only ``values`` are known (``people__need`` stands for ``people.need``)."""
    known = {name.replace("__", "."): value for name, value in values.items()}
    return Sheet(
        {
            code: Figure(each, known.get(code), None, None, "", "", None, None, None, None, None, None)
            for code, each in REGISTRY.items()
        },
        None,
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"people__need": 123.0, "help__place_minutes": 22.0}, "environ 120 personnes"),
        ({"people__need": 123.0, "help__place_minutes": 22.0, "help__france_services_minutes": 8.0}, "Gardez à jour"),
        ({"people__need": 123.0, "help__saturday_30": 12.0}, "le samedi : 12 %"),
        ({"people__need": 123.0, "connectivity__fixed_gap": -31.0}, "31 points de retard"),
        ({"people__need": 123.0, "connectivity__fixed_gap": -3.0}, "Gardez à jour"),
        ({}, "Gardez à jour"),
    ],
)
def test_next_step_of_a_commune(values: dict[str, float], words: str) -> None:
    assert words in str(advice.next_step(places.get("commune", "15014"), sheet(**values)).sentence)


def test_a_commune_with_too_many_left_out_makes_help_known() -> None:
    known = sheet(people__need=10.0)
    share = Figure(REGISTRY["people.need_share"], 30.0, None, None, "", "", None, 9, 8, 20.0, 21.0, 22.0)
    step = advice.next_step(places.get("commune", "15014"), Sheet({**known.figures, "people.need_share": share}, None))
    assert "30,0 %" in str(step.sentence)


def made(minutes: dict[str, float]) -> Table:
    """Figures of communes with one person in need each, ``minutes`` from help."""
    codes = places.ground().communes["code"]
    near = codes.replace_strict(minutes, default=None, return_dtype=pl.Float64)
    columns = {"people.need": pl.Series([1.0]).new_from_index(0, len(codes)), "help.place_minutes": near}
    none = pl.Series([None], dtype=pl.Float64).new_from_index(0, len(codes))
    frame = pl.concat(
        pl.DataFrame({"code": codes, "value": columns.get(name, none), "low": none, "high": none}).with_columns(
            level=pl.lit("commune"), indicator=pl.lit(name)
        )
        for name in ("people.need", "help.place_minutes", "help.france_services_minutes")
    )
    return Table(frame, {}, "made")


def test_people_far_counts_communes_beyond_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    row = places.ground().row_of
    table = made({"15014": 16.0, "15015": 15.0, "15016": 40.0})
    monkeypatch.setattr(figures, "table", lambda: table)
    people, far = advice.people_far()
    assert people.sum() == len(places.ground())
    assert np.flatnonzero(far).tolist() == sorted([row["15014"], row["15016"]])
    child, left, known = advice.worst_within(CANTAL) or (None, 0.0, False)
    assert child is not None
    assert places.within(places.get("commune", "15014"), child) or places.within(places.get("commune", "15016"), child)
    assert (left >= 1, known) == (True, True)


def test_the_chart_stands_beside_its_peers_or_not_at_all() -> None:
    each = REGISTRY["people.need_share"]
    assert charts.beside_peers(Figure(each, 3.0, None, None, "", "", None, None, None, None, None, None)) == ""
    drawn = charts.beside_peers(Figure(each, 50.0, None, None, "", "", None, 9, 1, 20.0, 21.0, 22.0))
    assert f'cx="{charts.WIDTH - charts.MARGIN:.1f}"' in drawn
    assert "médiane 21,0" in drawn
