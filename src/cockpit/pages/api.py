"""How to use the API, drawn from its own description: nothing here can drift from it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cockpit.accounts.perms import Someone
from cockpit.plans import adopted, perms

EXAMPLES = (
    "/api/v1/territories?level=departement&limit=2",
    "/api/v1/territories/commune/15014",
    "/api/v1/territories/departement/15/indicators",
    "/api/v1/indicators",
    "/api/v1/indicators/people.need?level=epci&within=departement:15",
    "/api/v1/indicators/people.need_share?level=commune&within=departement:15&format=csv",
    "/api/v1/plans?limit=5",
    "/api/v1/places?within=departement:15&limit=5",
    "/api/v1/places?within=departement:15&visited=true&format=geojson",
)
OF_A_PLAN = (
    "/api/v1/plans/{uuid}",
    "/api/v1/plans/{uuid}/places?format=geojson",
    "/api/v1/plans/{uuid}/posts?limit=5",
    "/api/v1/plans/{uuid}/rounds?within=departement:15&limit=5",
    "/api/v1/plans/{uuid}/coverage?format=parquet",
)
"""Calls shown to the reader, the second ones of a plan in force where there is one; the tests make each of them."""


@login_not_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Examples, and where the whole description is."""
    uuid = _plan_in_force(request.user)
    context = {
        "examples": EXAMPLES + (tuple(example.format(uuid=uuid) for example in OF_A_PLAN) if uuid else ()),
        "patterns": () if uuid else OF_A_PLAN,
        "description": reverse("api:openapi-json"),
    }
    return render(request, "api.html", context)


def _plan_in_force(user: Someone) -> str | None:
    """A plan to show examples of, which the reader may see."""
    held = adopted.in_force() if perms.sees_adopted(user) else []
    return str(held[0].plan.uuid) if held else None
