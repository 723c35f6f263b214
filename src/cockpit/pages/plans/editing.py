"""Changing a plan by hand in a draft beside it, with what it does to people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cockpit.pages.plans.access import account, acted, back_to, seen
from cockpit.pages.plans.forms import KIND_NAMES, change_forms
from cockpit.pages.plans.reading import rights
from cockpit.plans import naming, operations, queries
from cockpit.plans.models import Plan
from cockpit.plans.states import DRAFT
from cockpit.wording import both
from maillage.vocabulary.edits import KINDS, Edit
from maillage.vocabulary.errors import MaillageError

NAMED = 10
"""Communes named on each side."""


@require_POST
@seen
def begin(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Begin a scenario beside a plan."""
    name = request.POST.get("name") or str(both(f"{plan.name} (scénario)", f"{plan.name} (scenario)"))
    made: list[Plan] = []
    done = acted(request, lambda: made.append(operations.scenario(by=account(request), plan=plan, name=name)))
    return back_to(made[0], "plan_edit") if done else back_to(plan)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def edit(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The draft's changes, one form for each kind, and their effect."""
    if not rights(request.user, plan)["can_change"] or plan.parent is None:
        raise Http404
    if plan.state != DRAFT:
        return back_to(plan)
    forms = change_forms(plan, request.POST or None)
    if request.method == "POST":
        sent = next((form for form in forms if form.is_bound), None)
        if sent is None or request.POST.get("kind") not in KINDS:
            raise Http404
        if sent.is_valid():
            change = sent.edit
            if acted(request, lambda: operations.edit(by=account(request), draft=plan, change=change)):
                return redirect(f"{reverse('plan_edit', args=[plan.uuid])}#effect")
    context = {"plan": plan, "parent": queries.parent(request.user, plan), "forms": forms}
    return render(request, "plans/edit.html", context | _effect(request, plan))


@require_POST
@seen
def undo(request: HttpRequest, plan: Plan, position: int) -> HttpResponse:
    """Take a change back."""
    acted(
        request,
        lambda: operations.undo(by=account(request), draft=plan, position=position),
        str(both("Modification annulée.", "Change undone.")),
    )
    return back_to(plan, "plan_edit")


def _where(change: Edit) -> str:
    """Its commune, or both."""
    return " → ".join(naming.label(code) for code in (change.place, change.to) if code)


def _effect(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """What the changes do, with names."""
    found: dict[str, Any] = {
        "changes": [(change, KIND_NAMES[change.kind], _where(change.edit)) for change in queries.changes(plan)],
        "names": naming.listed(plan),
    }
    try:
        effect = queries.effect(plan)
    except MaillageError as error:  # the ground has changed under an old draft
        messages.error(request, str(error))
        return found
    label = naming.label
    return found | {
        "effect": effect,
        "gained": [{**row, "label": label(row["code"])} for row in effect.gained.head(NAMED).iter_rows(named=True)],
        "lost": [{**row, "label": label(row["code"])} for row in effect.lost.head(NAMED).iter_rows(named=True)],
        "gained_people": effect.gained["change"].sum(),
        "lost_people": effect.lost["change"].abs().sum(),
        "moved": [{**row, "label": label(row["code"])} for row in effect.places.head(40).iter_rows(named=True)],
    }
