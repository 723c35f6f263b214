"""Running stops: who may, what each act leaves, twice the same as once; reports; what the database refuses."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from timetables_kept import monday, stop_at

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.journal.queries import of_subject
from cockpit.territories import places
from cockpit.timetables import instants, operations, perms, queries
from cockpit.timetables.models import Report, Stop
from cockpit.timetables.states import CALLED_OFF, HELD, PLANNED

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Holder = Callable[..., User]
BELFORT = places.get("commune", "90010")


def acts(stop: Stop) -> list[str]:
    return [entry.action for entry in reversed(of_subject("stop", stop.uid))]


@pytest.fixture
def boss(holder: Holder) -> User:
    return holder("coordinator", "departement", "90")


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


def report(by: User, stop: Stop, **more: Any) -> Report:
    values = {"people": 4, "minutes": 90, "themes": ["internet", "famille"], "key": "k" * 8}
    return operations.report(by=by, stop=stop, **values | more)


@pytest.mark.parametrize(
    ("role", "level", "code", "runs"),
    [
        ("coordinator", "departement", "90", True),
        ("host_manager", "departement", "90", True),
        ("coordinator", "departement", "25", False),
        ("host_manager", "commune", "90001", False),
        ("departement_pilot", "departement", "90", False),
        ("national_administrator", "france", "", False),
        ("advisor", "departement", "90", False),
        ("prescriber", "departement", "90", False),
        (None, "", "", False),
    ],
)
def test_who_runs_a_stop(holder: Holder, today: datetime.date, role: str, level: str, code: str, runs: bool) -> None:
    stop, user = stop_at(today), holder(role, level, code)
    assert perms.may_run(user, stop) is perms.may_read_enrolments(user, stop) is runs
    assert (queries.find_stop(user, stop.uid) is not None) is runs
    assert not perms.may_run(AnonymousUser(), stop)


def test_an_advisor_runs_the_stops_of_their_post_on_their_days(holder: Holder, boss: User) -> None:
    advisor, other = holder("advisor", "departement", "90"), holder("advisor", "departement", "90")
    stop = stop_at(monday())
    base = places.get("commune", stop.base)
    with pytest.raises(Refused, match="plan en vigueur"):
        operations.assign(by=boss, post=stop.post, base=base, user=advisor, first=monday())
    from cockpit.plans.models import Adoption

    Adoption.objects.create(plan=stop.timetable.plan, level="departement", code="90", starts_on=timezone.localdate())
    made = operations.assign(by=boss, post=stop.post, base=base, user=advisor, first=monday(), last=monday(2))
    assert perms.may_run(advisor, stop)
    assert not perms.may_run(other, stop)
    assert list(queries.of_advisor(advisor, monday(), monday(2))) == [stop]
    assert list(queries.of_advisor(other, monday(), monday(2))) == []
    assert queries.worker(stop.post, monday(2)) == made
    assert queries.worker(stop.post, monday(3)) is None
    with pytest.raises(Refused, match="déjà le poste"):
        operations.assign(by=boss, post=stop.post, base=base, user=other, first=monday(2))
    operations.free(by=boss, assignment=made, last=monday(2) - datetime.timedelta(days=1))
    operations.assign(by=boss, post=stop.post, base=base, user=other, first=monday(2))
    operations.free(by=boss, assignment=made, last=monday() - datetime.timedelta(days=1))
    assert not perms.may_run(advisor, stop)
    entries = [entry.action for entry in reversed(of_subject("post", stop.post))]
    assert entries == ["post.assigned", "post.freed", "post.assigned", "post.freed"]


def test_only_advisors_hold_posts_and_only_those_in_charge_give_them(holder: Holder, boss: User) -> None:
    from timetables_kept import adopted_plan

    stop = stop_at(monday(), plan=adopted_plan())
    base = places.get("commune", stop.base)
    with pytest.raises(Refused, match="conseiller numérique"):
        operations.assign(by=boss, post=stop.post, base=base, user=holder("agent", "commune", "90010"), first=monday())
    for role in ("advisor", "agent"):
        with pytest.raises(NotAllowed):
            operations.assign(
                by=holder(role, "departement", "90"), post=stop.post, base=base,
                user=holder("advisor", "departement", "90"), first=monday(),
            )  # fmt: skip


def test_cancelled_twice_is_cancelled_once_and_comes_back(boss: User) -> None:
    stop = stop_at(monday(), 540, 720)
    operations.cancel_stop(by=boss, stop=stop, reason="  Conseiller   malade ")
    operations.cancel_stop(by=boss, stop=stop, reason="Encore")
    assert (stop.state, stop.reason, stop.sequence) == (CALLED_OFF, "Conseiller malade", 1)
    assert queries.public(stop).reason == "Conseiller malade"
    operations.restore_stop(by=boss, stop=stop)
    operations.restore_stop(by=boss, stop=stop)
    assert (stop.state, stop.reason, stop.sequence) == (PLANNED, "", 2)
    assert acts(stop) == ["stop.cancelled", "stop.restored"]
    with pytest.raises(Refused, match="pourquoi"):
        operations.cancel_stop(by=boss, stop=stop, reason=" ")


def test_a_stop_does_not_come_back_over_another_nor_once_lost(boss: User) -> None:
    stop = stop_at(monday(), 540, 720)
    operations.cancel_stop(by=boss, stop=stop, reason="x")
    Stop.objects.create(**{
        field.attname: getattr(stop, field.attname) for field in Stop._meta.concrete_fields
        if field.attname not in ("id", "uid", "key", "state", "reason")
    }, key="other")  # fmt: skip
    with pytest.raises(Refused, match="Un autre passage"):
        operations.restore_stop(by=boss, stop=stop)
    Stop.objects.filter(key="other").delete()
    Stop.objects.filter(pk=stop.pk).update(lost=True)
    with pytest.raises(Refused, match="n'a plus ce passage"):
        operations.restore_stop(by=boss, stop=stop)


def test_late_today_only(boss: User, today: datetime.date) -> None:
    stop = stop_at(today)
    operations.say_late(by=boss, stop=stop, minutes=20)
    operations.say_late(by=boss, stop=stop, minutes=20)
    assert (stop.late_minutes, stop.sequence, acts(stop)) == (20, 0, ["stop.late"])
    operations.say_late(by=boss, stop=stop, minutes=0)
    assert stop.late_minutes == 0
    for minutes in (-1, 241):
        with pytest.raises(Refused, match="retard"):
            operations.say_late(by=boss, stop=stop, minutes=minutes)
    with pytest.raises(Refused, match="jour même"):
        operations.say_late(by=boss, stop=stop_at(today + datetime.timedelta(days=2)), minutes=5)
    operations.say_late(by=boss, stop=stop, minutes=20)
    operations.cancel_stop(by=boss, stop=stop, reason="x")
    assert stop.late_minutes == 0
    with pytest.raises(Refused, match="plus prévu"):
        operations.say_late(by=boss, stop=stop, minutes=10)


def test_a_report_makes_a_stop_held_once(boss: User, today: datetime.date) -> None:
    stop = stop_at(today)
    made = report(boss, stop)
    assert report(boss, stop) == made  # the phone sends again
    assert (stop.state, made.themes, acts(stop)) == (HELD, ["famille", "internet"], ["stop.reported"])
    with pytest.raises(operations.AlreadyAsked):
        report(boss, stop, people=5)
    with pytest.raises(Refused, match="déjà son compte rendu"):
        report(boss, stop, key="another-key")
    with pytest.raises(Refused, match="compte rendu"):
        operations.cancel_stop(by=boss, stop=stop, reason="x")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": -1}, "personnes"),
        ({"people": 10_001}, "personnes"),
        ({"minutes": 0}, "durée"),
        ({"themes": []}, "au moins un thème"),
        ({"themes": ["cuisine"]}, "cuisine"),
        ({"mode": "chanson"}, "chanson"),
        ({"place_kind": "lune"}, "lune"),
    ],
)
def test_reports_that_cannot_be(boss: User, today: datetime.date, wrong: dict[str, Any], said: str) -> None:
    stop = stop_at(today)
    with pytest.raises(Refused, match=said):
        report(boss, stop, **wrong)
    assert (Stop.objects.get().state, Report.objects.count()) == (PLANNED, 0)
    report(boss, stop, people=0, themes=[])  # nobody came: that too is a report


def test_nothing_is_reported_before_it_begins(boss: User) -> None:
    with pytest.raises(Refused, match="pas commencé"):
        report(boss, stop_at(monday()))


@pytest.mark.parametrize("act", ["cancel_stop", "restore_stop", "say_late", "report"])
def test_acts_are_closed_to_those_who_do_not_run_it(holder: Holder, today: datetime.date, act: str) -> None:
    stop = stop_at(today)
    more: dict[str, Any] = {"cancel_stop": {"reason": "x"}, "say_late": {"minutes": 5}}.get(act, {})
    if act == "report":
        more = {"people": 1, "minutes": 5, "themes": ["internet"], "key": "k" * 8}
    with pytest.raises(NotAllowed):
        getattr(operations, act)(by=holder("departement_pilot", "departement", "90"), stop=stop, **more)
    assert acts(stop) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins": 700, "ends": 700}, {"ends": 1500}, {"state": "gone"}, {"taken": 3}, {"lost": True},
        {"late_minutes": 5, "state": CALLED_OFF},
    ],
)  # fmt: skip
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    stop = stop_at(monday(), 540, 720)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.filter(pk=stop.pk).update(**wrong)
    Stop.objects.filter(pk=stop.pk).update(begins=600, taken=2)  # the positive control


def test_one_place_at_a_time() -> None:
    stop = stop_at(monday(), 540, 720)
    same = {name: getattr(stop, name) for name in ("timetable", "post", "base", "place", "place_name", "departement",
                                                   "date", "begins", "ends", "zone", "changed_at")}  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.create(key="k2", **same)
    Stop.objects.create(key="k2", **same | {"state": CALLED_OFF})
    Stop.objects.create(key="k3", **same | {"begins": 600})


@pytest.mark.parametrize(
    ("zone", "date", "begins", "expected"),
    [
        ("Europe/Paris", datetime.date(2026, 3, 29), 150, "2026-03-29T02:30:00+01:00"),  # within the gap
        ("Europe/Paris", datetime.date(2026, 7, 1), 540, "2026-07-01T09:00:00+02:00"),
        ("Indian/Reunion", datetime.date(2026, 7, 1), 540, "2026-07-01T09:00:00+04:00"),
        ("America/Guadeloupe", datetime.date(2026, 12, 31), 1439, "2026-12-31T23:59:00-04:00"),
    ],
)
def test_times_are_the_place_s_own(zone: str, date: datetime.date, begins: int, expected: str) -> None:
    assert instants.at(date, begins, zone).isoformat() == expected


def test_next_stops_are_those_not_ended(today: datetime.date) -> None:
    stop = stop_at(monday(), 540, 720)
    later = stop_at(monday(2), 540, 720, plan=stop.timetable.plan)
    assert queries.next_stops(BELFORT, now=instants.at(monday(), 700, "Europe/Paris")) == [stop, later]
    assert queries.next_stops(BELFORT, now=instants.at(monday(), 721, "Europe/Paris")) == [later]
    for place in (places.FRANCE, places.get("region", "27"), places.get("epci", stop.epci)):
        assert set(queries.stops(place, monday(), monday())) == {stop}
    assert not queries.stops(places.get("departement", "25"), monday(), monday()).exists()
