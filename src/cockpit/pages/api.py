"""How to use the API, drawn from its own description: nothing here can drift from it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

EXAMPLES = (
    "/api/v1/territories?level=departement&limit=2",
    "/api/v1/territories/commune/15014",
    "/api/v1/territories/departement/15/indicators",
    "/api/v1/indicators",
    "/api/v1/indicators/people.need?level=epci&within=departement:15",
    "/api/v1/indicators/people.need_share?level=commune&within=departement:15&format=csv",
)
"""Calls shown to the reader; the tests make each of them."""


@login_not_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Examples, and where the whole description is."""
    return render(request, "api.html", {"examples": EXAMPLES, "description": reverse("api:openapi-json")})
