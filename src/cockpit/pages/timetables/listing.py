"""Timetables a reader sees, and asking for a new one."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cockpit.accounts import perms as abilities
from cockpit.accounts.roles import PLAN_TIMETABLES, SEE_PLANS
from cockpit.computations.states import CANCELLED
from cockpit.pages.plans.access import account, acted
from cockpit.pages.territory import spelt
from cockpit.pages.timetables.forms import PeriodForm, next_monday
from cockpit.pages.timetables.showing import told as rules_told
from cockpit.plans import adopted
from cockpit.territories import places
from cockpit.timetables import operations, perms, queries
from cockpit.timetables.models import Timetable
from cockpit.timetables.states import REPLACED

A_PAGE = 25
PAST = (REPLACED, CANCELLED)
FOUND_AT_MOST = 30
WEEKS = 8


@require_safe
def timetables(request: HttpRequest) -> HttpResponse:
    """Timetables the reader sees, the latest first, and where they plan; what counts no more if asked for."""
    user = account(request)
    if not abilities.may_anywhere(user, SEE_PLANS):
        raise Http404
    every, whole = queries.visible(user), "tous" in request.GET
    shown = every if whole else every.exclude(state__in=PAST)
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    words = {
        "page": page,
        "cards": [(one, rules_told(one) if perms.may_plan(user, one.place) else []) for one in page],
        "own": [(place, queries.in_force(place, today)) for place in _own(request)],
        "whole": whole,
        "hidden": 0 if whole else every.filter(state__in=PAST).count(),
    }
    return render(request, "timetables/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a territory, then the period."""
    user = account(request)
    if not abilities.may_anywhere(user, PLAN_TIMETABLES):
        raise Http404
    place = spelt(request.GET.get("territoire", ""))
    if place is None:
        return _choose(request)
    if not perms.may_plan(user, place):
        raise Http404
    form = PeriodForm(request.POST or None, initial={"first": next_monday(), "weeks": WEEKS})
    made: list[Timetable] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and acted(request, lambda: made.append(operations.ask_timetable(by=user, place=place, **form.cleaned_data)))
    ):
        return redirect("timetable", uuid=made[0].uuid)
    context = {"place": place, "form": form, "plan": adopted.adopted_for(place), "rules": queries.rules(place)}
    return render(request, "timetables/new.html", context)


def _choose(request: HttpRequest) -> HttpResponse:
    """Territories where the reader plans, or those a search finds among them."""
    user, asked = account(request), request.GET.get("q", "").strip()[:80]
    found = places.search(asked, FOUND_AT_MOST) if asked else []
    mine = [one for one in found if perms.may_plan(user, one.place)]
    return render(request, "timetables/choose.html", {"asked": asked, "found": mine, "own": _own(request)})


def _own(request: HttpRequest) -> list[places.Place]:
    return list(dict.fromkeys(abilities.reach(account(request), PLAN_TIMETABLES)))
