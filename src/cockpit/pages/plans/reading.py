"""What the pages of one plan show."""

from typing import Any

from cockpit.accounts.perms import Someone
from cockpit.computations import failures
from cockpit.plans import adopted, perms, queries, weighing
from cockpit.plans.models import Plan
from cockpit.plans.states import DRAFT, RUNNING, STAGES, WAITING

SHOWN = 8
"""Rows of a table shown on the page of a plan."""


def rights(user: Someone, plan: Plan) -> dict[str, bool]:
    """What the reader may do with a plan."""
    return {"can_change": perms.may_change(user, plan), "can_adopt": perms.may_adopt(user, plan)}


def progress_context(user: Someone, plan: Plan) -> dict[str, Any]:
    """How far a plan is."""
    names = list(STAGES)
    at = names.index(plan.stage) if plan.stage in names else -1
    stages = [
        {"name": STAGES[code], "done": number < at, "now": number == at and plan.state == RUNNING}
        for number, code in enumerate(names)
        if code != "mending" or plan.stage == "mending"
    ]
    return {
        "plan": plan,
        "parent": queries.parent(user, plan),
        "stages": stages,
        "percent": round(100 * plan.share),
        "moving": plan.state in (WAITING, RUNNING),
        "failure": failures.sentence(plan),
        "ahead": queries.ahead(plan) if plan.state == WAITING else 0,
        "is_scenario": plan.state == DRAFT and plan.parent is not None,
        **rights(user, plan),
    }


def context(user: Someone, plan: Plan) -> dict[str, Any]:
    """What a done plan found."""
    place = plan.place
    places, findings = queries.table(plan, "places"), queries.table(plan, "findings")
    own = weighing.side(place, plan)
    bound = plan.summary["upper_bound"]
    return {
        "plan": plan,
        "place": place,
        "summary": plan.summary,
        "figures": own.figures,
        "of_bound": plan.summary["objective"] / bound if bound else None,
        "per_day": own.figures.drive_minutes / (own.figures.half_days / 2) if own.figures.half_days else None,
        "places": places.sort("half_days", "code", descending=[True, False]).head(SHOWN).to_dicts(),
        "findings": findings.head(SHOWN).to_dicts(),
        "findings_count": findings.height,
        "words": queries.words(plan),
        "scenarios": queries.scenarios(user, plan),
        "parent": queries.parent(user, plan),
        "adoption": queries.adoption(plan),
        "current": adopted.adopted_for(place),
        **rights(user, plan),
    }
