"""Every sentence the river says, in French and in English side by side.

One table rather than gettext catalogues: the two languages are read and reviewed together, an error keeps a stable code
for machines, and a test checks that both sides use the same placeholders (ADR 2).
"""

from contextvars import ContextVar
from typing import Literal

Language = Literal["fr", "en"]

_language: ContextVar[Language] = ContextVar("language", default="fr")


def set_language(language: Language) -> None:
    """Choose the language of every later message."""
    _language.set(language)


def language() -> Language:
    """Language of messages, ``fr`` unless chosen otherwise."""
    return _language.get()


def say(code: str, **values: object) -> str:
    """Sentence ``code`` in the current language with its placeholders filled.

    Raises
    ------
    KeyError
        If no such sentence exists.
    """
    french, english = MESSAGES[code]
    return (french if _language.get() == "fr" else english).format(**values)


MESSAGES: dict[str, tuple[str, str]] = {
    # territory
    "territory.unknown": (
        "Territoire inconnu : « {value} ». Donnez un code (15, 2A, 974, SIREN d'EPCI, code commune), region:84, "
        "france, ou cherchez avec : maillage territory NOM{hint}",
        "Unknown territory: “{value}”. Give a code (15, 2A, 974, an EPCI's SIREN, a commune code), region:84, "
        "france, or search with: maillage territory NAME{hint}",
    ),
    "territory.ambiguous": (
        "« {value} » désigne plusieurs territoires : {choices}. Donnez le code de celui que vous voulez.",
        "“{value}” names several territories: {choices}. Give the code of the one you want.",
    ),
}
