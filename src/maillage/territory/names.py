"""Names of places: with their article for readers, without accents nor case for look-ups."""

import re
import unicodedata

ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}
"""Article of each INSEE name type (TNCC); types 0 and 1 have none. https://www.insee.fr/fr/information/2560684#tncc"""

_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_LEADING = {"le", "la", "les", "l", "aux", "las", "los"}
_SPLIT = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def with_article(name: str, kind: str) -> str:
    """Name as it is written alone: ``Havre`` of type 2 is ``Le Havre``."""
    return ARTICLES.get(kind, "") + name


def words(text: str) -> list[str]:
    """Words of a name in lower case, without accents, with saint and sainte in full."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [_ABBREVIATIONS.get(word, word) for word in _SPLIT.split(plain) if word]


def full_key(text: str) -> str:
    """Key under which a name is looked up, its article included."""
    return " ".join(words(text))


def short_key(text: str) -> str:
    """Key without the leading article, so that ``havre`` finds ``Le Havre``."""
    found = words(text)
    return " ".join(found[1:] if len(found) > 1 and found[0] in _LEADING else found)
