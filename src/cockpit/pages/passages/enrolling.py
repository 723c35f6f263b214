"""Booking a seat without an account; the booking's own page, where it is read and given back."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cockpit.errors import Refused
from cockpit.pages.passages import calling, limits, nearby
from cockpit.pages.passages.forms import Enrol, new_key
from cockpit.pages.passages.lines import line
from cockpit.pages.passages.showing import known
from cockpit.timetables import contacts, operations, queries
from cockpit.timetables.models import Stop
from cockpit.wording import current

FORM = ("GET", "HEAD", "POST")


@login_not_required
@require_http_methods(FORM)
@never_cache
@sensitive_post_parameters("name", "contact", "need")
def enrol(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for a seat: a name, a way to be reached, a need in a word."""
    stop = known(uid)
    form = Enrol(request.POST if request.method == "POST" else None, initial={"key": new_key()})
    status = 200
    if form.is_valid():
        answer = _ask(request, stop, form)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    told = line(stop)
    near = [] if told.open else nearby.near(stop.commune)
    words = {"line": told, "form": form, "near": near, "call": calling.of(told.stop.place)}
    return render(request, "passages/enrol.html", words, status=status)


def _ask(request: HttpRequest, stop: Stop, form: Enrol) -> HttpResponse | int:
    """Keep the seat and lead to its page; else say why on the form, and the status to answer with."""
    given = form.cleaned_data
    if not limits.allows(request, limits.ENROL, given["contact"]):
        form.add_error(None, str(limits.TOO_OFTEN))
        return 429
    try:
        made = operations.enrol(by=None, stop=stop, language=current(), **given)
    except operations.AlreadyAsked as refusal:
        again = request.POST.copy()
        again["key"] = new_key()
        form.data = again
        form.add_error(None, str(refusal))
        return 409
    except Refused as refusal:
        form.add_error(None, str(refusal))
        stop.refresh_from_db()
        return 200
    return redirect("passage_enrolment", token=made.token)


@login_not_required
@require_http_methods(FORM)
@never_cache
def enrolment(request: HttpRequest, token: str) -> HttpResponse:
    """What is booked and what is kept of who booked; POST gives the seat back and erases it."""
    found = queries.enrolment(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        operations.cancel_enrolment(by=None, enrolment=found)
        return redirect("passage_enrolment", token=token)
    told = line(found.stop)
    near = nearby.near(found.stop.commune) if told.cancelled else []
    words = {"enrolment": found, "contact": contacts.shown(found.contact), "line": told, "near": near}
    words["call"] = calling.of(told.stop.place)
    return unlisted(render(request, "passages/enrolment.html", words))


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep a page that a secret opens out of search engines."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
