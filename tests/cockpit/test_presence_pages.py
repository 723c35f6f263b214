"""Help within reach and when, and the cost each commune pays, as people read them."""

import csv
import datetime
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from timetables_kept import adopted_plan, dated, monday, ready

from cockpit.accounts.models import User
from cockpit.territories import places
from cockpit.timetables import operations
from cockpit.timetables.queries import presence

pytestmark = pytest.mark.django_db
HERE = "/passages/departement/90"


@pytest.fixture
def published(pilot: User) -> datetime.date:
    """The small département's timetable of two weeks; its first day."""
    plan, first = adopted_plan(), monday()
    operations.publish(by=pilot, timetable=ready(plan, dated(plan, first)))
    return first


@pytest.fixture
def pilot(holder: Callable[..., User]) -> User:
    return holder("departement_pilot", "departement", "90")


def test_without_a_timetable_the_page_says_so(client):
    page = client.get(f"{HERE}/dans-le-temps").content.decode()
    assert "Aucun passage n'est publié" in page.replace("&#x27;", "'")


def test_reach_of_the_week(client, published):
    page = client.get(f"{HERE}/dans-le-temps?first={published}&weeks=2&minutes=20").content.decode()
    assert "Qui attend le plus longtemps" in page
    assert "À moins de" in page
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"{HERE}/dans-le-temps.csv?first={published}&weeks=2").content.decode("utf-8-sig"))
        )
    )
    assert len(rows) == 14 * 2 * 3
    shares = [float(row["share"]) for row in rows]
    assert 0 < max(shares) <= 1
    assert {float(row["people"]) for row in rows if datetime.date.fromisoformat(row["date"]).weekday() == 6} == {0.0}


def test_weeks_of_which_nothing_is_published_are_not_counted(client, published):
    usual = client.get(f"{HERE}/dans-le-temps").context
    assert (usual["span"].first, usual["span"].weeks) == (published, 2)  # of the eight asked for by default
    assert [row["stops"] > 0 for row, _shade in usual["weeks"]] == [True, True]
    two = client.get(f"{HERE}/dans-le-temps?first={published}&weeks=2").context
    assert usual["weekly"] == two["weekly"] > 0
    before = client.get(f"{HERE}/dans-le-temps?first={published - datetime.timedelta(70)}&weeks=3").context
    assert (before["span"].weeks, before["stops"]) == (3, 0)


def test_amounts_add_up_and_the_file_says_the_same(client, published):
    asked = f"first={published}&weeks=2&amount=1234,56&key=half_days"
    page = client.get(f"{HERE}/partage?{asked.replace(',', '.')}").content.decode()
    assert "1 234,56" in page.replace("\u202f", " ")
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"{HERE}/partage.csv?{asked.replace(',', '.')}").content.decode("utf-8-sig"))
        )
    )
    assert round(sum(float(row["euros"]) for row in rows), 2) == 1234.56
    spent = presence.time_on_site(places.get("departement", "90"), published, published + datetime.timedelta(13))
    assert {row["code"] for row in rows} == set(spent.filter(spent["stops"] > 0)["code"])
    everyone = client.get(f"{HERE}/partage.csv?first={published}&weeks=2&amount=10&key=equal&all_pay=on").content
    assert len(everyone.decode().splitlines()) == 1 + len(places.rows(places.get("departement", "90")))


@pytest.mark.parametrize("asked", ["", "?amount=-5&key=half_days", "?amount=5&key=mayor", "?amount=5&key=half_days"])
def test_what_cannot_be_shared_is_said(client, asked):
    assert client.get(f"{HERE}/partage{asked}").status_code == 200
    refused = client.get(f"{HERE}/partage.csv{asked}")
    assert refused.status_code == 400
    assert refused.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_barrier(visit, barriers, published):
    for path in (
        f"dans-le-temps?first={published}&weeks=2",
        f"partage?first={published}&weeks=2&amount=900&key=people",
    ):
        for width, scheme in ((1280, "light"), (320, "dark")):
            page = visit(f"{HERE}/{path}", width, color_scheme=scheme, bypass_csp=True)
            assert barriers(page) == "", path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            if folder := os.environ.get("MAILLAGE_SHOTS"):
                page.screenshot(path=Path(folder) / f"{path.split('?')[0]}-{width}.png", full_page=True)
