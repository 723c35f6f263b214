"""Where a request comes from, proxies taken into account."""

from django.conf import settings
from django.http import HttpRequest


def of_request(request: HttpRequest) -> str:
    """Network address of the client.

    Behind ``MAILLAGE_PROXIES`` proxies, the one the outermost of them saw: what stands before it in
    ``X-Forwarded-For`` was written by the client and is not believed.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXIES and len(seen) >= settings.PROXIES:
        return str(seen[-settings.PROXIES])
    return str(request.META.get("REMOTE_ADDR", "127.0.0.1") or "127.0.0.1")
