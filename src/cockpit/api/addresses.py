"""The API's addresses. None asks for an account: each hands out what its reader may see, and only reads."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import ValidationError

from cockpit.api import places, plans, territories
from cockpit.wording import both

api = NinjaAPI(
    title="Maillage",
    version="1",
    description="Who is left out of digital life, where, and what the plans bring: open data with sources and dates.",
    docs_url=None,  # our own page describes it: the library's asks an outside server
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("/v1", territories.router, tags=["Territories"])
api.add_router("/v1", plans.router, tags=["Plans"])
api.add_router("/v1", places.router, tags=["Places"])


@api.exception_handler(Http404)
def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    """Nothing there, or nothing you may see: the two read alike."""
    sentence = both("Rien à cette adresse.", "Nothing at this address.")
    return api.create_response(request, {"detail": str(sentence)}, status=404)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which parameter is wrong, and how."""
    wrong = [{"where": ".".join(map(str, each["loc"])), "what": each["msg"]} for each in error.errors]
    return api.create_response(request, {"detail": wrong}, status=422)


def _public(pattern: Any) -> Any:
    """An address that asks for no account and only reads."""
    if isinstance(pattern, URLPattern):
        reading = pattern.callback if pattern.name != "openapi-json" else require_safe(pattern.callback)
        pattern.callback = login_not_required(reading)
    return pattern


urls = ([_public(pattern) for pattern in api.urls[0]], api.urls[1], api.urls[2])
