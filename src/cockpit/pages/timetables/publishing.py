"""What publishing a timetable changes, commune by commune; publishing it, or dropping it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cockpit.pages.plans.access import account, acted
from cockpit.pages.timetables.access import seen
from cockpit.pages.timetables.changing import changes
from cockpit.pages.timetables.mending import proposal
from cockpit.pages.timetables.showing import head
from cockpit.timetables import operations, perms, queries
from cockpit.timetables.models import Timetable
from cockpit.timetables.states import READY
from cockpit.wording import both


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def publish(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Show what changes, then publish."""
    if not perms.may_plan(request.user, timetable.place) or timetable.state != READY:
        raise Http404
    if request.method == "POST":
        acted(
            request,
            lambda: operations.publish(by=account(request), timetable=timetable),
            str(both("Le calendrier est publié : chacun peut le lire.", "The timetable is published for all to read.")),
        )
        return redirect("timetable", uuid=timetable.uuid)
    told = {**head(request.user, timetable), **changes(timetable), "overtaken": queries.overtaken(timetable)}
    return render(request, "timetables/publish.html", told)


@require_POST
@seen
def renew(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Ask again for what another timetable has overtaken."""
    made: list[Timetable] = []
    if acted(request, lambda: made.append(operations.renew(by=account(request), timetable=timetable))):
        return proposal(made[0])
    return redirect("timetable", uuid=timetable.uuid)


@require_POST
@seen
def drop(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Stop or drop a timetable that is not published."""
    acted(
        request,
        lambda: operations.cancel(by=account(request), timetable=timetable),
        str(both("Le calendrier est abandonné.", "The timetable is dropped.")),
    )
    if timetable.parent is not None:
        return redirect("timetable", uuid=timetable.parent.uuid)
    return redirect("timetable", uuid=timetable.uuid)


@require_POST
@seen
def launch(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Compute again what failed or was dropped."""
    acted(request, lambda: operations.launch(by=account(request), timetable=timetable))
    return redirect("timetable", uuid=timetable.uuid)
