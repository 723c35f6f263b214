"""The reader's own account."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cockpit.accounts import operations, people, perms, queries
from cockpit.errors import Refused
from cockpit.pages.account_forms import Lend, Me
from cockpit.pages.reader import reader
from cockpit.wording import both

FORM = ("GET", "HEAD", "POST")


@require_http_methods(FORM)
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here: my name, my mandates, my second factor, my sessions."""
    user = reader(request)
    form = Me(request.POST or None, initial={"name": user.name, "language": user.language})
    if form.is_valid():
        people.describe(by=user, **form.cleaned_data)
        messages.success(request, both("Enregistré.", "Saved."))
        response = redirect("account")
        if form.cleaned_data["language"]:
            response.set_cookie(
                "django_language", form.cleaned_data["language"], samesite="Lax", secure=request.is_secure()
            )
        return response
    sessions = UserSession.objects.purge_and_list(user)
    return render(
        request,
        "people/account.html",
        {
            "form": form,
            "mandates": queries.mandates(user),
            "lent": queries.lent(user),
            "sessions": sorted(sessions, key=lambda session: session.last_seen_at, reverse=True),
            "this_session": request.session.session_key,
            "has_factor": queries.has_second_factor(user),
            "lacks_factor": perms.lacks_second_factor(user),
        },
    )


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and how."""
    return render(request, "people/second_factor.html", {"needed": perms.lacks_second_factor(request.user)})


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Log out everywhere else."""
    number = people.end_sessions(by=reader(request), but=request.session.session_key or "")
    messages.success(request, both(f"Autres sessions fermées : {number}.", f"Other sessions ended: {number}."))
    return redirect("account")


@require_http_methods(FORM)
def close_account(request: HttpRequest) -> HttpResponse:
    """Close my account, after a page that says what follows."""
    user = reader(request)
    if request.method == "POST":
        try:
            people.close(by=user, user=user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("account")
        logout(request)
        messages.success(request, both("Votre compte est fermé.", "Your account is closed."))
        return redirect("home")
    return render(request, "people/close.html")


@require_http_methods(FORM)
def delegate(request: HttpRequest, mandate: int) -> HttpResponse:
    """Lend one of my roles until a day."""
    user = reader(request)
    own = next((held for held in queries.mandates(user) if held.pk == mandate and not held.delegated_from_id), None)
    if own is None:
        raise Http404
    form = Lend(request.POST or None, initial={"place": f"{own.level}:{own.code}"})
    if form.is_valid():
        given = form.cleaned_data
        to = queries.of_address(given["email"])
        try:
            if to is None:
                raise Refused(
                    both(
                        f"Aucun compte ouvert pour {given['email']} : invitez d'abord cette personne.",
                        f"No open account for {given['email']}: invite this person first.",
                    )
                )
            operations.delegate(by=user, mandate=own, to=to, place=given["place"], ends_on=given["ends_on"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except operations.NotAllowed:
            form.add_error(
                "place", both("Ce territoire n'est pas dans le vôtre.", "This territory is not within yours.")
            )
        else:
            messages.success(request, both(f"Rôle prêté à {to}.", f"Role lent to {to}."))
            return redirect("account")
    return render(request, "people/delegate.html", {"form": form, "mandate": own})
