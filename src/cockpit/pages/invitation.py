"""The page an invitation's link opens."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cockpit.accounts import invitations, queries
from cockpit.accounts.models import Invitation, User
from cockpit.errors import Refused
from cockpit.pages.account_forms import Join
from cockpit.pages.me import FORM
from cockpit.wording import both, current


@login_not_required
@require_http_methods(FORM)
@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who offers what where; create the account, or add the role to the one logged in."""
    offer = queries.invitation(token)
    if offer is None:
        raise Http404
    state = invitations.state(offer)
    known = queries.of_address(offer.email)
    words = {"offer": offer, "state": state, "known": known}
    if state != "open":
        return render(request, "people/invitation.html", words, status=410 if request.method == "POST" else 200)
    if isinstance(request.user, User):
        return _add(request, request.user, offer) or render(request, "people/invitation.html", words)
    if known:
        return render(request, "people/invitation.html", words)
    form = Join(offer.email, request.POST or None)
    return _join(request, offer, form) or render(request, "people/invitation.html", {**words, "form": form})


def _add(request: HttpRequest, user: User, offer: Invitation) -> HttpResponse | None:
    """Add the role to an account, when asked."""
    if request.method != "POST":
        return None
    try:
        invitations.accept(by=user, invitation=offer)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, both(f"Vous avez ce rôle : {offer}.", f"You hold this role: {offer}."))
    return redirect("account")


def _join(request: HttpRequest, offer: Invitation, form: Join) -> HttpResponse | None:
    """Create the account and log in, when the form is right."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        user = invitations.join(invitation=offer, name=given["name"], password=given["password"], language=current())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    user.backend = "django.contrib.auth.backends.ModelBackend"
    response: HttpResponse = perform_login(request, user, redirect_url="/compte")
    return response
