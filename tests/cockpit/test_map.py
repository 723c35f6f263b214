"""The map over HTTP: tiles kept for good, figures in the order of communes, the same in words and as a table."""

import gzip
import json
from datetime import date
from io import BytesIO

import mapbox_vector_tile
import numpy as np
import polars as pl
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from plans_kept import BELFORT, done_plan

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.map import adopted, listing, measures, pictures, tiles, values
from cockpit.plans.models import Adoption
from cockpit.territories import figures, places
from cockpit.territories.places import FRANCE, get
from maillage.tiles import feature_id

pytestmark = pytest.mark.django_db

PACKED = {"Accept-Encoding": "gzip"}


def address(z: int, x: int, y: int, version: str | None = None) -> str:
    return reverse("map_tile", args=[version or tiles.archive().version, z, x, y])


def test_a_tile_comes_as_it_is_stored_and_is_kept_for_good(client: Client) -> None:
    answer = client.get(address(5, 16, 11), headers=PACKED)
    assert answer.status_code == 200
    assert answer.content == tiles.archive().tiles[5, 16, 11]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert "immutable" in answer.headers["Cache-Control"]
    assert not answer.headers["ETag"].startswith("W/")
    assert "sessionid" not in answer.cookies
    again = client.get(address(5, 16, 11), headers=PACKED | {"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address(5, 15, 11), headers=PACKED).headers["ETag"] != answer.headers["ETag"]


def test_a_browser_without_gzip_is_served_too(client: Client) -> None:
    plain, packed = client.get(address(0, 0, 0)), client.get(address(0, 0, 0), headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert plain.content == gzip.decompress(packed.content)
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert "departement" in mapbox_vector_tile.decode(plain.content)


@pytest.mark.parametrize(
    ("z", "x", "y", "status"), [(6, 0, 0, 204), (11, 0, 0, 404), (3, 8, 0, 404), (3, 0, 8, 404), (3, 4, 2, 200)]
)
def test_sea_is_empty_and_beyond_the_world_is_nothing(client: Client, z: int, x: int, y: int, status: int) -> None:
    assert client.get(address(z, x, y)).status_code == status


def test_tiles_of_another_recipe_are_not_these(client: Client) -> None:
    assert client.get(address(0, 0, 0, "0" * 12)).status_code == 404


def test_the_whole_file_can_be_taken_away(client: Client) -> None:
    content = b"".join(client.get("/carte/tuiles.pmtiles"))  # type: ignore[arg-type]
    assert content[:7] == b"PMTiles"


def test_figures_stand_in_the_order_of_communes(client: Client) -> None:
    version = tiles.archive().version
    steps = json.loads(client.get(reverse("map_communes", args=[version])).content)
    codes = places.ground().communes["code"].to_list()
    assert np.cumsum(steps).tolist() == [feature_id(code) for code in codes]
    column = values.column("part-eloignee")
    answer = client.get(reverse("map_measure", args=[column.stamp, "part-eloignee"]))
    assert "immutable" in answer.headers["Cache-Control"]
    told = json.loads(answer.content)
    sheet = figures.sheet(get("commune", "15014"))["people.need_share"].value
    assert told["values"][codes.index("15014")] * told["step"] == pytest.approx(sheet, abs=told["step"] / 2)
    assert sum(value is None for value in told["values"]) == column.counts()[measures.UNKNOWN]
    old = client.get(reverse("map_measure", args=["0", "part-eloignee"]))
    assert "immutable" not in old.headers["Cache-Control"]


def test_names_and_landmarks(client: Client) -> None:
    names = json.loads(client.get(reverse("map_names", args=["x", "2A"])).content)
    assert names["2A004"] == "Ajaccio"
    marks = json.loads(client.get(reverse("map_landmarks", args=["x"])).content)["features"]
    told = {(one["properties"]["rank"], one["properties"]["name"]) for one in marks}
    assert {(0, "Corse"), (1, "Cantal"), (2, "Paris")} <= told


def test_what_has_no_figure_says_why(client: Client) -> None:
    page = client.get("/carte").content.decode()
    assert "aucun plan adopté" in page
    assert "pas de donnée ouverte" in page
    assert page.count("disabled") == 3


def test_the_legend_counts_every_commune_once(client: Client) -> None:
    for column in values.columns():
        assert sum(column.counts()) == len(places.ground())
    cantal = get("departement", "15")
    assert sum(values.column("part-eloignee").counts(places.rows(cantal))) == len(places.rows(cantal))


@settings(deadline=None)
@given(st.lists(st.floats(0, 100) | st.just(float("nan")), min_size=1, max_size=60))
def test_a_class_holds_what_its_words_say(given_values: list[float]) -> None:
    for measure in measures.MEASURES.values():
        own = np.array(given_values)
        edges = measures.breaks(measure, own)
        assert list(edges) == sorted(set(edges))
        classes = measures.classify(measure, edges, own)
        assert len(measures.in_words(measure, edges)) == (len(edges) + 1 if edges else 0)
        for value, group in zip(own, classes, strict=True):
            if np.isnan(value):
                assert group == measures.UNKNOWN
            else:
                shown = round(value, measure.digits)
                assert group == sum(shown >= edge for edge in edges)


def test_colours_are_told_apart_by_their_lightness_alone() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 116 * float(np.dot(linear, (0.2126, 0.7152, 0.0722))) ** (1 / 3) - 16

    for palette in (measures.NEED, measures.REACH, measures.NETWORK):
        for colours, sign in ((palette.light, -1), (palette.dark, 1)):
            steps = np.diff([light(colour) for colour in colours]) * sign
            assert steps.min() >= 8, colours


def test_the_table_is_the_map_s_figures(client: Client) -> None:
    cantal = get("departement", "15")
    seen: list[dict[str, object]] = []
    first = listing.page(cantal, "part-eloignee", True, 1)
    for number in range(1, first.pages + 1):
        seen += listing.page(cantal, "part-eloignee", True, number).rows
    column = values.column("part-eloignee")
    wanted = column.values[places.rows(cantal)]
    assert [row["part-eloignee"] for row in seen] == sorted(wanted[np.isfinite(wanted)].tolist(), reverse=True)
    assert len({row["code"] for row in seen}) == first.total == len(wanted)
    names = [row["name"] for row in listing.page(cantal, "name", False, 1).rows]
    assert names[:2] == ["Albepierre-Bredons", "Allanche"]
    page = client.get("/carte/tableau", {"territoire": "departement:15", "page": "99"}).content.decode()
    assert f"{first.pages} / {first.pages}" in page
    assert client.get("/carte/tableau", {"tri": "rien"}).status_code == 404


@pytest.mark.parametrize("territory", ["departement:xx", "commune:99999", "planete:1"])
def test_no_such_territory(client: Client, territory: str) -> None:
    for path in ("/carte", "/carte/tableau"):
        assert client.get(path, {"territoire": territory}).status_code == 404


def test_pictures_show_the_classes(client: Client) -> None:
    stamp = values.column("part-eloignee").stamp
    for asked, wanted in (({}, "light"), ({"theme": "dark"}, "dark"), ({"territoire": "departement:15"}, "light")):
        answer = client.get(reverse("map_picture", args=[stamp, "part-eloignee"]), asked)
        image = Image.open(BytesIO(answer.content)).convert("RGB")
        inks = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in image.getcolors(1000) or []}
        assert getattr(measures.NEED, wanted)[4] in inks
        assert len(answer.content) < 100_000
    for asked in ({"panneau": "999"}, {"theme": "noir"}):
        assert client.get(reverse("map_picture", args=[stamp, "part-eloignee"]), asked).status_code == 404


def test_the_pixels_of_a_commune_are_where_it_is() -> None:
    sheet = pictures._sheet(FRANCE)
    ground = places.ground()
    corsica = places.rows(get("region", "94"))
    rows, columns = np.nonzero(np.isin(sheet.owner, corsica))
    assert columns.min() > 0.85 * sheet.owner.shape[1]
    assert rows.min() > 0.7 * sheet.owner.shape[0]
    left, top, right, bottom = sheet.frames["974"]
    inside = np.unique(sheet.owner[top:bottom, left:right])
    assert set(ground.communes["departement"].gather(inside[inside >= 0])) == {"974"}
    assert len(inside) - 1 == len(places.rows(get("departement", "974")))


def test_plans_in_force_colour_the_map_and_mark_their_places(client: Client, holder: object) -> None:
    assert adopted.plan() is None
    plan, someone = done_plan(), User.objects.create_user("a@exemple.fr", "correct horse battery")
    Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=date(2020, 1, 1), adopted_by=someone)
    current = adopted.plan()
    assert current is not None
    column = values.column("couverture")
    rows = places.rows(get("departement", BELFORT))
    assert sum(column.counts(rows)[:-1]) == len(rows) == sum(column.counts()[:-1])
    share = current.coverage.filter(pl.col("code") == "90010")["served_share"][0]
    assert column.values[places.ground().row_of["90010"]] == pytest.approx(100 * share)
    features = json.loads(client.get(reverse("map_plan", args=[current.stamp])).content)["features"]
    assert sum(one["properties"]["posts"] for one in features) == 3
    page = client.get("/carte", {"mesure": "couverture"}).content.decode()
    assert "Lieux visités (points)" in page
    assert 'value="couverture" checked' in page
    save(given={"public_plans": False})
    configuration.forget()
    assert not values.column("couverture").known
    assert "Lieux visités (points)" not in client.get("/carte").content.decode()
    assert client.get(reverse("map_plan", args=[current.stamp])).status_code == 404


def test_a_search_gives_where_to_fly(client: Client) -> None:
    answer = client.get("/carte/chercher", {"q": "aurillac"}, headers={"Accept": "application/json"}).json()
    first = answer["answers"][0]
    west, south, east, north = first["box"]
    assert (first["code"], first["level"]) == ("15014", "commune")
    assert west < 2.44 < east
    assert south < 44.93 < north
    assert client.get("/carte/chercher", {"q": "aurillac"}).headers["Location"] == "/recherche?q=aurillac"


def test_nobody_outside_is_asked(client: Client) -> None:
    """Without the setting, no outside host is allowed."""
    assert "http" not in client.get("/carte").headers["Content-Security-Policy"].replace("'", "")


def test_the_outside_background_is_offered_only_where_administrators_chose_it(client: Client) -> None:
    def asked(path: str) -> bool:
        return "data.geopf.fr" in client.get(path).headers["Content-Security-Policy"]

    assert not asked("/carte")
    assert "map-base" not in client.get("/carte").content.decode()
    save(given={"base_map": True})
    configuration.forget()
    assert 'id="map-base"' in client.get("/carte").content.decode()
    assert asked("/carte")
    assert not asked("/")
