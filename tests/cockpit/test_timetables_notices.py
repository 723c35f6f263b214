"""Those who come and those who follow are told at once, once, and no longer than they wish."""

import datetime
import smtplib
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from timetables_kept import HERE, adopted_plan, dated, monday, ready, stop_at

from cockpit.accounts.models import User
from cockpit.territories import places
from cockpit.timetables import instants, operations, posting, retention
from cockpit.timetables.models import Assignment, Enrolment, Notice, Stop
from cockpit.timetables.operations import notices

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BELFORT = places.get("commune", "90010")
KEY = "k" * 12


@pytest.fixture
def pilot(holder: Callable[..., User]) -> User:
    return holder("coordinator", "departement", "90")


@pytest.fixture
def stop() -> Stop:
    return stop_at(timezone.localdate() + datetime.timedelta(days=3), 540, 720)


def enrolled(stop: Stop, contact: str = "ada@exemple.fr", key: str = KEY, **more: Any) -> Enrolment:
    return operations.enrol(by=None, stop=stop, name="Ada", contact=contact, key=key, **more)


def following(email: str = "suit@exemple.fr", language: str = "fr") -> Any:
    made = operations.subscribe(email=email, place=BELFORT, language=language)
    operations.confirm(subscription=made)
    return made


def sent() -> list[Any]:
    """Messages sent now."""
    before = len(mail.outbox)
    posting.send_waiting()
    return mail.outbox[before:]


def test_a_seat_is_confirmed_by_e_mail_and_only_so(stop: Stop) -> None:
    made = enrolled(stop)
    enrolled(stop, "06 12 34 56 78", "p" * 12)
    (message,) = sent()
    assert message.to == ["ada@exemple.fr"]
    assert message.subject.startswith("Votre place est gardée – Belfort,")
    assert f"/passages/inscription/{made.token}" in message.body
    assert "9:00 – 12:00" in message.body
    assert sent() == []


def test_a_cancelled_stop_is_told_to_those_enrolled_and_those_who_follow(stop: Stop, pilot: User) -> None:
    enrolled(stop)
    following()
    following("reads@example.org", "en")
    operations.subscribe(email="jamais@exemple.fr", place=BELFORT)
    sent()
    operations.cancel_stop(by=pilot, stop=stop, reason="Salle inondée")
    messages = {message.to[0]: message for message in sent()}
    assert set(messages) == {"ada@exemple.fr", "suit@exemple.fr", "reads@example.org"}
    assert "Passage annulé" in messages["suit@exemple.fr"].subject
    assert "Salle inondée" in messages["ada@exemple.fr"].body
    assert "Visit cancelled" in messages["reads@example.org"].subject
    assert "List-Unsubscribe" in messages["suit@exemple.fr"].extra_headers
    assert "List-Unsubscribe" not in messages["ada@exemple.fr"].extra_headers
    operations.cancel_stop(by=pilot, stop=stop, reason="Salle inondée")
    assert sent() == []
    operations.restore_stop(by=pilot, stop=stop)
    assert {message.to[0] for message in sent()} == set(messages)


def test_a_delay_is_told_to_those_enrolled_alone(pilot: User) -> None:
    today = stop_at(timezone.localdate(), 1438, 1439)
    enrolled(today)
    following()
    sent()
    operations.say_late(by=pilot, stop=today, minutes=15)
    (message,) = sent()
    assert message.to == ["ada@exemple.fr"]
    assert "15 min" in message.body


def test_a_subscription_is_confirmed_first_and_asked_once() -> None:
    made = operations.subscribe(email="suit@exemple.fr", place=BELFORT)
    operations.subscribe(email="suit@exemple.fr", place=BELFORT)
    (message,) = sent()
    assert f"/passages/abonnement/{made.token}" in message.body
    assert "Belfort" in message.subject
    assert sent() == []


def test_who_withdraws_is_told_nothing_more(stop: Stop, pilot: User) -> None:
    made, follows = enrolled(stop), following()
    sent()
    operations.cancel_stop(by=pilot, stop=stop, reason="Neige")
    operations.cancel_enrolment(by=None, enrolment=made)
    operations.unsubscribe(subscription=follows)
    assert sent() == []


