"""Files of public stops: read by others' parsers, named, asked again cheaply; a frame for every site, nothing else."""

import csv
import io
import json
import re
from collections.abc import Callable
from urllib.parse import unquote

import icalendar
import pytest
from django.test import Client
from plans_kept import done_plan
from timetables_kept import monday, stop_at

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.timetables import operations
from cockpit.timetables.models import Stop

pytestmark = pytest.mark.django_db

HERE = "/passages/commune/90010"
FORMS = ("ics", "pdf", "txt", "csv", "json")


@pytest.fixture
def two() -> list[Stop]:
    plan = done_plan()
    return [
        stop_at(monday(1), 540, 750, plan=plan, key="a"),
        stop_at(monday(2), 540, 750, plan=plan, key="b", state="cancelled", reason="Neige", sequence=1),
    ]


def test_a_calendar_to_follow(client: Client, two: list[Stop]) -> None:
    save(given={"contact": "aide@exemple.fr"})
    configuration.forget()
    answer = client.get(f"{HERE}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="passages-belfort-90010.ics"'
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert calendar["METHOD"] == "PUBLISH"
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {f"{stop.uid}@testserver" for stop in two}
    first, second = (events[f"{stop.uid}@testserver"] for stop in two)
    assert (first["STATUS"], second["STATUS"], second["SEQUENCE"]) == ("CONFIRMED", "CANCELLED", 1)
    assert first.start.isoformat().startswith(f"{two[0].date}T09:00:00")
    assert str(first.start.tzinfo) == "Europe/Paris"
    assert str(first["URL"]) == f"http://testserver/passages/passage/{two[0].uid}"


def test_a_single_date_is_the_same_event(client: Client, two: list[Stop]) -> None:
    page = client.get(f"/passages/passage/{two[0].uid}").content.decode()
    assert f'href="/passages/passage/{two[0].uid}.ics"' in page
    answer = client.get(f"/passages/passage/{two[0].uid}.ics")
    assert answer["Content-Disposition"] == f'inline; filename="passage-belfort-{two[0].date}.ics"'
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    followed = icalendar.Calendar.from_ical(client.get(f"{HERE}.ics").content).walk("VEVENT")
    assert event.to_ical() == next(one for one in followed if one["UID"] == event["UID"]).to_ical()
    assert ".ics" not in client.get(f"/passages/passage/{two[1].uid}").content.decode()  # it is cancelled


def test_a_poster(client: Client, two: list[Stop]) -> None:
    answer = client.get(f"{HERE}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_words_for_a_voice(client: Client, two: list[Stop]) -> None:
    said = client.get(f"{HERE}.txt").content.decode()
    assert "de 9 heures à midi et demi" in said
    assert "Neige" in said
    assert said.index("Neige") < said.index("midi et demi", said.index("Neige"))


def test_open_data_hold_the_stops_and_nobody(client: Client, two: list[Stop]) -> None:
    operations.enrol(by=None, stop=two[0], name="Canari Violet", contact="canari@exemple.fr", key="k" * 8)
    table = list(csv.DictReader(io.StringIO(client.get(f"{HERE}.csv").content.decode())))
    document = json.loads(client.get(f"{HERE}.json").content)
    for rows in (table, document["stops"]):
        assert [row["stop"] for row in rows] == [str(stop.uid) for stop in two]
        assert [row["state"] for row in rows] == ["planned", "cancelled"]
    assert document["page"] == f"http://testserver{HERE}"
    for form in FORMS:
        assert b"Violet" not in client.get(f"{HERE}.{form}").content
        assert b"canari" not in client.get(f"{HERE}.{form}").content


@pytest.mark.parametrize("form", FORMS)
def test_asked_again_nothing_is_sent_until_a_stop_changes(
    client: Client, two: list[Stop], holder: Callable[..., User], form: str
) -> None:
    first = client.get(f"{HERE}.{form}")
    assert first["Cache-Control"] == "public, max-age=300"
    again = client.get(f"{HERE}.{form}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{HERE}.{form}").content == first.content
    operations.cancel_stop(by=holder("coordinator", "departement", "90"), stop=two[0], reason="Malade")
    after = client.get(f"{HERE}.{form}", headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200
    assert after.content != first.content


@pytest.mark.parametrize(
    "kind", ["commune/90010", "epci/200069052", "departement/90", "poste/{post}", "lieu/90010-mairie"]
)
def test_every_subject_has_its_files(client: Client, two: list[Stop], kind: str) -> None:
    table = client.get(f"/passages/{kind.format(post=two[0].post)}.csv").content.decode()
    assert [row["stop"] for row in csv.DictReader(io.StringIO(table))] == [str(stop.uid) for stop in two]


def test_without_a_stop_files_say_so(client: Client) -> None:
    for form in FORMS:
        assert client.get(f"/passages/commune/90008.{form}").status_code == 200, form


@pytest.mark.parametrize(
    "path",
    [
        f"{HERE}.exe",
        "/passages/departement/90.ics",
        "/passages/departement/90.pdf",
        "/passages/departement/90/afficher",
        "/passages/commune/99999.ics",
        "/passages/region/27.ics",
    ],
)
def test_no_other_file(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_the_frame_may_be_framed(client: Client, two: list[Stop]) -> None:
    frame, page = client.get(f"{HERE}/cadre"), client.get(HERE)
    again = client.get(f"{HERE}/cadre")  # kept for visitors
    for one in (frame, again):
        assert "frame-ancestors *" in one["Content-Security-Policy"]
        assert "script-src 'none'" in one["Content-Security-Policy"]
        assert "X-Frame-Options" not in one
        assert one.cookies == {}
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    body = frame.content.decode()
    assert "<script" not in body
    assert "<form" not in body
    assert "Neige" in body


def test_what_a_town_hall_copies_leads_back(client: Client, two: list[Stop]) -> None:
    page = client.get(f"{HERE}/afficher").content.decode()
    assert f'&lt;iframe src="http://testserver{HERE}/cadre"' in page
    picture = re.search(r'<img class="qr"[^>]* src="data:image/svg\+xml[^,]*,([^"]+)"', page)
    assert picture is not None
    assert "<svg" in unquote(picture[1]).replace("&lt;", "<")


def test_the_page_offers_them_all(client: Client, two: list[Stop]) -> None:
    page = client.get(HERE).content.decode()
    assert f"webcal://testserver{HERE}.ics" in page
    assert all(f'href="{HERE}.{form}"' in page for form in ("pdf", "txt", "csv", "json"))
    assert f'href="{HERE}/afficher"' in page
    assert f'href="{HERE}/abonnement"' in page
