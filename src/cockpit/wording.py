"""Both languages of a sentence side by side, chosen when it is shown (ADR 2, ADR 7)."""

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language

if TYPE_CHECKING:
    from maillage.vocabulary.messages import Language


def current() -> "Language":
    """Language of the request: French unless English was chosen."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


class _Both:
    """A sentence that reads in the language current when it is shown."""

    def __init__(self, french: str, english: str) -> None:
        self.french = french
        self.english = english

    def __str__(self) -> str:
        return self.french if current() == "fr" else self.english


def both(french: str, english: str) -> str:
    """A sentence in French and in English; a lazy string, so that it may stand in models, forms and settings."""
    return lazystr(_Both(french, english))  # type: ignore[return-value]
