"""Each request speaks one language, the river's sentences included; strong roles wait for their second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from cockpit.accounts import perms
from cockpit.wording import current
from maillage.vocabulary.messages import set_language

Respond = Callable[[HttpRequest], HttpResponse]


class SentencesMiddleware:
    """Answers in the language of the cookie, else the account's, else the browser's; tells it to the river."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        cookies = request.COOKIES
        if settings.LANGUAGE_COOKIE_NAME not in cookies and settings.SESSION_COOKIE_NAME in cookies:
            chosen = getattr(request.user, "language", "")
            if chosen:
                translation.activate(chosen)
                request.LANGUAGE_CODE = chosen
        set_language(current())
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads accounts whose role needs a second factor to set it up; the abilities themselves sleep in ``perms``."""

    OPEN = ("account", "mfa_", "second_factor", "invitation", "close_account", "end_sessions", "set_language")

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _arguments: Any, _named: Any) -> HttpResponse | None:
        """Lead there from every closed page but those of the account itself."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not getattr(view, "login_required", True) or name.startswith(self.OPEN):
            return None
        return redirect("second_factor") if perms.lacks_second_factor(request.user) else None
