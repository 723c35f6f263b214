"""The stops of a week on the map: those published for everyone, others for who may see their timetable."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from django.test import Client
from timetables_kept import adopted_plan, dated, monday, ready

from cockpit.accounts.models import User
from cockpit.timetables import operations, queries
from cockpit.timetables.models import Stop, Timetable

pytestmark = pytest.mark.django_db

Login = Callable[..., Client]
PLACE = {"territoire": "departement:90"}


@pytest.fixture
def computed() -> Timetable:
    plan = adopted_plan()
    return ready(plan, dated(plan, monday()))


@pytest.fixture
def published(computed: Timetable, holder: Callable[..., User]) -> Timetable:
    operations.publish(by=holder("coordinator", "departement", "90"), timetable=computed)
    return computed


def page(client: Client, status: int = 200, **asked: object) -> str:
    response = client.get("/carte", PLACE | asked)
    assert response.status_code == status
    return response.content.decode()


def drawn(said: str) -> dict[str, int] | None:
    """Communes drawn, and how many stops in each."""
    found = re.search(r'id="map-config" type="application/json">(.*?)</script>', said)
    assert found is not None
    stops: dict[str, Any] | None = json.loads(found.group(1))["stops"]
    return stops and {one["properties"]["name"]: one["properties"]["count"] for one in stops["features"]}


def listed(said: str) -> dict[str, int]:
    """Communes of the list, and how many stops it says."""
    rows = re.search(r'<ul class="visited">(.*?)</ul>', said)
    assert rows is not None
    return {html.unescape(name): int(many) for name, many in re.findall(r">([^<]+)</a> : <b>(\d+)</b>", rows.group(1))}


def counted(table: pl.DataFrame, week: int = 1) -> dict[str, int]:
    own = table.filter(pl.col("date").is_between(monday(week), monday(week + 1), closed="left"))
    return dict(own.group_by("place_name").len().iter_rows())


def test_everyone_sees_the_stops_published(client: Client, published: Timetable) -> None:
    table = queries.tables_of(published)["stops"]
    for week in (1, 2):
        said = page(client, semaine=monday(week))
        assert drawn(said) == listed(said) == counted(table, week)
        assert f"semaine={monday(week + 1)}" in said
    assert 'href="/passages/commune/90010"' in page(client, semaine=monday())
    stop = Stop.objects.filter(place_name="Belfort", date__lt=monday(2)).first()
    assert stop is not None
    Stop.objects.filter(pk=stop.pk).update(state="cancelled")
    assert listed(page(client, semaine=monday()))["Belfort"] == counted(table)["Belfort"] - 1
    assert drawn(page(client)) is None  # only when asked for
    assert drawn(page(client, semaine="")) == {}  # this week, nobody comes
    assert "Aucun passage cette semaine-là" in page(client, semaine=monday(30))
    assert drawn(page(client, semaine=monday(), territoire="france")) is None
    assert sum((drawn(page(client, semaine=monday(), territoire="commune:90010")) or {}).values()) > 0


def test_a_timetable_not_published_is_for_who_may_see_it(client: Client, login: Login, computed: Timetable) -> None:
    asked = {"semaine": monday(), "calendrier": computed.uuid}
    assert page(client, 404, **asked)
    assert page(login("coordinator", "departement", "59"), 404, **asked)
    assert page(client, 404, semaine=monday(), calendrier="rien")
    planner = login("coordinator", "departement", "90")
    said = page(planner, **asked)
    assert drawn(said) == listed(said) == counted(queries.tables_of(computed)["stops"])
    assert f"/calendriers/{computed.uuid}?semaine={monday()}&amp;q=Belfort#week" in said
    assert f"calendrier={computed.uuid}" in planner.get(f"/calendriers/{computed.uuid}").content.decode()
    assert drawn(page(client, semaine=monday())) == {}


def test_the_address_of_a_timetable_still_leads_there_once_published(client: Client, published: Timetable) -> None:
    said = page(client, semaine=monday(), calendrier=published.uuid)
    assert drawn(said) == counted(queries.tables_of(published)["stops"])
    Timetable.objects.filter(pk=published.pk).update(state="replaced")
    assert page(client, 404, semaine=monday(), calendrier=published.uuid)
