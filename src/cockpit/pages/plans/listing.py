"""Plans a reader sees, and asking for a new one."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cockpit.accounts import perms as abilities
from cockpit.accounts.operations import NotAllowed
from cockpit.accounts.roles import MAKE_PLANS
from cockpit.pages.plans.access import account
from cockpit.pages.plans.forms import PlanForm
from cockpit.pages.territory import spelt
from cockpit.plans import adopted, defaults, operations, perms, queries
from cockpit.plans.states import STATES
from cockpit.territories import places

A_PAGE = 25
FOUND_AT_MOST = 30


@login_not_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Plans the reader sees, the latest first; of one state or the reader's own where asked."""
    found = queries.visible(request.user)
    state = request.GET.get("etat", "")
    if state in STATES:
        found = found.filter(state=state)
    if mine := request.user.is_authenticated and request.GET.get("miens") == "1":
        found = found.filter(created_by=account(request))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    standing = {adoption.plan_id for adoption in adopted.in_force()}
    parents = {plan.parent_id for plan in page if queries.parent(request.user, plan)}
    context = {"page": page, "states": STATES, "state": state, "mine": mine, "standing": standing, "parents": parents}
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a territory, then say what the plan must be."""
    user = account(request)
    if not abilities.may_anywhere(user, MAKE_PLANS):
        raise Http404
    place = spelt(request.GET.get("territoire", ""))
    if place is None:
        return _choose(request)
    if not perms.may_make(user, place):
        raise Http404
    form = PlanForm(request.POST or None, initial=defaults.initial(place))
    if request.method == "POST" and form.is_valid():
        launch = "draft" not in request.POST
        try:
            plan = operations.create(
                by=user,
                place=place,
                name=form.cleaned_data["name"],
                options=form.cleaned_data["options"],
                launch=launch,
            )
        except NotAllowed as error:
            raise Http404 from error
        return redirect("plan", uuid=plan.uuid)
    return render(request, "plans/new.html", {"place": place, "form": form, "current": adopted.adopted_for(place)})


def _choose(request: HttpRequest) -> HttpResponse:
    """Territories where the reader makes plans, or those a search finds among them."""
    user, asked = account(request), request.GET.get("q", "").strip()[:80]
    found = places.search(asked, FOUND_AT_MOST) if asked else []
    context = {
        "asked": asked,
        "found": [one for one in found if perms.may_make(user, one.place)],
        "own": list(dict.fromkeys(abilities.reach(user, MAKE_PLANS))),
        "today": timezone.localdate(),
    }
    return render(request, "plans/choose.html", context)
