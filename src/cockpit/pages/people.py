"""People of my territories: who holds what, inviting, taking away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cockpit.accounts import invitations, operations, perms, queries
from cockpit.accounts.models import Invitation
from cockpit.accounts.people import close, reopen
from cockpit.accounts.roles import INVITE
from cockpit.errors import Refused
from cockpit.pages.account_forms import Invite
from cockpit.pages.keyset import page
from cockpit.pages.me import FORM
from cockpit.pages.reader import reader
from cockpit.wording import both

SHOWN = 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who holds a role in the territories where I may give one, and who is invited."""
    user = reader(request)
    reach = perms.reach(user, INVITE)
    if not reach:
        raise Http404
    asked = request.GET.get("q", "").strip()[:80]
    shown = page(queries.holders(reach, asked), request.GET.get("avant"), SHOWN)
    waiting = list(queries.invitations(reach)[:SHOWN])
    return render(
        request,
        "people/people.html",
        {
            "reach": reach,
            "asked": asked,
            "shown": shown,
            "removable": {
                held.pk
                for held in shown.rows
                if perms.may_grant(user, held.role, held.place) or held.user_id == user.pk
            },
            "waiting": [(offer, invitations.state(offer), _mine(user, offer)) for offer in waiting],
        },
    )


@require_http_methods(FORM)
def invite(request: HttpRequest) -> HttpResponse:
    """Offer a role to an address."""
    user = reader(request)
    if not perms.may_anywhere(user, INVITE):
        raise Http404
    form = Invite(user, request.POST or None, initial={"language": "fr"})
    if form.is_valid():
        try:
            made = invitations.invite(by=user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _post(request, made)
            return redirect("people")
    return render(request, "people/invite.html", {"form": form})


@require_POST
def resend(request: HttpRequest, invitation: int) -> HttpResponse:
    """Good again for the whole delay, and written to again."""
    offer = _offer(request, invitation)
    invitations.renew(by=reader(request), invitation=offer)
    _post(request, offer)
    return redirect("people")


@require_POST
def withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Close the link."""
    offer = _offer(request, invitation)
    invitations.withdraw(by=reader(request), invitation=offer)
    messages.success(
        request, both(f"L'invitation de {offer.email} est retirée.", f"The invitation of {offer.email} is withdrawn.")
    )
    return redirect("people")


@require_http_methods(FORM)
def revoke(request: HttpRequest, mandate: int) -> HttpResponse:
    """Take a role away, after a page that says what follows."""
    user = reader(request)
    held = queries.in_force().filter(pk=mandate).select_related("user", "delegated_from").first()
    lender = held and held.delegated_from and held.delegated_from.user_id
    if held is None or not (user.pk in (held.user_id, lender) or perms.may_grant(user, held.role, held.place)):
        raise Http404
    back = "account" if user.pk in (held.user_id, lender) else "people"
    if request.method == "POST":
        try:
            operations.revoke(by=user, mandate=held)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, both(f"Rôle retiré à {held.user} : {held}.", f"Role taken from {held.user}: {held}.")
            )
        return redirect(back)
    return render(request, "people/revoke.html", {"mandate": held, "back": back, "own": user.pk == held.user_id})


@require_http_methods(FORM)
def access(request: HttpRequest, person: int) -> HttpResponse:
    """Close or reopen someone's account, for administrators."""
    user = reader(request)
    someone = queries.account(person) if perms.may_administer(user) else None
    if someone is None:
        raise Http404
    if request.method == "POST":
        try:
            (close if someone.is_active else reopen)(by=user, user=someone)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, both(f"C'est fait pour {someone}.", f"Done for {someone}."))
        return redirect("accounts")
    return render(request, "people/access.html", {"person": someone, "held": queries.held_by(someone)})


def _mine(user: object, offer: Invitation) -> bool:
    return perms.may_grant(user, offer.role, offer.place)  # type: ignore[arg-type]


def _offer(request: HttpRequest, number: int) -> Invitation:
    """An invitation the reader may act on.

    Raises
    ------
    Http404
        If there is none.
    """
    offer = queries.waiting_invitation(number)
    if offer is None or not _mine(request.user, offer):
        raise Http404
    return offer


def _post(request: HttpRequest, offer: Invitation) -> None:
    """Send the message, and say whether it left."""
    link = request.build_absolute_uri(reverse("invitation", args=[offer.token]))
    try:
        invitations.send(invitation=offer, link=link)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request, both(f"Le message est parti à {offer.email}.", f"The message has left for {offer.email}.")
        )
