"""Pages that read alike for every visitor, kept in memory until something they tell changes."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cockpit.configuration import queries as configuration
from cockpit.pages import theme
from cockpit.plans import adopted, perms
from cockpit.territories import figures
from cockpit.wording import current

View = Callable[..., HttpResponse]
Told = Callable[..., object]

KEPT_SECONDS = 3600
"""A page nobody asks for makes room."""


def kept_while(more: Told) -> Callable[[View], View]:
    """Keep what a page without a form says to readers who come without a session; all others are answered anew.

    The page is made again as soon as the figures, the plans in force, the settings or the day have changed, or what
    ``more`` answers to the view's arguments (what is not there it may refuse by ``Http404``).
    """

    def keep(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            own = set(request.COOKIES) - {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
            if own or request.user.is_authenticated:
                return view(request, *arguments, **named)
            key = page_key(request, more(request, *arguments, **named))
            kept = caches["pages"].get(key)
            if kept is not None:
                return HttpResponse(kept)
            response = view(request, *arguments, **named)
            if response.status_code == 200:
                caches["pages"].set(key, response.content, KEPT_SECONDS)
            return response

        return answer

    return keep


kept_for_visitors = kept_while(lambda *_, **__: None)
"""As :func:`kept_while`, for what depends on nothing more."""


def page_key(request: HttpRequest, more: object = None) -> str:
    """Digest of everything a visitor's page depends on."""
    plans = adopted.version() if perms.sees_adopted(request.user) else ""
    told = (
        request.get_full_path(),
        current(),
        theme.current(),
        sorted(configuration.values().items()),
        figures.table().stamp,
        plans,
        timezone.localdate(),
        more,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()
