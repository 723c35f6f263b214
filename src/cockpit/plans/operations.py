"""What people do with plans."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.journal.operations import record
from cockpit.plans import perms, queries, storage, tasks
from cockpit.plans.models import Adoption, Change, Plan, new_token
from cockpit.plans.states import CANCELLED, DONE, DRAFT, FAILED, NEXT, RUNNING, WAITING
from cockpit.territories.places import Place
from cockpit.wording import both
from maillage.flow.editing import Edit, rules_of
from maillage.flow.options import PlanOptions

MOST_SCENARIOS = 3
"""Scenarios beside a plan: more cannot be weighed against each other."""


@transaction.atomic
def create(*, by: User, place: Place, name: str, options: PlanOptions, launch: bool = True) -> Plan:
    """Ask for a plan of a territory, computed at once or kept as a draft.

    Raises
    ------
    NotAllowed
        If ``by`` makes no plans there.
    """
    if not perms.may_make(by, place):
        raise NotAllowed
    plan = Plan.objects.create(
        name=_name(name), level=place.level, code=place.code, created_by=by, options=vars(options)
    )
    _note(by, plan, "plan.created", {"advisors": options.advisors})
    return _queue(by, plan) if launch else plan


@transaction.atomic
def scenario(*, by: User, plan: Plan, name: str) -> Plan:
    """A draft that changes a done plan by hand, beside it.

    Raises
    ------
    NotAllowed
        If ``by`` may not.
    Refused
        If the plan is not done, or has its three scenarios.
    """
    _allow(by, plan)
    if plan.state != DONE:
        raise Refused(both("Attendez la fin du calcul : on ne modifie qu'un plan terminé.",
                           "Wait for the computation to end: only a done plan is edited."))  # fmt: skip
    Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.scenarios.exclude(state__in=(CANCELLED, FAILED)).count() >= MOST_SCENARIOS:
        raise Refused(
            both(
                f"Ce plan a déjà {MOST_SCENARIOS} scénarios : abandonnez-en un pour en commencer un autre.",
                f"This plan already has {MOST_SCENARIOS} scenarios: drop one to begin another.",
            )
        )
    made = Plan.objects.create(
        name=_name(name), level=plan.level, code=plan.code, created_by=by, parent=plan, options=plan.options,
        rules=plan.rules,
    )  # fmt: skip
    _note(by, made, "plan.created", {"parent": str(plan.uuid)})
    return made


@transaction.atomic
def edit(*, by: User, draft: Plan, change: Edit) -> Change:
    """Add a change by hand to a draft, if it makes sense after the others.

    Raises
    ------
    MaillageError
        If it makes no sense.
    NotAllowed, Refused
        If ``by`` may not, or the plan is no draft of another.
    """
    _open_draft(by, draft)
    queries.effect(draft, extra=change)
    last = draft.changes.aggregate(last=Max("position"))["last"] or 0
    made = Change.objects.create(
        plan=draft, position=last + 1, kind=change.kind, commune=change.place, to=change.to, count=change.count,
        made_by=by,
    )  # fmt: skip
    _note(
        by, draft, "plan.edited", {"kind": change.kind, "commune": change.place, "to": change.to, "count": change.count}
    )
    return made


@transaction.atomic
def undo(*, by: User, draft: Plan, position: int) -> None:
    """Undo a change of a draft; the others stay, as long as they make sense without it."""
    _open_draft(by, draft)
    if draft.changes.filter(position=position, undone_at__isnull=True).update(undone_at=timezone.now()):
        queries.effect(draft)
        _note(by, draft, "plan.edit_undone", {"position": position})


@transaction.atomic
def launch(*, by: User, plan: Plan) -> Plan:
    """Compute a draft, or again what failed or was cancelled; a draft's changes become rules.

    Raises
    ------
    NotAllowed, Refused
        If ``by`` may not, or the plan is not in a state to be launched.
    """
    _allow(by, plan)
    if plan.parent is not None and plan.state == DRAFT:
        edits = queries.edits(plan)
        if not edits:
            raise Refused(both("Ce scénario ne change encore rien : ajoutez une modification, puis recalculez.",
                               "This scenario changes nothing yet: add an edit, then compute."))  # fmt: skip
        case = storage.case(str(plan.parent.uuid), plan.parent.result_hash)
        advisors, rules = rules_of(case, edits, plan.parent.fixed)
        options = vars(PlanOptions(**{**plan.parent.options, "advisors": advisors}))
        Plan.objects.filter(pk=plan.pk, state=DRAFT).update(options=options, rules=rules)
    return _queue(by, plan)


@transaction.atomic
def cancel(*, by: User, plan: Plan) -> None:
    """Stop a plan that waits or computes, or drop a draft; the worker stops within a second."""
    _allow(by, plan)
    states = tuple(state for state in NEXT if CANCELLED in NEXT[state])
    if Plan.objects.filter(pk=plan.pk, state__in=states).update(state=CANCELLED, finished_at=timezone.now()):
        _note(by, plan, "plan.cancelled", {})


@transaction.atomic
def rename(*, by: User, plan: Plan, name: str) -> None:
    """Give a plan another name."""
    _allow(by, plan)
    Plan.objects.filter(pk=plan.pk).update(name=_name(name))
    _note(by, plan, "plan.renamed", {})


@transaction.atomic
def share(*, by: User, plan: Plan) -> str:
    """Open a plan to whoever has its link; returns the link's secret."""
    _allow(by, plan)
    token = plan.share_token or new_token()
    if Plan.objects.filter(pk=plan.pk, share_token__isnull=True).update(share_token=token):
        _note(by, plan, "plan.shared", {})
    return token


