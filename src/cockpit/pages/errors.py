"""Error pages: one sentence, one next step; out of scope reads exactly like nonexistent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Nothing here, or nothing you may see."""
    request.resolver_match = None  # nothing on the page may tell which address this nearly was
    return render(request, "errors/404.html", status=404)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """As if it did not exist."""
    return not_found(request)


def failed(request: HttpRequest) -> HttpResponse:
    """Our mistake; drawn without the database, which may be what failed."""
    return render(request, "errors/500.html", status=500, using=None)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that was open too long."""
    return render(request, "errors/csrf.html", status=403)
