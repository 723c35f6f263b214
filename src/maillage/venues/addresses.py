"""Street addresses as people read them, from the ways they are published."""

import re

import polars as pl

SMALL = frozenset(
    (
        "a", "à", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "sous", "sur",
        "bis", "ter", "quater", "allée", "av", "avenue", "bd", "boulevard", "chemin", "cité", "cours", "esplanade",
        "faubourg", "impasse", "lieu", "dit", "lotissement", "montée", "parvis", "passage", "place", "promenade",
        "quai", "quartier", "résidence", "route", "rue", "ruelle", "sente", "sentier", "square", "traverse", "zone",
    )
)  # fmt: skip
"""Words written small within a name."""

_LETTERS = re.compile(r"[^\W\d_]+")


def addressed(street: str, postcode: str, commune: str) -> pl.Expr:
    """``12 rue de la Poste, 15200 Mauriac`` from three columns; null where the street is unknown."""
    own = pl.col(street).map_elements(readable, return_dtype=pl.String)
    town = pl.concat_str(
        [pl.col(postcode), pl.col(commune).map_elements(readable, return_dtype=pl.String)],
        separator=" ", ignore_nulls=True,
    )  # fmt: skip
    return pl.when(own != "").then(pl.concat_str([own, town.replace("", None)], separator=", ", ignore_nulls=True))


def readable(text: str) -> str:
    """One line, no longer in capitals where it was in nothing else: ``2 RUE DES RUETTES`` as ``2 rue des Ruettes``."""
    lines = [" ".join(part.split()).strip(" ,;") for part in text.splitlines()]
    line = ", ".join(part for part in lines if part)
    letters = [letter for letter in line if letter.isalpha()]
    if len(letters) < 2 or any(letter.islower() for letter in letters):
        return line
    small = _LETTERS.sub(_word, line)
    return small[:1].upper() + small[1:]


def _word(found: re.Match[str]) -> str:
    word = found[0].lower()
    return word if word in SMALL else word.capitalize() if len(word) > 2 else found[0]
