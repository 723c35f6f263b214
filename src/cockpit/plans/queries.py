"""Reading plans: which ones a reader sees, their tables, the effect of their edits."""

import functools
from typing import Any
from uuid import UUID

import numpy as np
import polars as pl
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from cockpit.accounts import perms as abilities
from cockpit.accounts.perms import Someone
from cockpit.accounts.roles import SEE_PLANS
from cockpit.journal import queries as journal
from cockpit.plans import perms, storage
from cockpit.plans.models import Adoption, Change, Plan
from cockpit.plans.states import CANCELLED, DONE, RUNNING, WAITING
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.wording import current
from maillage.flow.editing import Edit, Effect, evaluate
from maillage.territory import DistanceModel

EFFECTS_KEPT = 8


def visible(user: Someone) -> QuerySet[Plan]:
    """Plans an account sees: those of its territories and adopted ones, the latest first."""
    reach = abilities.reach(user, SEE_PLANS)
    territories = Plan.objects.order_by().values_list("level", "code").distinct()
    seen = Q(adoptions__isnull=False) if perms.sees_adopted(user) else Q(pk__in=())
    for level, code in territories:
        if any(places.within(places.get(level, code), wider) for wider in reach):
            seen |= Q(level=level, code=code)
    return Plan.objects.filter(seen).distinct().select_related("created_by", "parent")


def find(user: Someone, uuid: UUID | str) -> Plan | None:
    """A plan an account may see; None where there is none or it may not."""
    plan = Plan.objects.select_related("parent", "created_by").filter(uuid=uuid).first()
    return plan if plan is not None and perms.may_see(user, plan) else None


def shared(token: str) -> Plan | None:
    """The plan a link opens."""
    return Plan.objects.filter(share_token=token, state=DONE).first() if token else None


def table(plan: Plan, name: str) -> pl.DataFrame:
    """A table of a done plan: ``places``, ``posts``, ``rounds``, ``coverage``, ``findings`` (said in one language)."""
    kept = f"findings.{current()}" if name == "findings" else name
    return storage.table(str(plan.uuid), plan.result_hash, kept)


def words(plan: Plan) -> dict[str, list[str]]:
    """``assumptions`` and ``sources`` of a done plan, in the reader's language."""
    return storage.words(str(plan.uuid), plan.result_hash)[current()]


def changes(draft: Plan) -> list[Change]:
    """Changes of a draft in their order, undone ones too."""
    return list(draft.changes.select_related("made_by"))


def edits(draft: Plan) -> list[Edit]:
    """Changes of a draft that hold."""
    return [change.edit for change in draft.changes.filter(undone_at__isnull=True)]


def effect(draft: Plan, extra: Edit | None = None) -> Effect:
    """What a draft's changes, and one more, do to the plan it stands beside.

    Raises
    ------
    MaillageError
        If a change makes no sense where it comes.
    """
    parent = draft.parent
    assert parent is not None
    key = (str(parent.uuid), parent.result_hash)
    case = storage.case(*key)
    wanted = [*edits(draft), *([extra] if extra else [])]
    return evaluate(case, wanted, _travel(), _rows(*key), parent.fixed)


def scenarios(user: Someone, plan: Plan) -> list[Plan]:
    """Living scenarios beside a plan that an account may see."""
    found = plan.scenarios.exclude(state=CANCELLED).order_by("id")
    return [one for one in found if perms.may_see(user, one)]


def parent(user: Someone, plan: Plan) -> Plan | None:
    """The plan a scenario stands beside; None where there is none or an account may not see it."""
    found = plan.parent
    return found if found is not None and perms.may_see(user, found) else None


def of_territory(user: Someone, place: Place) -> QuerySet[Plan]:
    """Done plans of a territory an account sees, the latest first."""
    return visible(user).filter(level=place.level, code=place.code, state=DONE)


@functools.cache
def _travel() -> DistanceModel:
    """Travel times of France."""
    return DistanceModel(places.ground())


@functools.lru_cache(maxsize=storage.CASES_KEPT)
def _rows(uuid: str, result_hash: str) -> NDArray[np.int32]:
    """Rows of a plan's communes in the territory of today."""
    return places.ground().rows(storage.case(uuid, result_hash).communes)


def ahead(plan: Plan) -> int:
    """Plans that will be computed before one that waits."""
    return (
        Plan.objects.filter(Q(state=RUNNING) | Q(state=WAITING, queued_at__lt=plan.queued_at))
        .exclude(pk=plan.pk)
        .count()
    )


def adoption(plan: Plan) -> Adoption | None:
    """Latest adoption of a plan."""
    return plan.adoptions.select_related("adopted_by").order_by("-id").first()


def history(plan: Plan) -> list[Any]:
    """Acts on a plan, the latest first."""
    return list(journal.of_subject("plan", plan.uuid))


def covers(plan: Plan, place: Place) -> bool:
    """Whether a done plan holds every commune of a territory."""
    return plan.state == DONE and places.within(place, plan.place)
