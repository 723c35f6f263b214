"""For who avoids the web: a number to call, dates told once, nothing that has ended; and the advisor's phone."""

import datetime
from collections.abc import Callable
from typing import Any
from unittest import mock

import icalendar
import polars as pl
import pytest
from django.test import Client
from django.utils import timezone
from plans_kept import done_plan
from timetables_kept import monday, stop_at
from week_kept import comer, stop_of, today

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.pages.passages import calling
from cockpit.territories import places
from cockpit.timetables import operations
from cockpit.timetables.models import Stop

pytestmark = pytest.mark.django_db

BELFORT, HALL = "/passages/commune/90010", "03 84 54 24 24"
VENUE = "/passages/lieu/90010-mairie"
DEPARTEMENT = "/passages/departement/90"


def read(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_every_page_of_a_commune_gives_its_town_hall_s_number(client: Client) -> None:
    stop = stop_at(monday(), 540, 720)
    made = operations.enrol(by=None, stop=stop, name="Zoé", contact="+33612345678", key="k" * 9)
    own = f"/passages/passage/{stop.uid}"
    elsewhere = "/passages/commune/90004"
    for path in (BELFORT, own, f"{own}/inscription", f"/passages/inscription/{made.token}", VENUE, elsewhere):
        page = read(client, path)
        assert "Appelez la mairie" in page, path
        assert ('href="tel:0384542424"' in page) == (path != elsewhere), path
    assert "Appelez" not in read(client, DEPARTEMENT)
    assert read(client, f"{BELFORT}.txt").splitlines()[-1] == "Pour en savoir plus : 03, 84, 54, 24, 24."
    (event,) = icalendar.Calendar.from_ical(client.get(f"{BELFORT}.ics").content).events
    assert f"Renseignements : mairie, {HALL}" in str(event["DESCRIPTION"])


@pytest.mark.parametrize(
    ("number", "shown", "link"),
    [("0384000000", "03 84 00 00 00", "tel:0384000000"), ("+33 3 84 00 00 00", "03 84 00 00 00", "tel:0384000000"),
     ("0262 00 00 00", "0262 00 00 00", "tel:0262000000"), ("3949", "3949", "tel:3949")],
)  # fmt: skip
def test_the_site_s_own_number_comes_first_everywhere(client: Client, number: str, shown: str, link: str) -> None:
    stop_at(monday(), 540, 720)
    save(given={"phone": number})
    configuration.forget()
    found = calling.of(places.get("commune", "90010"))
    assert found is not None
    assert (found.number, found.link, found.named) == (shown, link, shown)
    for path in (BELFORT, DEPARTEMENT):
        assert f'Appelez : <a href="{link}">{shown}</a>' in read(client, path)


def test_a_commune_without_a_number_has_none(client: Client) -> None:
    silent = places.ground().communes.filter(pl.col("hall_phone").is_null())["code"][0]
    assert calling.of(places.get("commune", silent)) is None
    assert "Appelez" not in read(client, f"/passages/commune/{silent}")


def twins(**more: Any) -> list[Stop]:
    """Two advisors at once, the first full."""
    plan = done_plan()
    stops = [stop_at(monday(), 540, 720, plan=plan, key=f"k{n}", post=f"90010-0{n}", **more) for n in (1, 2)]
    Stop.objects.filter(pk=stops[0].pk).update(taken=stops[0].seats)
    return stops


def test_two_advisors_at_once_are_one_date_with_the_seats_left(client: Client) -> None:
    full, free = twins()
    page = read(client, BELFORT)
    assert "il reste 2 places" in page
    assert f"/passages/passage/{free.uid}/inscription" in page
    assert str(full.uid) not in page
    assert "Les passages suivants" not in page
    assert read(client, f"{BELFORT}.txt").count("de 9 heures à midi") == 1
    assert len(icalendar.Calendar.from_ical(client.get(f"{BELFORT}.ics").content).events) == 2  # each may be cancelled
    Stop.objects.filter(pk=free.pk).update(venue="Médiathèque", changed_at=timezone.now())
    assert read(client, f"{BELFORT}.txt").count("de 9 heures à midi") == 2  # the control: elsewhere, another date


def test_a_search_says_who_is_visited_next(client: Client) -> None:
    stop_at(monday(), 540, 720)
    page = read(client, "/passages?q=belfort")
    answers = page.split('class="results"')[1].split("</ul>")[0].split("</li>")
    told = {one.split("</a>")[0].rsplit(">")[-1]: "de 9\u00a0h à 12\u00a0h" in one for one in answers if "</a>" in one}
    assert told["Belfort"]
    assert sum(told.values()) == 1 < len(told)


def test_days_far_ahead_are_folded_and_all_there(client: Client) -> None:
    plan = done_plan()
    for n in range(12):
        stop_at(monday() + datetime.timedelta(days=n), 540, 720, plan=plan, key=f"k{n}")
    page = read(client, BELFORT)
    near, far = page.split("Toutes les dates suivantes (3 jours)")
    assert (near.count("<h3>"), far.split("</details>")[0].count("<h3>")) == (8, 3)


def test_what_has_ended_today_is_told_no_more(client: Client) -> None:
    plan = done_plan()
    day = monday()
    for begins in (540, 840):
        stop_at(day, begins, begins + 180, plan=plan, key=f"k{begins}")
    at = datetime.datetime.combine(day, datetime.time(12, 30), timezone.get_default_timezone())
    before = read(client, f"{BELFORT}.txt")
    with mock.patch("django.utils.timezone.now", return_value=at):
        after = read(client, f"{BELFORT}.txt")
    assert [text.count("de 9 heures à midi") for text in (before, after)] == [1, 0]
    assert "de 14 heures à 17 heures" in after


def test_those_whom_no_message_reaches_are_to_be_called(holder: Callable[..., User]) -> None:
    advisor, client = holder("advisor", "departement", "90"), Client()
    stop = stop_of(advisor, today())
    comer(stop)
    comer(stop, "Ali Ben", "ali@exemple.fr")
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    assert "À prévenir par téléphone" not in read(client, "/ma-semaine")
    operations.say_late(by=advisor, stop=stop, minutes=15)
    told = read(client, "/ma-semaine").split("À prévenir par téléphone")[1].split("</ul>")[0]
    assert "tel:+33612345678" in told
    assert "Ali" not in told
    operations.cancel_stop(by=advisor, stop=stop, reason="Neige")
    assert "À prévenir par téléphone" in read(client, "/ma-semaine")


def test_the_advisor_s_phone_has_the_town_hall_s_number_and_folds_far_weeks(holder: Callable[..., User]) -> None:
    advisor, client = holder("advisor", "departement", "90"), Client()
    stop = stop_of(advisor, today())
    stop_of(advisor, monday(2), 540, 720, plan=stop.timetable.plan)
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    page = read(client, "/ma-semaine")
    assert f'href="tel:0384542424">{HALL}</a>' in page
    folded = page.split("Les semaines suivantes")[1]
    assert f'<details id="week-{monday(2):%Y%m%d}" class="fold"><summary>Semaine du' in folded
    assert ": 1 passage</summary>" in folded
