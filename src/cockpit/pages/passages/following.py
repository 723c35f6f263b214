"""Being told by e-mail what changes in a commune or an EPCI, once the address is confirmed; and no more when asked."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cockpit.errors import Refused
from cockpit.pages.passages import limits
from cockpit.pages.passages.enrolling import FORM, unlisted
from cockpit.pages.passages.forms import Follow
from cockpit.pages.passages.subjects import FOLLOWED, Subject, asked
from cockpit.timetables import operations, queries
from cockpit.wording import current

CONFIRM = "confirm"


@login_not_required
@require_http_methods(FORM)
@never_cache
@sensitive_post_parameters("email")
def follow(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Ask to be told; what is said does not depend on who follows already."""
    if kind not in FOLLOWED:
        raise Http404
    subject = asked(kind, code)
    form = Follow(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        status = _ask(request, subject, form)
        if not form.errors:
            return redirect(f"{request.path}?demande=recue")
    words = {"subject": subject, "form": form, "received": "demande" in request.GET}
    return render(request, "passages/follow.html", words, status=status)


def _ask(request: HttpRequest, subject: Subject, form: Follow) -> int:
    """Write the request down, or say on the form why not; the status to answer with."""
    email = form.cleaned_data["email"]
    if not limits.allows(request, limits.FOLLOW, email.lower()):
        form.add_error(None, str(limits.TOO_OFTEN))
        return 429
    try:
        operations.subscribe(email=email, place=subject.place, language=current())
    except Refused as refusal:
        form.add_error("email", str(refusal))
    return 200


@csrf_exempt  # the token is the proof, and a mail program that unsubscribes in one click (RFC 8058) has no cookie
@login_not_required
@require_http_methods(FORM)
@never_cache
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept of who follows; POST confirms the address, or ends it all.

    Confirming asks for a press of the button: mail filters open every link of a message.
    """
    found = queries.subscription(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("what") == CONFIRM:
            operations.confirm(subscription=found)
        else:
            operations.unsubscribe(subscription=found)
        return redirect("passage_subscription", token=token)
    return unlisted(render(request, "passages/subscription.html", {"subscription": found}))
