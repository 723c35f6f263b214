"""Enrolling: never one seat too many, never twice for one request, nothing kept longer than said."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from timetables_kept import monday, stop_at

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.administration.clock import DUTIES
from cockpit.errors import Refused
from cockpit.journal.models import Entry
from cockpit.journal.queries import of_subject
from cockpit.territories import places
from cockpit.timetables import contacts, instants, operations, queries, retention
from cockpit.timetables.models import Enrolment, Stop, Subscription

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Holder = Callable[..., User]
BELFORT = places.get("commune", "90010")


def enrol(stop: Stop, number: int = 1, **more: Any) -> Enrolment:
    values = {"name": f"Canari {number}", "contact": f"canari-{number}@exemple.fr", "key": f"key-{number:05}"}
    return operations.enrol(by=None, stop=stop, **values | more)


def taken(stop: Stop) -> int:
    return Stop.objects.get(pk=stop.pk).taken


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("0033 6 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("0690 12 34 56", "+590690123456", "0690 12 34 56"),
        ("0692 12 34 56", "+262692123456", "0692 12 34 56"),
        ("+687 75 12 34", "+687751234", "75.12.34"),
        (" Jeanne.DOE@Exemple.fr ", "jeanne.doe@exemple.fr", "jeanne.doe@exemple.fr"),
    ],
)
def test_contacts(text: str, kept: str, shown: str) -> None:
    assert contacts.read(text) == kept
    assert contacts.shown(kept) == shown


@pytest.mark.parametrize("text", ["", "12", "06 12 34", "jeanne@", "pas un numéro", "00000000000000"])
def test_contacts_that_are_none(text: str) -> None:
    with pytest.raises(Refused, match="ni une adresse"):
        contacts.read(text)


@given(st.text(max_size=40))
def test_any_text_is_a_contact_or_refused(text: str) -> None:
    try:
        kept = contacts.read(text)
    except Refused:
        return
    assert contacts.read(kept) == kept
    assert contacts.shown(kept)


def test_seats_are_counted_and_given_back() -> None:
    stop = stop_at(monday(), 540, 720, seats=2)
    one, two = enrol(stop, 1), enrol(stop, 2)
    with pytest.raises(operations.Full, match="plus de place"):
        enrol(stop, 3)
    assert taken(stop) == 2
    operations.cancel_enrolment(by=None, enrolment=one)
    operations.cancel_enrolment(by=None, enrolment=one)
    assert taken(stop) == 1
    one.refresh_from_db()
    assert (one.name, one.contact, one.need) == ("", "", "")
    enrol(stop, 3)
    assert taken(stop) == 2
    assert queries.enrolment(two.token) == two
    assert queries.enrolment("") is None
    assert [entry.action for entry in reversed(of_subject("stop", stop.uid))] == [
        "stop.enrolled", "stop.enrolled", "stop.enrolment_cancelled", "stop.enrolled"]  # fmt: skip
    assert "anari" not in str(list(Entry.objects.values_list("details", "subject_id")))


def test_the_same_request_twice_takes_one_seat() -> None:
    stop = stop_at(monday(), 540, 720, seats=1)
    made = enrol(stop)
    assert enrol(stop) == made  # even though no seat is left
    with pytest.raises(operations.AlreadyAsked):
        enrol(stop, name="Quelqu'un d'autre")
    with pytest.raises(operations.AlreadyAsked):
        enrol(stop, 2, key="short")
    assert taken(stop) == 1


def test_one_person_takes_one_seat_whatever_the_key() -> None:
    stop = stop_at(monday(), 540, 720, seats=3)
    enrol(stop)
    with pytest.raises(Refused, match="déjà une place"):
        enrol(stop, key="another-key")
    assert taken(stop) == 1
    enrol(stop, name="Son conjoint", key="a-third-key")  # who shares the telephone


@pytest.mark.parametrize(("more", "said"), [({"name": " "}, "nom"), ({"contact": "rien"}, "ni une adresse")])
def test_enrolments_that_cannot_be(more: dict[str, Any], said: str) -> None:
    stop = stop_at(monday(), 540, 720)
    with pytest.raises(Refused, match=said):
        enrol(stop, **more)
    assert taken(stop) == 0


def test_a_stop_begun_or_cancelled_takes_nobody(holder: Holder) -> None:
    with pytest.raises(Refused, match="a commencé"):
        enrol(stop_at(timezone.localdate()))
    stop = stop_at(monday(), 540, 720)
    operations.cancel_stop(by=holder("coordinator", "departement", "90"), stop=stop, reason="x")
    with pytest.raises(Refused, match="est annulé"):
        enrol(stop)


def test_who_reads_and_cancels_enrolments(holder: Holder) -> None:
    stop = stop_at(monday(), 540, 720)
    made = enrol(stop)
    boss, other = holder("host_manager", "departement", "90"), holder("departement_pilot", "departement", "90")
    assert queries.enrolled(boss, stop) == [made]
    assert queries.enrolled(other, stop) == []
    with pytest.raises(NotAllowed):
        operations.cancel_enrolment(by=other, enrolment=made)
    operations.cancel_enrolment(by=boss, enrolment=made)
    assert queries.enrolled(boss, stop) == []


@pytest.mark.django_db(transaction=True)
def test_simultaneous_enrolments_never_oversell() -> None:
    """Sixteen at once, half of them the same request twice, for five seats."""
    stop = stop_at(monday(), 540, 720, seats=5)
    results: list[str] = []

    def one(number: int) -> None:
        try:
            results.append(str(enrol(stop, number).pk))
        except operations.Full:
            results.append("full")
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=one, args=(number // 2,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 16
    assert taken(stop) == Enrolment.objects.count() == 5
    assert len({made for made in results if made != "full"}) == 5


@pytest.mark.django_db(transaction=True)
def test_reading_before_writing_would_oversell() -> None:
    """The positive control: two who both read that a seat is left both take it, and the database refuses the second."""
    stop = stop_at(monday(), 540, 720, seats=1)
    first, second = Stop.objects.get(pk=stop.pk), Stop.objects.get(pk=stop.pk)
    assert first.left == second.left == 1
    Stop.objects.filter(pk=stop.pk).update(taken=first.taken + 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.filter(pk=stop.pk).update(taken=second.taken + 2)


def test_subscriptions_are_confirmed_and_ended() -> None:
    made = operations.subscribe(email="Canari@exemple.fr", place=BELFORT)
    assert operations.subscribe(email="canari@exemple.fr", place=BELFORT) == made
    stop = stop_at(monday(), 540, 720)
    assert list(queries.followers([stop])) == []
    operations.confirm(subscription=made)
    assert list(queries.followers([stop])) == [made]
    assert queries.subscription(made.token) == made
    operations.unsubscribe(subscription=made)
    assert list(queries.followers([stop])) == []
    assert operations.subscribe(email="canari@exemple.fr", place=BELFORT) != made
    for email, place in (("06 12 34 56 78", BELFORT), ("a@exemple.fr", places.FRANCE)):
        with pytest.raises(Refused, match="s'abonne"):
            operations.subscribe(email=email, place=place)


def test_enrolments_are_erased_thirty_days_after_the_stop() -> None:
    stop = stop_at(monday(), 540, 720)
    enrol(stop)
    end = instants.ends_at(stop)
    assert retention.erase(end + datetime.timedelta(days=30))["enrolments"] == 0
    assert retention.erase(end + datetime.timedelta(days=31))["enrolments"] == 1
    assert (Enrolment.objects.count(), taken(stop)) == (0, 1)
    entry = of_subject("site", "followers")[0]
    assert entry.details == {"enrolments": 1, "subscriptions": 0}


def test_addresses_that_no_longer_follow_are_erased() -> None:
    now = timezone.now()
    for number, (confirmed, ended) in enumerate([(False, False), (True, False), (True, True)]):
        made = operations.subscribe(email=f"canari-{number}@exemple.fr", place=BELFORT)
        if confirmed:
            operations.confirm(subscription=made)
        if ended:
            operations.unsubscribe(subscription=made)
    assert retention.erase(now)["subscriptions"] == 0
    assert retention.erase(now + datetime.timedelta(days=8))["subscriptions"] == 2
    assert Subscription.objects.get().email == "canari-1@exemple.fr"
    assert "erase_followers" in DUTIES
