"""Logging out leaves nothing on the phone: the browser is told to forget what the site kept there."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse


@receiver(user_logged_out, dispatch_uid="week.leaving")
def _left(request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None:
        request.left = True  # type: ignore[attr-defined]


class LeavingMiddleware:
    """Adds ``Clear-Site-Data`` (W3C) to the answer that ends a session: caches, queue and worker go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then tell the browser."""
        response = self.get_response(request)
        if getattr(request, "left", False):
            response["Clear-Site-Data"] = '"storage"'
        return response