@transaction.atomic
def unshare(*, by: User, plan: Plan) -> None:
    """Close the link: it leads nowhere any more."""
    _allow(by, plan)
    if Plan.objects.filter(pk=plan.pk, share_token__isnull=False).update(share_token=None):
        _note(by, plan, "plan.unshared", {})


@transaction.atomic
def adopt(*, by: User, plan: Plan, starts_on: datetime.date | None = None) -> Adoption:
    """Make a done plan its territory's own from a day on (today by default).

    Raises
    ------
    NotAllowed
        If ``by`` adopts no plans there.
    Refused
        If the plan is not done.
    """
    if not perms.may_adopt(by, plan):
        raise NotAllowed
    if plan.state != DONE:
        raise Refused(both("Seul un plan terminé peut être adopté.", "Only a done plan can be adopted."))
    day = starts_on or timezone.localdate()
    if day < timezone.localdate():
        raise Refused(both("Choisissez un jour à venir : une adoption ne réécrit pas le passé.",
                           "Choose a day to come: an adoption does not rewrite the past."))  # fmt: skip
    made = Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=day, adopted_by=by)
    _note(by, plan, "plan.adopted", {"starts_on": day.isoformat()})
    return made


def _queue(by: User, plan: Plan) -> Plan:
    """Put a plan in the queue, from any state that leads there but the running one."""
    states = tuple(state for state in NEXT if WAITING in NEXT[state] and state != RUNNING)
    changed = Plan.objects.filter(pk=plan.pk, state__in=states).update(
        state=WAITING, queued_at=timezone.now(), task_id=tasks.queued(plan), stage="", share=0.0, losses=0,
        failure_code="", failure_values={}, finished_at=None,
    )  # fmt: skip
    if not changed:
        raise Refused(both("Ce plan est déjà en attente, en calcul ou terminé.",
                           "This plan already waits, computes or is done."))  # fmt: skip
    _note(by, plan, "plan.launched", {})
    plan.refresh_from_db()
    return plan


def _open_draft(by: User, draft: Plan) -> None:
    """Refuse to edit anything but a draft beside another plan, and lock it."""
    _allow(by, draft)
    locked = Plan.objects.select_for_update().get(pk=draft.pk)
    if locked.state != DRAFT or locked.parent_id is None:
        raise Refused(both("Ce scénario est lancé : commencez-en un autre pour le modifier.",
                           "This scenario was launched: begin another to edit it."))  # fmt: skip


def _allow(by: User, plan: Plan) -> None:
    if not perms.may_change(by, plan):
        raise NotAllowed


def _name(name: str) -> str:
    """A name without blanks around.

    Raises
    ------
    Refused
        If nothing is left of it.
    """
    kept = " ".join(name.split())[:120]
    if not kept:
        raise Refused(both("Donnez un nom au plan.", "Give the plan a name."))
    return kept


def _note(by: User, plan: Plan, action: str, details: dict[str, Any]) -> None:
    """Write an act on a plan down."""
    record(
        actor=by.pk,
        action=action,
        subject="plan",
        subject_id=plan.uuid,
        level=plan.level,
        code=plan.code,
        details=details,
    )
