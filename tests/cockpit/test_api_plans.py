"""Plans and places by the API: who sees which, every row once, every format the same."""

import io
import json
from collections.abc import Callable

import polars as pl
import pytest
from django.test import Client
from plans_kept import BELFORT, POSTS, done_plan

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.plans import adopted, attendance, operations, queries
from cockpit.plans.models import Plan
from cockpit.territories import places, venues
from cockpit.territories.places import FRANCE, get

pytestmark = pytest.mark.django_db

Login = Callable[..., Client]
Holder = Callable[..., User]
GHOST = "00000000-0000-4000-8000-00000000dead"
HERE = get("departement", BELFORT)


def listed(client: Client, address: str, **asked: object) -> list[dict[str, object]]:
    """Every row of an address, page by page."""
    rows: list[dict[str, object]] = []
    while True:
        page = client.get(address, asked).json()
        rows += page["items"]
        if page["next"] is None:
            return rows
        asked["after"] = page["next"]


def adopt(holder: Holder, plan: Plan) -> Plan:
    operations.adopt(by=holder("national_administrator"), plan=plan)
    return plan


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_hold_every_plan_one_may_see_once_the_latest_first(login: Login, holder: Holder, limit: int) -> None:
    own = [done_plan(name=str(number)) for number in range(5)]
    done_plan(level="departement", code="15", name="elsewhere")
    public = adopt(holder, done_plan(level="departement", code="25", name="adopted elsewhere"))
    found = listed(login("advisor", "departement", BELFORT), "/api/v1/plans", limit=limit)
    assert [row["uuid"] for row in found] == [str(plan.uuid) for plan in (public, *reversed(own))]
    assert [row["in_force"] for row in found] == [True] + [False] * 5
    assert [row["uuid"] for row in listed(Client(), "/api/v1/plans", limit=limit)] == [str(public.uuid)]


def test_plans_of_a_territory_or_a_state(login: Login) -> None:
    client, done = login("national_observer"), done_plan()
    failed = done_plan(state="failed", failure_code="plans.crashed", level="departement", code="15")
    for asked, plan in (({"territory": "departement:90"}, done), ({"state": "failed"}, failed)):
        assert [row["uuid"] for row in listed(client, "/api/v1/plans", **asked)] == [str(plan.uuid)]
    assert listed(client, "/api/v1/plans", territory="france") == []


@pytest.mark.parametrize("address", ["/api/v1/plans/{}", "/api/v1/plans/{}/coverage", "/api/v1/plans?after={}"])
def test_a_plan_out_of_scope_reads_like_none(login: Login, holder: Holder, address: str) -> None:
    plan = done_plan()
    owner, stranger = login("advisor", "departement", BELFORT), login("departement_pilot", "departement", "15")
    assert owner.get(address.format(plan.uuid)).status_code == 200
    for reader in (stranger, Client()):
        answers = [reader.get(address.format(uuid)) for uuid in (plan.uuid, GHOST)]
        assert next((one.status_code, one.content, one.headers.items()) for one in answers) == (
            404, answers[1].content, answers[1].headers.items(),
        )  # fmt: skip
    adopt(holder, plan)
    assert Client().get(address.format(plan.uuid)).status_code == 200


def test_a_closed_site_shows_visitors_no_plan(login: Login, holder: Holder) -> None:
    plan = adopt(holder, done_plan())
    save(given={"public_plans": False})
    configuration.forget()
    assert Client().get(f"/api/v1/plans/{plan.uuid}").status_code == 404
    assert listed(Client(), "/api/v1/plans") == []
    asked = {"within": f"departement:{BELFORT}", "limit": 1000}
    assert {row["half_days"] for row in listed(Client(), "/api/v1/places", **asked)} == {None}
    assert None not in {row["half_days"] for row in listed(login(), "/api/v1/places", **asked)}


def test_a_plan_says_what_it_rests_on_and_what_it_found(client: Client, holder: Holder) -> None:
    plan = adopt(holder, done_plan(rules=[["90010", "must", 2]]))
    told = client.get(f"/api/v1/plans/{plan.uuid}").json()
    assert {name: told[name] for name in ("state", "problem_hash", "result_hash", "engine", "rules")} == {
        name: getattr(plan, name) for name in ("state", "problem_hash", "result_hash", "engine", "rules")
    }
    assert told["options"]["advisors"] == told["summary"]["advisors"] == POSTS
    assert told["summary"]["objective"] <= told["summary"]["upper_bound"]
    assert [one["vintage"] for one in told["sources"]] == [one["vintage"] for one in plan.sources]
    assert [(one["level"], one["code"]) for one in told["adoptions"]] == [("departement", BELFORT)]


def test_a_plan_that_is_not_done_has_no_table(login: Login) -> None:
    plan = done_plan(state="draft")
    client = login("hub", "departement", BELFORT)
    assert client.get(f"/api/v1/plans/{plan.uuid}").json()["state"] == "draft"
    assert client.get(f"/api/v1/plans/{plan.uuid}/places").status_code == 404


