"""Launching, stopping, naming, sharing and adopting a plan; its history."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cockpit.accounts.models import User
from cockpit.pages.plans.access import account, acted, back_to, seen
from cockpit.pages.plans.forms import AdoptForm, NameForm
from cockpit.pages.plans.history import told
from cockpit.pages.plans.reading import context, rights
from cockpit.pages.plans.result import file
from cockpit.plans import adopted, operations, queries
from cockpit.plans.models import Plan
from cockpit.plans.states import DONE
from cockpit.wording import both

ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "lancer": (operations.launch, both("Le calcul est demandé.", "The computation is asked for.")),
    "annuler": (operations.cancel, both("Le plan est annulé.", "The plan is cancelled.")),
    "partager": (
        operations.share,
        both("Le lien est ouvert : copiez-le.", "The link is open: copy it."),
    ),
    "fermer": (operations.unshare, both("Le lien ne mène plus nulle part.", "The link leads nowhere any more.")),
}
"""Acts of one button."""


@require_POST
@seen
def act(request: HttpRequest, plan: Plan, what: str) -> HttpResponse:
    """Do what one button asks."""
    if what not in ACTS:
        raise Http404
    operation, done = ACTS[what]
    user: User = account(request)
    acted(request, lambda: operation(by=user, plan=plan), str(done))
    return back_to(plan)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def rename(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Give a plan another name."""
    if not rights(request.user, plan)["can_change"]:
        raise Http404
    form = NameForm(request.POST or None, initial={"name": plan.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        acted(request, lambda: operations.rename(by=account(request), plan=plan, name=name))
        return back_to(plan)
    return render(request, "plans/rename.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def adopt(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Confirm, then make a plan its territory's own."""
    if not rights(request.user, plan)["can_adopt"] or plan.state != DONE:
        raise Http404
    form = AdoptForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["starts_on"]
        if acted(
            request,
            lambda: operations.adopt(by=account(request), plan=plan, starts_on=day),
            str(both("Le plan est adopté.", "The plan is adopted.")),
        ):
            return back_to(plan)
    current = adopted.adopted_for(plan.place)
    return render(request, "plans/adopt.html", {"plan": plan, "form": form, "current": current, "place": plan.place})


@require_safe
@seen
def history(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Who did what with a plan."""
    return render(request, "plans/history.html", {"plan": plan, "entries": told(queries.history(plan))})


@login_not_required
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A plan behind a link: read only, without account."""
    return render(request, "plans/result.html", context(request.user, _shared(token)) | {"token": token, **NOTHING})


@login_not_required
@require_safe
def shared_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:  # noqa: ARG001
    """A file of a plan behind a link."""
    return file(_shared(token), name)


NOTHING = {"can_change": False, "can_adopt": False}


def _shared(token: str) -> Plan:
    plan = queries.shared(token)
    if plan is None:
        raise Http404
    return plan
