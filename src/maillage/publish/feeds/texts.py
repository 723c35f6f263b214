"""Texts that others wrote made fit for a calendar, a poster or a voice."""

import itertools
import re
import unicodedata
from typing import Final

_BREAKS: Final = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_DIRECTIONS: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing: they could make an hour read backwards."""


def line(text: str) -> str:
    """One line of text: what cannot be shown left out, spaces single, none at the ends.

    Control characters, marks of direction, halves of surrogate pairs and unassigned code points go; breaks become
    spaces; accents are composed (NFC).
    """
    spaced = _BREAKS.sub(" ", text)
    return " ".join(unicodedata.normalize("NFC", "".join(c for c in spaced if _shown(c))).split())


def portable(text: str) -> str:
    r"""One line of text that every reader of calendars takes alike.

    Backslashes turn into slashes and straight quotes into curly ones: a reader in wide use (node-ical) sees a break in
    the rightly escaped ``C:\\nord``, and loses a lone quote before a colon.
    """
    pieces = line(text).replace("\\", "/").split('"')
    quotes = itertools.cycle("“”")
    return pieces[0] + "".join(quote + piece for quote, piece in zip(quotes, pieces[1:], strict=False))


def portable_name(text: str) -> str:
    """Name of a calendar without commas: no standard says whether ``X-WR-CALNAME`` escapes them, and readers differ."""
    return line(re.sub(r"\s*[,;]", " –", portable(text)))


def breakable(text: str, longest: int) -> str:
    """A text whose words longer than ``longest`` signs may break, by a space without width."""
    return re.sub(rf"\S{{{longest}}}(?=\S)", lambda found: found[0] + "\u200b", text)


def _shown(character: str) -> bool:
    """Whether a character may stand in a text."""
    return character == "\t" or (
        unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")
        and character not in _DIRECTIONS
        and character != "\ufeff"
    )
