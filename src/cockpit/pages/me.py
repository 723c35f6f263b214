"""The reader's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.accounts import queries


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here: my mandates, my second factor."""
    return render(request, "account.html", {"mandates": queries.mandates(request.user)})
