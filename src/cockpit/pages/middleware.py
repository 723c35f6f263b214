"""Each request speaks one language, the river's sentences included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cockpit.wording import current
from maillage.vocabulary.messages import set_language


class SentencesMiddleware:
    """Tells the river the language of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        set_language(current())
        return self.get_response(request)