def test_what_the_mail_server_refuses_is_tried_again(stop: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    enrolled(stop)

    def refuse(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert posting.send_waiting() == {"sent": 0, "failed": 1}
    assert posting.send_waiting() == {"sent": 1, "failed": 0}


def test_what_a_dead_worker_took_up_is_taken_up_again(stop: Stop) -> None:
    enrolled(stop)
    Notice.objects.update(claimed_at=timezone.now())
    assert sent() == []
    Notice.objects.update(claimed_at=timezone.now() - posting.AGAIN * 2)
    assert len(sent()) == 1


def test_what_could_not_be_sent_in_time_is_not_sent_when_the_day_is_over(stop: Stop) -> None:
    enrolled(stop)
    day = timezone.localdate() - datetime.timedelta(days=2)
    Stop.objects.filter(pk=stop.pk).update(date=day)
    assert sent() == []
    Stop.objects.filter(pk=stop.pk).update(date=day + datetime.timedelta(days=2))
    assert len(sent()) == 1  # the control


def test_what_was_told_of_a_stop_is_forgotten_thirty_days_after_it(stop: Stop, pilot: User) -> None:
    enrolled(stop)
    following()
    operations.cancel_stop(by=pilot, stop=stop, reason="Neige")
    sent()
    end = instants.ends_at(stop)
    assert sorted(Notice.objects.values_list("kind", flat=True)) == ["cancelled", "cancelled", "confirm", "enrolled"]
    assert retention.erase(end + datetime.timedelta(days=30))["notices"] == 1  # older: it asked to confirm
    assert Notice.objects.filter(stop=stop).count() == 3
    assert retention.erase(end + datetime.timedelta(days=31)) == {"enrolments": 1, "subscriptions": 0, "notices": 1}
    assert not Notice.objects.exists()
    operations.subscribe(email="suit@exemple.fr", place=BELFORT)
    assert sent() == []  # who follows still is asked nothing again


def test_a_new_timetable_tells_what_it_loses_in_one_message(pilot: User) -> None:
    plan, first = adopted_plan(), monday()
    table = dated(plan, first)
    operations.publish(by=pilot, timetable=ready(plan, table))
    stops = list(Stop.objects.filter(place="90010").order_by("date", "begins")[:2])
    follows = following()
    sent()
    fewer = table.filter(~table["stop"].is_in([stop.key for stop in stops]))
    operations.publish(by=pilot, timetable=ready(plan, fewer, first_date=first))
    (message,) = sent()
    assert message.to == [follows.email]
    assert message.body.count("Passage annulé") == 2
    assert HERE.code == "90"


def test_a_moved_stop_is_told_with_when_and_where_it_was_and_one_that_is_back_as_back(pilot: User) -> None:
    plan, first = adopted_plan(), monday()
    table = dated(plan, first)
    operations.publish(by=pilot, timetable=ready(plan, table))
    stop = Stop.objects.filter(place="90010").order_by("date", "begins")[0]
    following()
    sent()
    own = pl.col("stop") == stop.key
    moved = table.with_columns(
        date=pl.when(own).then(pl.col("date") + pl.duration(days=1)).otherwise("date"),
        begins=pl.when(own).then(1080).otherwise("begins").cast(pl.Int16),
        ends=pl.when(own).then(1140).otherwise("ends").cast(pl.Int16),
        venue=pl.when(own).then(pl.lit("Médiathèque")).otherwise("venue"),
    )
    operations.publish(by=pilot, timetable=ready(plan, moved, first_date=first))
    (message,) = sent()
    now, before = message.body.split("Auparavant :")
    assert message.subject.startswith("Passage déplacé – Belfort")
    assert "Médiathèque" in now
    assert "18:00 – 19:00" in now
    assert f"9:00 – 12:00, {stop.venue}" in before
    assert before.split()[:2] == ["lundi", f"{first.day}"]
    operations.publish(by=pilot, timetable=ready(plan, moved.filter(~own), first_date=first))
    assert "Auparavant" not in sent()[0].body
    operations.publish(by=pilot, timetable=ready(plan, moved, first_date=first))
    (message,) = sent()
    assert message.subject.startswith("Passage rétabli")
    assert "Auparavant" not in message.body


def test_what_many_stops_tell_is_asked_of_the_database_at_once(
    pilot: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    plan, first = adopted_plan(), monday()
    operations.publish(by=pilot, timetable=ready(plan, dated(plan, first)))
    stops = list(Stop.objects.filter(place="90010"))
    many = [operations.enrol(by=None, stop=stop, name="Ada", contact="ada@exemple.fr", key=f"{stop.pk:08}")
            for stop in stops[:5]]  # fmt: skip
    follows = following()
    with django_assert_max_num_queries(8):
        told = notices.announce("moved", Stop.objects.filter(place="90010"))
    assert told == len(stops) + len(many)
    kept = Notice.objects.filter(kind="moved")
    assert {one.stop_id for one in kept.filter(subscription=follows)} == {stop.pk for stop in stops}
    assert {one.enrolment_id for one in kept.exclude(enrolment=None)} == {one.pk for one in many}


def test_advisors_are_told_what_a_mending_changes_of_their_week(pilot: User, holder: Callable[..., User]) -> None:
    plan, first = adopted_plan(), monday()
    table = dated(plan, first)
    long = ready(plan, table)
    operations.publish(by=pilot, timetable=long)
    assert sent() == []  # a first publication is no news of one's week: it is the week
    one, other = table["post"].unique().sort().to_list()[:2]
    for post, name in ((one, "camille"), (other, "sacha")):
        user = holder("advisor", "departement", "90", email=f"{name}@exemple.fr")
        Assignment.objects.create(post=post, level="commune", code="90010", user=user, first=first)
    busy = table.filter(pl.col("post") == other).select("date", "begins")
    own = table.filter(pl.col("post") == one)
    handed = own.join(busy, on=["date", "begins"], how="anti")["stop"][0]
    lost, moved = own.filter(pl.col("stop") != handed)["stop"].tail(2)
    mended = table.filter(pl.col("stop") != lost).with_columns(
        post=pl.when(pl.col("stop") == handed).then(pl.lit(other)).otherwise("post"),
        ends=pl.when(pl.col("stop") == moved).then(pl.col("ends") + 15).otherwise("ends").cast(pl.Int16),
    )
    operations.publish(by=pilot, timetable=ready(plan, mended, first_date=first, parent=long))
    messages = {message.to[0]: message for message in sent()}
    assert set(messages) == {"camille@exemple.fr", "sacha@exemple.fr"}
    hers, his = messages["camille@exemple.fr"].body, messages["sacha@exemple.fr"].body
    for title in ("Passage annulé", "Passage déplacé", "Un passage n'est plus à vous"):
        assert hers.count(title) == 1
    assert his.count("Un passage vous est confié") == 1
    assert "/ma-semaine" in his
    assert "List-Unsubscribe" not in messages["sacha@exemple.fr"].extra_headers
    assert sent() == []


def test_a_notice_is_for_one_person(stop: Stop, pilot: User) -> None:
    follows = following()
    Notice.objects.create(kind="taken", stop=stop, advisor=pilot)
    for whom in ({}, {"advisor": pilot, "subscription": follows}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(kind="taken", stop=stop, number=1, **whom)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(kind="taken", stop=stop, advisor=pilot)
