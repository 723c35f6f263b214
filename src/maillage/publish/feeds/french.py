"""Small words before the name of a commune: ``à Mauriac``, ``au Puy``, ``aux Abymes``, ``d'Aurillac``."""

from typing import Final

from maillage.vocabulary.messages import language
from maillage.vocabulary.names import plain

_ARTICLES: Final = {"Le ": ("au ", "du "), "Les ": ("aux ", "des ")}
_VOWELS: Final = frozenset("aeiouœæ")


def at(name: str) -> str:
    """Where: ``à Mauriac``, ``au Mans``, ``aux Abymes``, ``à La Rochelle``; ``in Mauriac`` in English."""
    return _before(name, 0, "à ") if language() == "fr" else f"in {name}"


def of(name: str) -> str:
    """Whose: ``de Mauriac``, ``d'Aurillac``, ``du Mans``, ``de Hambach``; ``of Mauriac`` in English."""
    if language() == "en":
        return f"of {name}"
    return _before(name, 1, "d'" if _elides(name) else "de ")


def _before(name: str, which: int, otherwise: str) -> str:
    """A name after its small word, which takes the article in."""
    for article, contracted in _ARTICLES.items():
        if name.startswith(article):
            return contracted[which] + name.removeprefix(article)
    return otherwise + name


def _elides(name: str) -> bool:
    """Whether a name begins by a vowel to the ear; an h is taken for aspirated, which is never a mistake in writing."""
    letters = plain(name)
    if letters[:1] == "y":
        return letters[1:2] not in _VOWELS
    return letters[:1] in _VOWELS
