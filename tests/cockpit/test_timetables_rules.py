"""Rules of the calendar and asking for a timetable: who may, what is refused, what is kept."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from timetables_kept import HERE, adopted_plan, monday

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.journal.queries import of_subject
from cockpit.plans import queries as plans
from cockpit.plans.models import Plan
from cockpit.territories import places
from cockpit.timetables import operations, queries, ruling
from cockpit.timetables.models import Rule, Timetable
from cockpit.timetables.states import CANCELLED, NEXT, STATES, WAITING
from maillage.vocabulary.timetable import KINDS, CalendarRule

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Holder = Callable[..., User]


@pytest.fixture
def boss(holder: Holder) -> User:
    return holder("coordinator", "departement", "90")


@pytest.fixture
def plan(db: None) -> Plan:
    return adopted_plan()


def a_post(plan: Plan) -> str:
    return str(plans.table(plan, "posts")["post"][0])


def add(by: User, kind: str, subject: str, **more: Any) -> Rule:
    return operations.add_rule(by=by, place=HERE, rule=CalendarRule(kind, subject, **more))


def test_every_kind_has_its_words() -> None:
    assert tuple(ruling.NAMES) == KINDS


def test_rules_are_kept_and_taken_away(boss: User, plan: Plan) -> None:
    post = a_post(plan)
    leave = add(boss, "leave", post, first=monday(), last=monday(2), note="congés")
    market = add(boss, "open", "90010", weekday=5, hours="09:00-12:30")
    assert [row.rule.kind for row in queries.rules(HERE)] == ["leave", "open"]
    assert leave.rule == CalendarRule("leave", post, monday(), monday(2), note="congés")
    operations.remove_rule(by=boss, rule=market)
    operations.remove_rule(by=boss, rule=market)
    assert queries.rules(HERE) == [leave]
    assert [entry.action for entry in reversed(of_subject("rule", market.pk))] == ["rule.added", "rule.removed"]
    assert "congés" not in str(of_subject("rule", leave.pk)[0].details)


def test_rules_of_what_it_holds_and_of_what_holds_it_bind_a_territory(holder: Holder, plan: Plan) -> None:
    rule = CalendarRule("every", "90010", value=2)
    epci = places.get("epci", "200069052")
    here = operations.add_rule(by=holder("coordinator", "epci", epci.code), place=epci, rule=rule)
    assert queries.rules(HERE) == queries.rules(epci) == [here]
    assert queries.rules(places.get("departement", "25")) == []


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("dream", {}, "inconnue"),
        ("leave", {}, "quel jour"),
        ("leave", {"first": datetime.date(2027, 2, 2), "last": datetime.date(2027, 2, 1)}, "avant le début"),
        ("part_time", {}, "jour de la semaine"),
        ("closed", {}, "quel jour"),
        ("open", {"weekday": 5, "hours": "9h-12h"}, "09:00-12:30"),
        ("open", {"weekday": 5, "hours": "12:30-09:00"}, "09:00-12:30"),
        ("every", {}, "de 1 à 26"),
        ("every", {"value": 27}, "de 1 à 26"),
        ("dwell", {"value": 5}, "de 15 à 360"),
        ("together", {"value": 1}, "de 2 à 10"),
        ("lock", {"weekday": 1, "post": "99-999-1"}, "Aucun poste"),
    ],
)
def test_rules_that_make_no_sense(boss: User, plan: Plan, kind: str, more: dict[str, Any], said: str) -> None:
    subject = a_post(plan) if kind in ("leave", "part_time") else "90010"
    with pytest.raises(Refused, match=said):
        add(boss, kind, subject, **more)
    assert queries.rules(HERE) == []


@pytest.mark.parametrize(
    ("kind", "subject"), [("leave", "99-999-1"), ("leave", ""), ("closed", "75056"), ("closed", "x")]
)
def test_rules_about_nothing_here(boss: User, plan: Plan, kind: str, subject: str) -> None:
    with pytest.raises(Refused):
        add(boss, kind, subject, first=monday(), last=monday())


def test_rules_are_of_those_who_plan_there(holder: Holder, plan: Plan) -> None:
    rule = CalendarRule("every", "90010", value=2)
    for role, level, code in (("advisor", "departement", "90"), ("host_manager", "departement", "90"),
                              ("coordinator", "departement", "25"), ("hub", "departement", "90")):  # fmt: skip
        with pytest.raises(NotAllowed):
            operations.add_rule(by=holder(role, level, code), place=HERE, rule=rule)
    made = operations.add_rule(by=holder("departement_pilot", "departement", "90"), place=HERE, rule=rule)
    with pytest.raises(NotAllowed):
        operations.remove_rule(by=holder("hub", "departement", "90"), rule=made)


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "dream"}, {"weekday": 7}, {"half": 2}, {"first": monday(2), "last": monday()}, {"level": "moon"}],
)
def test_the_database_refuses_senseless_rules(wrong: dict[str, Any]) -> None:
    values = {"kind": "every", "subject": "90010", "value": 2, "level": "departement", "code": "90"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.create(**values | wrong)
    Rule.objects.create(**values)  # the positive control


def test_asking_keeps_the_plan_in_force_and_the_rules_of_the_day(boss: User, plan: Plan) -> None:
    add(boss, "every", "90010", value=2)
    made = operations.ask_timetable(by=boss, place=HERE, first=monday(), weeks=8)
    assert (made.plan, made.state, made.weeks) == (plan, WAITING, 8)
    assert made.last_date == monday(9) - datetime.timedelta(days=1)
    assert made.kept_rules == [CalendarRule("every", "90010", value=2)]
    assert queries.find(boss, made.uuid) == made
    operations.cancel(by=boss, timetable=made)
    made.refresh_from_db()
    assert made.state == CANCELLED
    acts = [entry.action for entry in reversed(of_subject("timetable", made.uuid))]
    assert acts == ["timetable.asked", "timetable.cancelled"]


def test_asking_what_cannot_be(boss: User, holder: Holder) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for first, weeks, said in ((yesterday, 8, "passé"), (monday(), 0, "0 semaines"), (monday(), 8, "Aucun plan")):
        with pytest.raises(Refused, match=said):
            operations.ask_timetable(by=boss, place=HERE, first=first, weeks=weeks)
    with pytest.raises(NotAllowed):
        operations.ask_timetable(by=holder("hub", "departement", "90"), place=HERE, first=monday(), weeks=8)


@pytest.mark.parametrize(
    ("role", "level", "code", "waiting", "computed"),
    [
        ("coordinator", "departement", "90", True, True),
        ("departement_pilot", "departement", "90", True, True),
        ("advisor", "departement", "90", False, True),
        ("coordinator", "departement", "25", False, False),
        ("prescriber", "departement", "90", False, False),
        (None, "", "", False, False),
    ],
)
def test_who_sees_a_timetable(
    holder: Holder, boss: User, plan: Plan, role: str, level: str, code: str, waiting: bool, computed: bool
) -> None:
    made = operations.ask_timetable(by=boss, place=HERE, first=monday(), weeks=8)
    user = holder(role, level, code)
    assert (queries.find(user, made.uuid) is not None) is (made in queries.visible(user)) is waiting
    Timetable.objects.update(state="ready", result_hash="r" * 64, finished_at=timezone.now())
    assert (queries.find(user, made.uuid) is not None) is (made in queries.visible(user)) is computed


@pytest.mark.parametrize(
    "wrong",
    [{"state": "lost"}, {"state": "ready"}, {"state": "running"}, {"state": "failed"}, {"share": 2.0},
     {"first_date": monday(40)}, {"state": "published", "result_hash": "r" * 64, "finished_at": timezone.now()}],
)  # fmt: skip
def test_the_database_refuses_senseless_timetables(boss: User, plan: Plan, wrong: dict[str, Any]) -> None:
    made = operations.ask_timetable(by=boss, place=HERE, first=monday(), weeks=8)
    with pytest.raises(IntegrityError), transaction.atomic():
        Timetable.objects.filter(pk=made.pk).update(**wrong)


def test_states_lead_to_known_ones() -> None:
    assert set(NEXT) == set(STATES)
    assert all(after <= set(STATES) for after in NEXT.values())
