"""A plan's states under every order of acts: only the allowed steps, one run at a time, each act in the journal."""

import datetime
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cockpit.accounts.models import Mandate, User
from cockpit.errors import Refused
from cockpit.journal.queries import of_subject
from cockpit.plans import operations, running, sweeping
from cockpit.plans.models import Plan
from cockpit.plans.states import CANCELLED, DONE, DRAFT, FAILED, NEXT, RUNNING, STATES, WAITING
from cockpit.territories.places import get
from maillage.flow.options import PlanOptions

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUMMARY = {"result_hash": "r" * 64, "problem_hash": "p" * 64, "engine": "1", "sources": []}
STEPS = {"plan.launched": WAITING, "plan.requeued": WAITING, "plan.done": DONE, "plan.failed": FAILED,
         "plan.cancelled": CANCELLED}  # fmt: skip


class Machine(RuleBasedStateMachine):
    """People and workers act on plans in any order, with claims that may be out of date."""

    plans, claims = Bundle("plans"), Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        name = f"{uuid.uuid4()}@exemple.fr"
        self.user = User.objects.create_user(name)
        Mandate.objects.create(
            user=self.user, role="national_administrator", level="france", code="", starts_on=timezone.localdate()
        )
        self.states: dict[int, str] = {}

    @rule(target=plans)
    def create(self) -> int:
        plan = operations.create(
            by=self.user, place=get("departement", "90"), name="x", options=PlanOptions(3), launch=False
        )
        self.states[plan.pk] = DRAFT
        return plan.pk

    @rule(plan=plans)
    def launch(self, plan: int) -> None:
        may = WAITING in NEXT[self.states[plan]] and self.states[plan] != RUNNING
        try:
            with transaction.atomic():
                operations.launch(by=self.user, plan=Plan.objects.get(pk=plan))
            assert may
            self.states[plan] = WAITING
        except Refused:
            assert not may

    @rule(plan=plans)
    def cancel(self, plan: int) -> None:
        operations.cancel(by=self.user, plan=Plan.objects.get(pk=plan))
        if CANCELLED in NEXT[self.states[plan]]:
            self.states[plan] = CANCELLED

    @rule(target=claims, plan=plans)
    def claim(self, plan: int) -> Any:
        claimed = running.claim(str(Plan.objects.get(pk=plan).uuid))
        assert (claimed is not None) == (self.states[plan] == WAITING)
        if claimed is not None:
            self.states[plan] = RUNNING
        return claimed

    def mine(self, claim: Any) -> bool:
        """Whether a claim still holds its plan."""
        current = Plan.objects.get(pk=claim.pk)
        return current.state == RUNNING and current.attempt == claim.attempt

    @rule(claim=claims)
    def report(self, claim: Any) -> None:
        if claim is not None:
            mine = self.mine(claim)
            assert running.report(claim, "rounds", 0.5) == mine

    @rule(claim=claims)
    def finish(self, claim: Any) -> None:
        if claim is not None:
            mine = self.mine(claim)
            assert running.finish(claim, SUMMARY) == mine
            if mine:
                self.states[claim.pk] = DONE

    @rule(claim=claims)
    def fail(self, claim: Any) -> None:
        if claim is not None:
            mine = self.mine(claim)
            assert running.fail(claim, "plans.crashed", {"reason": "x"}) == mine
            if mine:
                self.states[claim.pk] = FAILED

    @rule(claim=claims)
    def release(self, claim: Any) -> None:
        if claim is not None:
            mine = self.mine(claim)
            assert running.release(claim, "task") == mine
            if mine:
                self.states[claim.pk] = WAITING

    @rule(plan=plans)
    def fall_silent(self, plan: int) -> None:
        """Its worker dies: the sweep takes it up, three times at most."""
        long_ago = timezone.now() - datetime.timedelta(hours=1)
        if Plan.objects.filter(pk=plan, state=RUNNING).update(heartbeat_at=long_ago):
            losses = Plan.objects.get(pk=plan).losses
            sweeping.sweep()
            self.states[plan] = WAITING if losses < 2 else FAILED

    @invariant()
    def the_database_agrees(self) -> None:
        assert dict(Plan.objects.filter(pk__in=self.states).values_list("pk", "state")) == self.states

    @invariant()
    def the_journal_agrees(self) -> None:
        for plan in Plan.objects.filter(pk__in=self.states):
            acts = [entry.action for entry in of_subject("plan", plan.uuid) if entry.action in STEPS]
            expected = STEPS[acts[0]] if acts else DRAFT
            assert plan.state in (expected, RUNNING)


def test_every_order_of_acts(db: None) -> None:
    class Isolated(Machine):
        """Each run in a transaction thrown away."""

        def __init__(self) -> None:
            self.hold = transaction.atomic()
            self.hold.__enter__()
            super().__init__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.hold.__exit__(None, None, None)

    run_state_machine_as_test(
        Isolated,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": DONE},
        {"state": RUNNING, "heartbeat_at": None},
        {"state": FAILED},
        {"share": 1.5},
        {"level": "planet"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    values = {"name": "x", "level": "departement", "code": "90", "options": {}}
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(**values | wrong)
    Plan.objects.create(**values)  # the positive control


def test_one_first_plan() -> None:
    values = {"name": "x", "level": "france", "code": "", "options": {}, "first": True}
    Plan.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(**values)


def test_every_state_leads_to_known_ones() -> None:
    assert set(NEXT) == set(STATES)
    assert all(set(after) <= set(STATES) for after in NEXT.values())
