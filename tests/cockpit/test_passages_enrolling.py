"""Booking and following without account: once, within the seats, read and erased by who did, told nowhere else."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from timetables_kept import monday, stop_at

from cockpit.accounts.models import User
from cockpit.journal.models import Entry
from cockpit.territories import places
from cockpit.timetables import operations
from cockpit.timetables.models import Enrolment, Stop, Subscription

pytestmark = pytest.mark.django_db

WHO = {"name": "Canari Violet", "contact": "06 12 34 56 78", "need": "telephone"}
FOLLOW = "/passages/commune/90010/abonnement"


@pytest.fixture
def stop() -> Stop:
    return stop_at(monday(), 540, 720)


def form(client: Client, stop: Stop) -> tuple[str, str]:
    """Address of the form of a stop, and the key it draws."""
    path = f"/passages/passage/{stop.uid}/inscription"
    found = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())
    assert found is not None
    return path, found[1]


def taken(stop: Stop) -> int:
    return Stop.objects.get(pk=stop.pk).taken


def test_a_seat_is_booked_read_and_given_back(client: Client, stop: Stop) -> None:
    path, key = form(client, stop)
    answer = client.post(path, WHO | {"key": key}, follow=True)
    page = answer.content.decode()
    assert "Votre place est gardée" in page
    assert all(told in page for told in ("Canari Violet", "06 12 34 56 78", "Mon téléphone ou ma tablette"))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert taken(stop) == 1
    own = answer.redirect_chain[-1][0]
    after = client.post(own, follow=True).content.decode()
    assert "Votre place est rendue" in after
    assert "Canari" not in after
    assert taken(stop) == 0
    assert list(Enrolment.objects.values_list("name", "contact", "need")) == [("", "", "")]
    assert client.post(own, follow=True).status_code == 200  # twice is once
    assert taken(stop) == 0


def test_sent_twice_it_is_booked_once(client: Client, stop: Stop) -> None:
    path, key = form(client, stop)
    once, twice = (client.post(path, WHO | {"key": key})["Location"] for _ in range(2))
    assert once == twice
    assert taken(stop) == 1


def test_a_key_used_for_something_else_is_refused_with_a_new_one(client: Client, stop: Stop) -> None:
    path, key = form(client, stop)
    client.post(path, WHO | {"key": key})
    answer = client.post(path, WHO | {"key": key, "name": "Autre"})
    assert answer.status_code == 409
    again = re.search(r'name="key" value="([^"]+)"', answer.content.decode())
    assert again is not None
    assert client.post(path, WHO | {"key": again[1], "name": "Autre"}).status_code == 302
    assert taken(stop) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "Ce champ est obligatoire"),
        ({"contact": "12"}, "ni une adresse électronique ni un numéro"),
        ({"need": "rien"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_form_that_is_wrong_says_where(client: Client, stop: Stop, given: dict[str, str], said: str) -> None:
    path, key = form(client, stop)
    answer = client.post(path, WHO | {"key": key} | given)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert taken(stop) == 0


def test_the_last_seat_then_full(client: Client, stop: Stop) -> None:
    path, key = form(client, stop)
    operations.enrol(by=None, stop=stop, name="A", contact="a@exemple.fr", key="k" * 8)
    assert "il reste 1 place" in client.get(path).content.decode()
    operations.enrol(by=None, stop=stop, name="B", contact="b@exemple.fr", key="l" * 8)
    answer = client.post(path, WHO | {"key": key}).content.decode()
    assert "Il ne reste plus de place" in answer
    assert "Complet" in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "cancelled", "reason": "Neige"}, "Ce passage est annulé."),
        ({"seats": 0}, "venez directement"),
    ],
)
def test_no_form_where_nothing_can_be_booked(client: Client, stop: Stop, fields: dict[str, object], said: str) -> None:
    Stop.objects.filter(pk=stop.pk).update(**fields)
    page = client.get(f"/passages/passage/{stop.uid}/inscription").content.decode()
    assert said in page
    assert 'name="contact"' not in page


def test_a_past_stop_cannot_be_booked(client: Client) -> None:
    past = stop_at(timezone.localdate() - datetime.timedelta(days=2), 540, 720)
    page = client.get(f"/passages/passage/{past.uid}/inscription").content.decode()
    assert "Ce passage est terminé" in page
    assert 'name="contact"' not in page


def test_a_cancelled_stop_shows_on_the_booking(client: Client, stop: Stop, holder: Callable[..., User]) -> None:
    made = operations.enrol(by=None, stop=stop, name="A", contact="a@exemple.fr", key="k" * 8)
    operations.cancel_stop(by=holder("coordinator", "departement", "90"), stop=stop, reason="La salle est fermée.")
    page = client.get(f"/passages/inscription/{made.token}").content.decode()
    assert "Ce passage est annulé" in page
    assert "La salle est fermée." in page


def test_bookings_are_limited_by_contact(client: Client, stop: Stop, settings: object) -> None:
    Stop.objects.filter(pk=stop.pk).update(seats=100)
    path, _ = form(client, stop)
    statuses = [client.post(path, WHO | {"key": f"limit-{k:03}", "name": f"P {k}"}).status_code for k in range(9)]
    assert statuses == [302] * 8 + [429]
    assert client.post(path, WHO | {"key": "limit-100", "contact": "other@exemple.fr"}).status_code == 302


def test_bookings_are_limited_by_network_address(client: Client, stop: Stop) -> None:
    Stop.objects.filter(pk=stop.pk).update(seats=100)
    path, _ = form(client, stop)
    asked = [WHO | {"key": f"limit-{k:03}", "contact": f"c{k}@exemple.fr"} for k in range(41)]
    statuses = [client.post(path, one).status_code for one in asked]
    assert statuses == [302] * 40 + [429]
    assert client.post(path, asked[40], REMOTE_ADDR="192.0.2.7").status_code == 302


def test_following_takes_two_steps_and_one_to_end(client: Client) -> None:
    page = client.post(FOLLOW, {"email": "Canari@exemple.fr"}, follow=True).content.decode()
    assert "Votre demande est reçue" in page
    kept = Subscription.objects.get()
    assert (kept.email, kept.confirmed_at, kept.place) == ("canari@exemple.fr", None, places.get("commune", "90010"))
    own = f"/passages/abonnement/{kept.token}"
    assert "Confirmez votre adresse" in client.get(own).content.decode()
    assert Subscription.objects.get().confirmed_at is None  # a mail filter opened the link
    assert "Vous serez prévenu" in client.post(own, {"what": "confirm"}, follow=True).content.decode()
    assert "canari@exemple.fr" in client.get(own).content.decode()
    assert "Vous ne recevrez plus rien" in client.post(own, {"what": "end"}, follow=True).content.decode()
    assert Subscription.objects.get().ended_at is not None


def test_one_click_of_a_mail_program_ends_it() -> None:
    made = operations.subscribe(email="canari@exemple.fr", place=places.get("commune", "90010"))
    program = Client(enforce_csrf_checks=True)
    program.post(f"/passages/abonnement/{made.token}", {"List-Unsubscribe": "One-Click"})
    assert Subscription.objects.get().ended_at is not None


def test_asking_again_says_the_same(client: Client) -> None:
    first, second = (client.post(FOLLOW, {"email": "canari@exemple.fr"}, follow=True) for _ in range(2))
    assert first.content == second.content
    assert Subscription.objects.count() == 1


def test_following_is_limited_by_address(client: Client) -> None:
    statuses = [client.post(FOLLOW, {"email": "canari@exemple.fr"}).status_code for _ in range(4)]
    assert statuses == [302] * 3 + [429]


@pytest.mark.parametrize("path", ["departement/90", "region/27", "poste/x", "commune/99999"])
def test_only_a_commune_or_an_epci_is_followed(client: Client, path: str) -> None:
    assert client.get(f"/passages/{path}/abonnement").status_code == 404


def test_forms_check_where_they_come_from(stop: Stop) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/passages/passage/{stop.uid}/inscription", WHO | {"key": "k" * 8}).status_code == 403
    assert strict.post(FOLLOW, {"email": "canari@exemple.fr"}).status_code == 403
    assert taken(stop) == 0


def test_no_personal_data_in_journal_logs_or_addresses(
    client: Client, stop: Stop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    path, key = form(client, stop)
    answer = client.post(path, WHO | {"key": key}, follow=True)
    client.post(path, WHO | {"key": key, "name": "Autre"})
    client.post(answer.redirect_chain[-1][0])
    client.post(FOLLOW, {"email": "canari@exemple.fr"})
    client.post(f"/passages/abonnement/{Subscription.objects.get().token}", {"what": "confirm"})
    told = repr(list(Entry.objects.values())) + caplog.text + answer.redirect_chain[-1][0]
    assert "stop.enrolled" in told  # the journal was written
    words = r"(?i)canari|violet|612345678|06 12 34 56 78|ma tablette"
    assert re.search(words, told) is None
    assert mail.outbox == [] or all("Violet" not in one.subject for one in mail.outbox)


def test_visitors_get_no_cookie_but_the_forms_own(client: Client, stop: Stop) -> None:
    for path in ("/passages", "/passages/commune/90010", f"/passages/passage/{stop.uid}"):
        assert client.get(path).cookies == {}, path
    client.post(FOLLOW, {"email": "canari@exemple.fr"}, follow=True)
    assert set(client.cookies) <= {"csrftoken"}
