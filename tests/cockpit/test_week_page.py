"""The week's page: today first, the route, who comes; and what makes it an application."""

import datetime
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from timetables_kept import monday
from week_kept import comer, stop_of, today

from cockpit.accounts.models import User
from cockpit.timetables import operations

pytestmark = pytest.mark.django_db

Holder = Callable[..., User]


@pytest.fixture
def advisor(holder: Holder) -> User:
    return holder("advisor", "departement", "90")


def read(user: User, path: str = "/ma-semaine") -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(path).content.decode()


def test_today_comes_first_with_all_at_hand(advisor: User, holder: Holder) -> None:
    boss = holder("coordinator", "departement", "90")
    tomorrow = stop_of(advisor, today() + datetime.timedelta(days=1), place="90004", place_name="Andelnans")
    stop = stop_of(advisor, today(), plan=tomorrow.timetable.plan, leg_minutes=25.0, return_minutes=12.0)
    comer(stop)
    page = read(advisor)
    assert page.index(f'id="stop-{stop.uid}"') < page.index(f'id="stop-{tomorrow.uid}"')
    for said in ("Zoé Martin", 'href="tel:+33612345678"', "06 12 34 56 78", "37 min de route, retour compris",
                 "Je suis en retard", "horaires publiés", "geo:47.", "openstreetmap.org/directions?to=47.",
                 boss.email, "Andelnans"):  # fmt: skip
        assert said in page, said
    assert 'value="1439"' in page  # the length proposed is the stop's


def test_the_order_is_today_then_ahead_then_behind(advisor: User) -> None:
    past = stop_of(advisor, today() - datetime.timedelta(days=8))
    plan = past.timetable.plan
    days = [stop_of(advisor, today() + datetime.timedelta(days=n), plan=plan) for n in (3, 0, 15)]
    page = read(advisor)
    near, now, far = (page.index(f'id="stop-{stop.uid}"') for stop in days)
    assert now < near < far
    assert ("La semaine dernière, sans compte rendu" in page) == (past.date >= monday(0) - datetime.timedelta(days=7))
    assert page.count("Annuler ce passage</button>") == 3  # not where the day is past


def test_names_are_read_by_who_holds_the_stop_on_near_days_only(advisor: User, holder: Holder) -> None:
    far = stop_of(advisor, today() + datetime.timedelta(days=9))
    comer(far)
    assert "Zoé" not in read(advisor)
    assert "Inscrits : 1" in read(advisor)
    assert "Belfort" not in read(holder("advisor", "departement", "90"))


def test_last_time_and_the_themes_one_uses_come_first(advisor: User) -> None:
    past = stop_of(advisor, today() - datetime.timedelta(days=1))
    stop = stop_of(advisor, today(), plan=past.timetable.plan)
    assert "Comme la dernière fois" not in read(advisor)
    operations.report(by=advisor, stop=past, people=7, minutes=90, themes=["sante", "budget"], key="k" * 9)
    page = read(advisor)
    assert "&quot;people&quot;: 7" in page
    form = page[page.index(f'id="report-{stop.uid}"') :].split("</form>")[0]
    themes = re.findall(r'name="themes" value="(\w+)"', form)
    assert themes[:2] == ["budget", "sante"]
    assert len(set(themes)) == len(themes) == 30


def test_the_hours_of_overseas_are_theirs(advisor: User) -> None:
    stop_of(advisor, today(), 540, 720, zone="Indian/Reunion")
    assert 'T09:00:00+04:00"' in read(advisor)


def test_it_installs(client: Client) -> None:
    manifest = client.get("/ma-semaine/application.webmanifest")
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    told = manifest.json()
    assert (told["scope"], told["display"]) == ("/ma-semaine", "standalone")
    for icon in told["icons"][1:]:
        picture = Image.open(BytesIO(client.get(icon["src"]).content))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        assert picture.getpixel((picture.width // 2, picture.height // 8))[:3] == (23, 83, 125)
    worker = client.get("/ma-semaine/travailleur.js")
    assert worker.headers["Service-Worker-Allowed"] == "/ma-semaine"
    assert "/static/week/store.js" in worker.content.decode()
    assert "Aucune semaine n'est gardée" in client.get("/ma-semaine/hors-ligne").content.decode()


def test_logging_out_wipes_the_phone(advisor: User) -> None:
    client = Client()
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    assert "Clear-Site-Data" not in client.get("/ma-semaine").headers
    assert client.get("/ma-semaine").headers["X-Week-Until"] == str(today() + datetime.timedelta(days=7))
    assert client.post("/compte/logout/").headers["Clear-Site-Data"] == '"storage"'