@pytest.mark.parametrize("name", ["places", "posts", "rounds", "coverage"])
def test_every_format_of_a_table_holds_every_row_once(client: Client, holder: Holder, name: str) -> None:
    plan = adopt(holder, done_plan())
    address, expected = f"/api/v1/plans/{plan.uuid}/{name}", queries.table(plan, name)
    whole = pl.read_parquet(io.BytesIO(client.get(address, {"format": "parquet"}).content))
    assert whole.select(expected.columns).sort(pl.all()).equals(expected.sort(pl.all()))
    rows = listed(client, address, limit=7)
    assert rows == whole.to_dicts()
    codes = {column: pl.String for column, kind in whole.schema.items() if kind == pl.String}
    csv = pl.read_csv(client.get(address, {"format": "csv"}).content, schema_overrides=codes)
    assert csv[whole.columns[0]].to_list() == whole[whole.columns[0]].to_list()
    tag = client.get(address, {"format": "csv"}).headers["ETag"]
    assert client.get(address, {"format": "csv"}, headers={"If-None-Match": tag}).status_code == 304
    geojson = client.get(address, {"format": "geojson"})
    if name == "places":
        points = [one["geometry"]["coordinates"] for one in json.loads(geojson.content)["features"]]
        assert points == [[row["lon"], row["lat"]] for row in rows]
    else:
        assert (geojson.status_code, geojson.json()["detail"][0]["where"]) == (422, "query.format")


def test_stops_are_each_post_s_fortnight_in_order(client: Client, holder: Holder) -> None:
    plan = adopt(holder, done_plan())
    rows = listed(client, f"/api/v1/plans/{plan.uuid}/rounds", limit=1000)
    when = [(row["post"], row["week"], row["weekday"], row["half"] == "afternoon") for row in rows]
    assert when == sorted(when)
    assert len({row["stop"] for row in rows}) == len(rows)


def test_a_table_cut_to_a_commune(client: Client, holder: Holder) -> None:
    plan = adopt(holder, done_plan())
    code = str(queries.table(plan, "rounds")["place"][0])
    rows = listed(client, f"/api/v1/plans/{plan.uuid}/rounds", within=f"commune:{code}")
    assert {row["place"] for row in rows} == {code}


def test_places_tell_where_advisors_come_and_where_they_could(client: Client, holder: Holder) -> None:
    """Without a plan nobody is said to come; with one, its visits add up, venue by venue."""
    asked = {"within": f"departement:{BELFORT}", "limit": 1000}
    before = listed(client, "/api/v1/places", **asked)
    assert {row["code"] for row in before} == set(places.ground().communes["code"].gather(places.rows(HERE)))
    assert {(row["half_days"], row["plan"]) for row in before} == {(None, None)}
    assert all(row["opening"] and row["opening_words"] for row in before)
    plan = adopt(holder, done_plan())
    after = listed(client, "/api/v1/places", **asked)
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert {row["plan"] for row in after} == {str(plan.uuid)}
    visits = dict(queries.table(plan, "rounds").group_by("place").len().iter_rows())
    assert {row["code"]: row["half_days"] for row in after if row["half_days"]} == visits
    visited = listed(client, "/api/v1/places", **asked, visited="true")
    assert {row["id"] for row in visited} == {row["id"] for row in after if row["half_days"]}
    assert listed(client, "/api/v1/places", within="departement:15", limit=1)[0]["half_days"] is None


def test_places_in_every_format(client: Client) -> None:
    asked = {"within": f"departement:{BELFORT}"}
    rows = listed(client, "/api/v1/places", **asked, limit=33)
    table = pl.read_parquet(io.BytesIO(client.get("/api/v1/places", {**asked, "format": "parquet"}).content))
    assert table.to_dicts() == rows
    features = json.loads(client.get("/api/v1/places", {**asked, "format": "geojson"}).content)["features"]
    assert [one["properties"]["id"] for one in features] == [row["id"] for row in rows]


def test_a_venue_that_a_plan_alone_knows_stands_with_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A market its maker declared is in no data of the day; visits to it are not lost, nor given to the town hall."""
    town = "90010"
    stops = [("market", "Halle"), ("market", "Halle"), ("town_hall", "Mairie")]
    rounds = pl.DataFrame(
        [("90-010-1", town, kind, name, "declared", "file.csv") for kind, name in stops],
        schema=["post", "place", "venue_kind", "venue", "venue_hours", "venue_source"], orient="row",
    )  # fmt: skip
    monkeypatch.setattr(adopted, "whole_of", lambda held, name: rounds)
    rows = attendance.of(get("commune", town), (("departement", BELFORT, GHOST, "r" * 64),))
    told = {(row["kind"], row["name"]): (row["half_days"], row["opening"] is None) for row in rows.to_dicts()}
    assert told == {("market", "Halle"): (2, True), ("town_hall", "Mairie"): (1, False)}


def test_venues_are_named_apart() -> None:
    table = venues.table()
    assert table["id"].n_unique() == table.height
    twins = pl.concat([table.head(2), table.head(2)]).drop("id")
    assert venues.named(twins)["id"].n_unique() == 4
    assert attendance.of(FRANCE, ())["id"].to_list() == table["id"].to_list()
