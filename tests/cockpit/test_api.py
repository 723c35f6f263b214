"""The API gives the site's figures, page by page without loss, and whole files."""

import io
import json
import re
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from plans_kept import done_plan

from cockpit.pages.api import EXAMPLES, OF_A_PLAN
from cockpit.plans.models import Adoption
from cockpit.territories import figures, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted_plan() -> None:
    plan = done_plan()
    Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on="2026-01-01")


def test_examples_answer(client: Client, adopted_plan: None) -> None:
    shown = re.findall(r'href="(/api/v1/[^"]+)"', client.get("/api").content.decode().replace("&amp;", "&"))
    assert len(shown) == len(EXAMPLES) + len(OF_A_PLAN)
    for example in shown:
        response = client.get(example)
        assert response.status_code == 200, example
        assert response.content


def test_examples_of_a_plan_are_patterns_where_none_is_in_force(client: Client) -> None:
    page = client.get("/api").content.decode()
    assert all(f"<code>{pattern.replace('&', '&amp;')}</code>" in page for pattern in OF_A_PLAN)
    assert 'href="/api/v1/plans/' not in page


def test_it_describes_itself(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    shown = {example.partition("?")[0] for example in (*EXAMPLES, *OF_A_PLAN)}
    reference = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text()
    for path, methods in described["paths"].items():
        assert set(methods) == {"get"}
        start, pieces = path.partition("{")[0], path.count("/")
        assert any(s.startswith(start) and s.count("/") == pieces for s in shown), f"{path} has no example"
        assert f"`{path.removeprefix('/api/v1')}`" in reference, f"{path} is not in the reference"
        for parameter in methods["get"].get("parameters", []):
            assert f"`{parameter['name']}`" in reference or parameter["in"] == "path", parameter["name"]


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_pages_hold_every_row_once(client: Client, limit: int) -> None:
    seen: list[str] = []
    after = None
    while True:
        asked = {"level": "epci", "within": "region:94", "limit": limit} | ({"after": after} if after else {})
        page = client.get("/api/v1/territories", asked).json()
        seen += [item["code"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    expected = places.ground().communes.filter(pl.col("region") == "94")["epci"].drop_nulls().unique().sort().to_list()
    assert seen == expected


def test_every_format_holds_the_same(client: Client) -> None:
    address = "/api/v1/indicators/people.need"
    asked = {"level": "commune", "within": "departement:15"}
    csv = pl.read_csv(client.get(address, asked | {"format": "csv"}).content, schema_overrides={"code": pl.String})
    parquet = pl.read_parquet(io.BytesIO(client.get(address, asked | {"format": "parquet"}).content))
    features = json.loads(client.get(address, asked | {"format": "geojson"}).content)["features"]
    assert csv["code"].to_list() == parquet["code"].to_list() == [f["properties"]["code"] for f in features]
    assert csv["value"].to_list() == pytest.approx(parquet["value"].to_list())
    assert all(2 < f["geometry"]["coordinates"][0] < 3.5 for f in features)
    assert parquet["value"].sum() == pytest.approx(figures.sheet(places.get("departement", "15"))["people.need"].value)


def test_a_file_is_fetched_again_only_when_it_changed(client: Client) -> None:
    address = "/api/v1/territories?level=region&format=csv"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/territories/commune/99999", 404),
        ("/api/v1/territories/planet/1", 422),
        ("/api/v1/indicators/none", 404),
        ("/api/v1/territories?limit=0", 422),
        ("/api/v1/territories?limit=many", 422),
        ("/api/v1/territories?within=departement:99", 404),
        ("/api/v1/territories?format=xml", 422),
        ("/api/v1/nothing", 404),
        ("/api/v1/plans/00000000-0000-4000-8000-00000000dead", 404),
        ("/api/v1/plans/belfort", 422),
        ("/api/v1/plans?territory=departement:99", 404),
        ("/api/v1/plans?after=00000000-0000-4000-8000-00000000dead", 404),
        ("/api/v1/places?within=commune:99999", 404),
    ],
)
def test_mistakes_are_told(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status
