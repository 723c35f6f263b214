"""The API gives the site's figures, page by page without loss, and whole files."""

import io
import json

import polars as pl
import pytest
from django.test import Client

from cockpit.pages.api import EXAMPLES
from cockpit.territories import figures, places

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_answer(client: Client, example: str) -> None:
    response = client.get(example)
    assert response.status_code == 200
    assert response.content


def test_it_describes_itself(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    shown = {example.partition("?")[0] for example in EXAMPLES}
    for path, methods in described["paths"].items():
        assert set(methods) == {"get"}
        start, pieces = path.partition("{")[0], path.count("/")
        assert any(s.startswith(start) and s.count("/") == pieces for s in shown), f"{path} has no example"


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
    ],
)
def test_mistakes_are_told(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status
